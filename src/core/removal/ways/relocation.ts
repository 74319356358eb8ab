import { readdir, unlink } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isFolder } from '../../is-folder';
import type { JournalFile } from '../../store/journal';
import { refused } from '../../trash/errors';
import { guarded } from '../../trash/guarded';
import type { TrashFailure, TrashPort } from '../../trash/trash';
import { isSameFile, isUnchanged, type FileChecks, type FileFacts, type Looked } from '../checks';
import { checkItem } from '../check-item';
import type { RemovalFile, Survivor } from '../plan';
import { findOtherName } from './other-name';
import type { ItemContext, Moved, RemovalWay, Restored, SettledAs } from './way';

/** Files move to another place whole: to the system's trash, a holding folder, a folder that the person chose. */
export function relocation(trash: TrashPort, checks: FileChecks): RemovalWay {
  const port = guarded(trash);
  return {
    undoable: port.canRestore,
    equalOnly: false,
    keepsNames: false,
    hindrance: (folder) => port.hindrance(folder),

    async reserve(item) {
      const place = await port.reserve(item.path);
      return place.ok ? { ok: true, value: { place: place.value.trashed, link: null } } : place;
    },

    take: (item, { place }, context) => relocate(port, item, place, context),
    release: ({ place }) => port.release({ trashed: place }),
    restore: ({ path, place }) => restore(port, path, place, checks),
    settle: (file) => settle(port, file, checks),
    away: (files) => stillThere(files, port.canRestore),
  };
}

/** Believes no trash that says that a file is back where nothing is, or where nobody may look. */
async function restore(port: TrashPort, path: string, place: string | null, checks: FileChecks): Promise<Restored> {
  const names = await namesAt(place, checks);
  const back = await port.restore(path, { trashed: place });
  const here = await checks.look(path);
  if (back.ok) {
    if (here.ok) return back;
    if (here.failure.reason === 'vanished') return refused('failed', 'The trash said that this file is back, but it is not.');
    return { ok: false, failure: here.failure, open: true };
  }
  if (place === null) return back;
  switch (await whereabouts(port, { path, place, names }, here, await checks.look(place), checks)) {
    case 'renamed':
      return { ok: true };
    case 'between':
      return { ...back, open: true };
    case 'as seen':
      return back;
  }
}

/** A file that is to move, or to come back. */
interface Move {
  readonly path: string;
  readonly place: string;
  /** How many names it had before. */
  readonly names: number;
}

/**
 * Of a file that could not be moved: `renamed`, under its name in a folder that was renamed meanwhile, and there alone, for its name in
 * `place` is taken away; `between`, under both its names, or it can't be told where it is; otherwise it is where looks at both places see it.
 */
async function whereabouts(port: TrashPort, { path, place, names }: Move, here: Looked, there: Looked, checks: FileChecks): Promise<'renamed' | 'between' | 'as seen'> {
  if (here.ok && there.ok) return areTwoNames(here.facts, there.facts) ? 'between' : 'as seen';
  if ([here, there].some((looked) => !looked.ok && !isVanished(looked))) return 'between';
  // Only one that has a name more than before: where a backup links to all that it holds, its folders look like renamed ones.
  if (!there.ok || there.facts.links <= names || (await findOtherName(path, place, there.facts, checks)) === null) return 'as seen';
  return (await dropName(port, place)) ? 'renamed' : 'between';
}

async function namesAt(path: string | null, checks: FileChecks): Promise<number> {
  const looked = path === null ? null : await checks.look(path);
  return looked?.ok ? looked.facts.links : Infinity;
}

function isVanished(looked: Looked): boolean {
  return !looked.ok && looked.failure.reason === 'vanished';
}

/** Moves one file, checked just before and confirmed just after; what can't be confirmed is taken back. */
export async function relocate(port: TrashPort, item: RemovalFile, place: string | null, context: ItemContext): Promise<Moved> {
  const { checks } = context;
  const entry = { trashed: place };
  const checked = await checkItem(item, context, { reversible: port.canRestore });
  if (!checked.ok) {
    await port.release(entry);
    return { state: 'kept', failure: checked.failure };
  }
  const names = await namesAt(item.path, checks);
  const moved = await port.move(item.path, entry);
  if (place === null) return moved.ok ? { state: 'gone', failure: null } : { state: 'kept', failure: moved.failure };

  const there = await checks.look(place);
  if (!moved.ok) {
    const here = await checks.look(item.path);
    const where = await whereabouts(port, { path: item.path, place, names }, here, there, checks);
    if (where !== 'as seen') return { state: where === 'between' ? 'moving' : 'kept', failure: moved.failure };
    if (!there.ok || here.ok) {
      await port.release(entry);
      return { state: 'kept', failure: moved.failure };
    }
  }
  const doubt = await doubts(item, there.ok ? there.facts : null, checked.value, checks);
  if (!doubt) return { state: 'gone', failure: null };
  const back = await restore(port, item.path, place, checks);
  return { state: back.ok ? 'kept' : back.open ? 'moving' : 'gone', failure: doubt };
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

  const entry = { trashed: file.place };
  const there = await checks.look(file.place);
  if (there.ok) {
    // A folder that is there was not renamed.
    const other = isVanished(here) && !(await isFolder(dirname(file.path))) ? await findOtherName(file.path, file.place, there.facts, checks) : null;
    if (other !== null) return (await dropName(port, file.place)) ? back : null;
    // What stands in the reserved place may be another program's.
    if (!here.ok || !areTwoNames(here.facts, there.facts)) return here.ok && !isUnchanged(file, there.facts) ? back : 'gone';
    // Linked, and killed before the other name went: restoring ends that.
    return (await restore(port, file.path, file.place, checks)).ok ? back : null;
  }
  if (!isVanished(there)) return null;
  // In no place at all, though its volume is connected: somebody took it away, and there is nothing to look for the next time.
  if (!here.ok) return isVanished(here) && (await isFolder(dirname(file.path))) ? 'nowhere' : null;
  await port.release(entry);
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
