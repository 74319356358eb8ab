import { lstat, realpath } from 'node:fs/promises';
import type { TrashFailure, TrashPort } from './trash';
import { codeOf, done, explainMove, refused } from './errors';
import { isInTrash } from './places';

/**
 * A trash that the system alone keeps: it doesn't say where a file went, so that it is the person who puts
 * one back, in the system's own window. `move` rejects when it can't; it must never delete.
 */
export function systemTrash(move: (path: string) => Promise<void>): TrashPort {
  return {
    canRestore: false,

    async hindrance(folder) {
      try {
        return withoutBin(await realpath(folder));
      } catch (error) {
        return explainMove(error);
      }
    },

    async reserve(path) {
      try {
        const real = await realpath(path);
        if (await isInTrash(real)) return refused('no-trash', 'This file is in a trash already.');
        const failure = withoutBin(real);
        if (failure) return { ok: false, failure };
        return done({ trashed: null });
      } catch (error) {
        return { ok: false, failure: explainMove(error) };
      }
    },

    async move(path) {
      try {
        await move(path);
        const left = await lstat(path).catch((error: unknown) => {
          if (codeOf(error) === 'ENOENT') return null;
          throw error;
        });
        return left ? refused('trash-failed', 'The system left this file where it is.') : done(null);
      } catch (error) {
        return { ok: false, failure: explainMove(error) };
      }
    },

    release: () => Promise.resolve(),

    restore: () => Promise.resolve(refused('not-in-trash', 'Open the system’s trash to put this file back.')),
  };
}

/** Windows has no recycle bin on network drives, and deletes instead. Mapped ones resolve to their share. */
function withoutBin(real: string): TrashFailure | null {
  if (process.platform !== 'win32' || !/^\\\\(?![?.]\\[a-z]:)/i.test(real)) return null;
  return { reason: 'no-trash', detail: 'Network drives have no recycle bin; the file was left where it is.' };
}
