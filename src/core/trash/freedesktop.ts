import { mkdir, realpath, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { TrashFailure, TrashPort } from './trash';
import { codeOf, done, explainMove, explainRestore, refused } from './errors';
import { claimName, infoPath } from './info';
import { findPlace, isTrashPath, type FoundPlace } from './places';
import { exists, renameToFree } from './rename';

/**
 * The trash of Linux desktops (freedesktop.org Trash specification 1.0). Files are only ever renamed:
 * one that would have to be copied to another disk stays where it is.
 */
export function freedesktopTrash(): TrashPort {
  // One folder's files follow each other; looking for the place again for each would cost ten calls.
  let last: { readonly folder: string; readonly found: Promise<FoundPlace> } | null = null;
  const placeFor = (folder: string): Promise<FoundPlace> => {
    if (last?.folder !== folder) last = { folder, found: findPlace(folder) };
    return last.found;
  };

  return {
    canRestore: true,

    async hindrance(folder) {
      try {
        const found = await placeFor(await realpath(folder));
        return found.ok ? null : { reason: 'no-trash', detail: found.detail };
      } catch (error) {
        last = null;
        return explainReserve(error);
      }
    },

    async reserve(path) {
      try {
        const folder = await realpath(dirname(resolve(path)));
        if (await isTrashPath(join(folder, basename(path)))) return refused('no-trash', 'This file is in a trash already.');
        const found = await placeFor(folder);
        if (!found.ok) return refused('no-trash', found.detail);
        const { place } = found;
        const name = await claimName(place, join(folder, basename(path)), basename(path));
        return done({ trashed: join(place.root, 'files', name) });
      } catch (error) {
        last = null;
        return { ok: false, failure: explainReserve(error) };
      }
    },

    async move(path, { trashed }) {
      if (trashed === null) return refused('no-trash', 'No place in the trash was reserved for this file.');
      try {
        if (await exists(trashed)) return refused('trash-failed', 'The place reserved in the trash was taken by another program.');
        await rename(path, trashed);
        return done(null);
      } catch (error) {
        return { ok: false, failure: explainMove(error) };
      }
    },

    async release({ trashed }) {
      if (trashed === null || (await exists(trashed))) return;
      await removeInfo(trashed);
    },

    async restore(path, { trashed }) {
      if (trashed === null) return refused('not-in-trash', 'Where this file went was not recorded.');
      try {
        // First, because what follows would blame the target for it.
        if (!(await exists(trashed))) return refused('not-in-trash', 'This file is no longer in the trash.');
        await mkdir(dirname(path), { recursive: true });
        await renameToFree(trashed, path);
        await removeInfo(trashed);
        return done(null);
      } catch (error) {
        return { ok: false, failure: explainRestore(error) };
      }
    },
  };
}

function explainReserve(error: unknown): TrashFailure {
  const code = codeOf(error);
  if (code === 'ENOENT') return { reason: 'vanished', detail: 'The folder of this file is gone.' };
  return { reason: 'no-trash', detail: `The trash can’t take this file (${code}); it was left where it is.` };
}

async function removeInfo(trashed: string): Promise<void> {
  // One that won't go is litter that trash programs ignore and clear: no reason to call the move a failure.
  await unlink(infoPath(dirname(dirname(trashed)), basename(trashed))).catch(() => undefined);
}
