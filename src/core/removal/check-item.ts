import { dirname } from 'node:path';
import type { TrashOutcome } from '../trash/trash';
import { codeOf, refused } from '../trash/errors';
import { isSameFile, isUnchanged, type FileFacts } from './checks';
import type { RemovalFile, Survivor } from './plan';
import type { ItemContext } from './ways/way';

interface CheckOptions {
  /** Whether what turns out wrong after the move can be taken back. */
  readonly reversible: boolean;
}

/**
 * Whether a file may go, as the disk is now: it is the file that was scanned, and another file of its group
 * stays. Where the two were found to be equal they are compared again, byte by byte. Answers the survivor.
 */
export async function checkItem(item: RemovalFile, context: ItemContext, options: CheckOptions): Promise<TrashOutcome<Survivor>> {
  const { checks, going, protection } = context;
  const forbidden = await protection(dirname(item.path));
  if (forbidden) return { ok: false, failure: forbidden };
  const looked = await checks.look(item.path);
  if (!looked.ok) return looked;
  if (!isUnchanged(item, looked.facts)) return refused('changed', 'This file changed since it was scanned.');

  // Marked as an exact copy: then a copy that is merely alike is not what the person meant to keep.
  const exact = item.survivors.some((survivor) => survivor.identical);
  const candidates = item.survivors.filter(({ path, identical }) => !going.has(path) && (identical || !exact));
  let differs = false;
  let unread: string | null = null;
  for (const survivor of candidates) {
    if (!(await survives(survivor, looked.facts, context, options))) continue;
    if (!exact) {
      if (await checks.isReadable(survivor.path)) return { ok: true, value: survivor };
      continue;
    }
    try {
      if (await checks.haveSameContent(item.path, survivor.path, item.bytes)) return { ok: true, value: survivor };
      differs = true;
    } catch (error) {
      unread = codeOf(error);
    }
  }
  if (differs) return refused('not-equal', 'Its bytes are not, or no longer, those of the copy that stays.');
  if (unread !== null) return refused('no-permission', `This file could not be compared with its copy again (${unread}).`);
  return refused('no-survivor', 'No other file of its group is left that could be read; this one stays.');
}

async function survives(survivor: Survivor, file: FileFacts, { checks }: ItemContext, { reversible }: CheckOptions): Promise<boolean> {
  const looked = await checks.look(survivor.path);
  if (!looked.ok || looked.facts.bytes !== survivor.bytes) return false;
  // The same file by another path may be the same name too (a mount, a linked folder). Two hard links are
  // two names; which it is shows only after the move, so that it is tried only where it can be taken back.
  if (isSameFile(looked.facts, file) && (file.links < 2 || !reversible)) return false;
  return !(await checks.isInTrash(survivor.path));
}
