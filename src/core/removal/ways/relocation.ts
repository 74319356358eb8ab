import { readdir, unlink } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isFolder } from '../../is-folder';
import type { JournalFile, Reservation } from '../../store/journal';
import { refused } from '../../trash/errors';
import { guarded } from '../../trash/guarded';
import type { TrashFailure, TrashPort } from '../../trash/trash';
import { isSameFile, isUnchanged, isVanished, type FileChecks, type FileFacts, type Looked } from '../checks';
import { checkItem } from '../check-item';
import type { RemovalFile, Survivor } from '../plan';
import { hasOtherName } from './other-name';
import { stateAfter, type ItemContext, type Moved, type RemovalWay, type Restored, type SettledAs } from './way';

/** Files move to another place whole: to the system's trash, a holding folder, a folder that the person chose. */
export function relocation(trash: TrashPort, checks: FileChecks): RemovalWay {
  const port = guarded(trash);
  return {
    undoable: port.canRestore,
    equalOnly: false,
    keepsNames: false,
    hindrance: (folder) => port.hindrance(folder),

    async reserve(item) {
      const looked = await checks.look(item.path);
      if (!looked.ok) return looked;
      const place = await port.reserve(item.path);
      return place.ok ? { ok: true, value: { place: place.value.trashed, names: looked.facts.links, link: null } } : place;
    },

    take: (item, reservation, context) => relocate(port, item, reservation, context),
    release: ({ place }) => port.release({ trashed: place }),
    restore: (file) => restore(port, file, checks),
    settle: (file) => settle(port, file, checks),
    away: (files) => stillThere(files, port.canRestore),
  };
}

/** A file that is to move, or to come back. */
type Move = Pick<JournalFile, 'path' | 'place' | 'names'>;

/** Believes no trash that says that a file is back where nothing is, or where nobody may look. */
async function restore(port: TrashPort, { path, place, names }: Move, checks: FileChecks): Promise<Restored> {
  const before = place === null ? null : await checks.look(place);
  const back = await port.restore(path, { trashed: place });
  const here = await checks.look(path);
  if (back.ok) {
    if (here.ok) return back;
    if (isVanished(here)) return refused('failed', 'The trash said that this file is back, but it is not.');
    return { ok: false, failure: here.failure, open: true };
  }
  if (place === null) return back;
  // Fewer than when it went, where a backup that had linked to it is gone since.
  const fewest = Math.min(names ?? Infinity, before?.ok ? before.facts.links : Infinity);
  switch (await whereabouts(port, { path, place, names: fewest }, here, await checks.look(place), checks)) {
    case 'renamed':
      return { ok: true };
    case 'between':
      return { ...back, open: true };
    case 'as seen':
      return back;
  }
}

/**
 * Of a file that could not be moved: `renamed`, under its name in a folder that was renamed meanwhile, and there alone, for its name in
 * `place` is taken away; `between`, under both its names, or it can't be told where it is; otherwise it is where looks at both places see it.
 */
async function whereabouts(
  port: TrashPort, { path, place, names }: Move & { readonly place: string }, here: Looked, there: Looked, checks: FileChecks,
): Promise<'renamed' | 'between' | 'as seen'> {
  if (here.ok && there.ok) return areTwoNames(here.facts, there.facts) ? 'between' : 'as seen';
  if (!there.ok) return isVanished(there) && (here.ok || isVanished(here)) ? 'as seen' : 'between';
  // It has a name more than before, then: where a backup links to all that it holds, its folders look like renamed ones.
  if (names === null || there.facts.links <= names) return 'as seen';
  const other = isVanished(here) ? await hasOtherName(path, place, there.facts, checks) : 'unknown';
  if (other === 'no') return 'as seen';
  return other === 'yes' && (await dropName(port, place)) ? 'renamed' : 'between';
}

