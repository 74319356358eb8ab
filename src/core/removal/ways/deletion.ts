import { constants } from 'node:fs';
import { access, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JournalFile, Reservation } from '../../store/journal';
import { codeOf, done, explainMove, refused } from '../../trash/errors';
import { folderTrash } from '../../trash/folder';
import { exists, renameToFree } from '../../trash/rename';
import type { TrashPort } from '../../trash/trash';
import type { FileChecks } from '../checks';
import type { RemovalFile } from '../plan';
import { nameBeside } from './beside';
import { inHeldFolder, type Held } from './held-folder';
import { relocate, relocation } from './relocation';
import type { ItemContext, Moved, RemovalWay } from './way';

/**
 * Files are deleted for good: each is renamed in its folder first, checked there like one that moved, and only then unlinked. One
 * that was renamed when the program was killed gets its name back.
 */
export function deletion(checks: FileChecks): RemovalWay {
  const aside = besideFile();
  const moving = relocation(aside, checks);
  return {
    ...moving,
    undoable: false,

    take: (item, reservation, context) =>
      inHeldFolder<Moved>(dirname(item.path), async (held) => {
        const { place } = reservation;
        const moved = await drop(aside, item, reservation, context);
        if (moved.state === 'gone' || place === null || !(await nameAgain(item.path, place, held))) return moved;
        return { state: 'kept', failure: { reason: 'vanished', detail: 'Its folder was renamed just now; this file was left in it.' } };
      }, (error) => ({ state: 'kept', failure: explainMove(error) })),

    async settle(file) {
      const state = await moving.settle(file);
      // Deleting had ended, only the journal did not know yet.
      if (state === 'nowhere') return 'gone';
      return state === 'gone' && file.place !== null ? bringBack(aside, file, file.place) : state;
    },

    restore: () => Promise.resolve(refused('not-in-trash', 'This file was deleted for good.')),
    away: (files) => Promise.resolve(files),
  };
}

async function drop(aside: TrashPort, item: RemovalFile, reservation: Reservation, context: ItemContext): Promise<Moved> {
  const { place } = reservation;
  const moved = await relocate(aside, item, reservation, context);
  if (moved.state !== 'gone' || place === null) return moved;
  // Neither sure that it may go nor back at its name: that is for the next start, when it must not be forgotten under ours.
  if (moved.failure) return { ...moved, state: 'moving' };
  try {
    await unlink(place);
    return moved;
  } catch (error) {
    const back = await aside.restore(item.path, { trashed: place });
    const failure = { reason: 'failed', detail: `The system could not delete this file (${codeOf(error)}).` } as const;
    return { state: back.ok ? 'kept' : 'moving', failure };
  }
}

/** Gives a file its own name back that has ours in a folder which was renamed meanwhile, where nobody would find it. Whether it did. */
async function nameAgain(path: string, place: string, held: Held): Promise<boolean> {
  try {
    if ((await exists(place)) || !(await exists(held(place)))) return false;
    await renameToFree(held(place), held(path));
    return true;
  } catch {
    // What went wrong before is what the person is told of.
    return false;
  }
}

async function bringBack(aside: TrashPort, { path }: JournalFile, place: string): Promise<'kept' | null> {
  return (await aside.restore(path, { trashed: place })).ok ? 'kept' : null;
}

function besideFile(): TrashPort {
  return folderTrash({
    async hindrance(folder) {
      try {
        await access(folder, constants.W_OK | constants.X_OK);
        return null;
      } catch (error) {
        return { reason: 'no-permission', detail: `Nothing can be deleted in “${folder}” (${codeOf(error)}).` };
      }
    },
    destination: (path) => Promise.resolve(done(nameBeside(path))),
    topOf: () => null,
  });
}
