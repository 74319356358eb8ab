import type { RemovalItem, Survivor } from './plan';
import type { TrashFailure, TrashOutcome, TrashPort } from '../trash/trash';
import { codeOf, refused } from '../trash/errors';
import { isSameFile, isUnchanged, type FileChecks, type FileFacts } from './checks';

/** What may happen to one file, and in what surroundings. */
export interface ItemContext {
  readonly checks: FileChecks;
  readonly trash: TrashPort;
  /** Every path that this removal takes away: none of them counts as a survivor. */
  readonly going: ReadonlySet<string>;
}

/**
 * Whether a file may go, as the disk is now: it is the file that was scanned, and another file of its group
 * stays. Where the two were found to be equal they are compared again, byte by byte. Answers the survivor.
 */
export async function checkItem(item: RemovalItem, context: ItemContext): Promise<TrashOutcome<Survivor>> {
  const { checks, going } = context;
  const looked = await checks.look(item.path);
  if (!looked.ok) return looked;
  if (!isUnchanged(item, looked.facts)) return refused('changed', 'This file changed since it was scanned.');

  // Marked as an exact copy: then a copy that is merely alike is not what the person meant to keep.
  const exact = item.survivors.some((survivor) => survivor.identical);
  const candidates = item.survivors.filter(({ path, identical }) => !going.has(path) && (identical || !exact));
  let differs = false;
  for (const survivor of candidates) {
    if (!(await survives(survivor, looked.facts, context))) continue;
    if (!exact) return { ok: true, value: survivor };
    try {
      if (await checks.haveSameContent(item.path, survivor.path)) return { ok: true, value: survivor };
      differs = true;
    } catch (error) {
      return refused('no-permission', `This file could not be compared with its copy again (${codeOf(error)}).`);
    }
  }
  if (differs) return refused('changed', 'This file is no longer equal to the copy that stays.');
  return refused('no-survivor', 'No other file of its group is left that could be read; this one stays.');
}

async function survives(survivor: Survivor, file: FileFacts, { checks, trash }: ItemContext): Promise<boolean> {
  const looked = await checks.look(survivor.path);
  if (!looked.ok || looked.facts.bytes !== survivor.bytes) return false;
  // The same file by another path may be the same name too (a mount, a linked folder). Two hard links are
  // two names; which it is shows only after the move, so that it is tried only where it can be taken back.
  if (isSameFile(looked.facts, file) && (file.links < 2 || !trash.canRestore)) return false;
  return !(await checks.isInTrash(survivor.path)) && (await checks.isReadable(survivor.path));
}

/** How a file that had a place reserved in the trash ended: moved or not, and what went wrong. */
export interface Moved {
  readonly state: 'trashed' | 'kept';
  readonly failure: TrashFailure | null;
}

/** Moves one file, checked just before and confirmed just after; what can't be confirmed is taken back. */
export async function moveItem(item: RemovalItem, trashed: string | null, context: ItemContext): Promise<Moved> {
  const { checks, trash } = context;
  const entry = { trashed };
  const checked = await checkItem(item, context);
  if (!checked.ok) {
    await trash.release(entry);
    return { state: 'kept', failure: checked.failure };
  }
  const moved = await trash.move(item.path, entry);
  if (trashed === null) return moved.ok ? { state: 'trashed', failure: null } : { state: 'kept', failure: moved.failure };

  const there = await checks.look(trashed);
  if (!moved.ok && (!there.ok || (await checks.look(item.path)).ok)) {
    await trash.release(entry);
    return { state: 'kept', failure: moved.failure };
  }
  const doubt = await doubts(item, there.ok ? there.facts : null, checked.value, checks);
  if (!doubt) return { state: 'trashed', failure: null };
  const back = await trash.restore(item.path, entry);
  return { state: back.ok ? 'kept' : 'trashed', failure: doubt };
}

async function doubts(item: RemovalItem, there: FileFacts | null, survivor: Survivor, checks: FileChecks): Promise<TrashFailure | null> {
  if (!there) return { reason: 'trash-failed', detail: 'This file left its folder but was not found in the trash.' };
  if (!isUnchanged(item, there)) return { reason: 'changed', detail: 'This file changed while it was being moved.' };
  if ((await checks.look(survivor.path)).ok) return null;
  return { reason: 'no-survivor', detail: 'The file that was to stay turned out to be this one by another path.' };
}