/** Moves one file, checked just before and confirmed just after; what can't be confirmed is taken back. */
export async function relocate(port: TrashPort, item: RemovalFile, { place, names }: Reservation, context: ItemContext): Promise<Moved> {
  const { checks } = context;
  const entry = { trashed: place };
  const checked = await checkItem(item, context, { reversible: port.canRestore });
  if (!checked.ok) {
    await port.release(entry);
    return { state: 'kept', failure: checked.failure };
  }
  const moved = await port.move(item.path, entry);
  if (place === null) return moved.ok ? { state: 'gone', failure: null } : { state: 'kept', failure: moved.failure };

  const move = { path: item.path, place, names };
  const there = await checks.look(place);
  if (!moved.ok) {
    const here = await checks.look(item.path);
    const where = await whereabouts(port, move, here, there, checks);
    if (where !== 'as seen') return { state: where === 'between' ? 'moving' : 'kept', failure: moved.failure };
    if (!there.ok || here.ok) {
      await port.release(entry);
      return { state: 'kept', failure: moved.failure };
    }
  }
  const doubt = await doubts(item, there.ok ? there.facts : null, checked.value, checks);
  if (!doubt) return { state: 'gone', failure: null };
  return { state: stateAfter(await restore(port, move, checks)), failure: doubt };
}

async function doubts(item: RemovalFile, there: FileFacts | null, survivor: Survivor, checks: FileChecks): Promise<TrashFailure | null> {
  if (!there) return { reason: 'trash-failed', detail: 'This file left its folder but was not found where it was to go.' };
  if (!isUnchanged(item, there)) return { reason: 'changed', detail: 'This file changed while it was being moved.' };
  if ((await checks.look(survivor.path)).ok) return null;
  return { reason: 'no-survivor', detail: 'The file that was to stay turned out to be this one by another path.' };
}

async function settle(port: TrashPort, file: JournalFile, checks: FileChecks): Promise<SettledAs | null> {
  const back = file.state === 'restoring' ? 'restored' : 'kept';
  const here = await checks.look(file.path);
  if (file.place === null) return here.ok ? back : isVanished(here) ? 'gone' : null;

  const there = await checks.look(file.place);
  const where = await whereabouts(port, { ...file, place: file.place }, here, there, checks);
  if (where === 'renamed') return back;
  // Linked, and killed before the other name went: restoring ends that.
  if (where === 'between') return here.ok && there.ok && (await restore(port, file, checks)).ok ? back : null;
  // What stands in the reserved place may be another program's.
  if (there.ok) return here.ok && !isUnchanged(file, there.facts) ? back : 'gone';
  // In no place at all, though its volume is connected: somebody took it away, and there is nothing to look for the next time.
  if (!here.ok) return (await isFolder(dirname(file.path))) ? 'nowhere' : null;
  await port.release({ trashed: file.place });
  return back;
}

/** Of a file that has another name, which stays. */
async function dropName(port: TrashPort, place: string): Promise<boolean> {
  try {
    await unlink(place);
  } catch {
    return false;
  }
  await port.release({ trashed: place });
  return true;
}

function areTwoNames(here: FileFacts, there: FileFacts): boolean {
  return isSameFile(here, there) && here.links > 1;
}

/** Each place is listed once, however many files are asked about. Where the system keeps the trash for itself, the journal's word stands. */
async function stillThere(files: readonly JournalFile[], canRestore: boolean): Promise<readonly JournalFile[]> {
  const listings = new Map<string, ReadonlySet<string>>();
  const there: JournalFile[] = [];
  for (const file of files) {
    if (file.place === null) {
      if (!canRestore) there.push(file);
      continue;
    }
    const folder = dirname(file.place);
    const listing = listings.get(folder) ?? (await list(folder));
    listings.set(folder, listing);
    if (listing.has(basename(file.place))) there.push(file);
  }
  return there;
}

async function list(folder: string): Promise<ReadonlySet<string>> {
  // A place that can't be listed (emptied away, or on a disk that isn't connected) has nothing to undo now.
  return new Set(await readdir(folder).catch(() => []));
}
