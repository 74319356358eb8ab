import { lstat, realpath } from 'node:fs/promises';
import type { TrashPort } from './trash';
import { codeOf, done, explainMove, refused } from './errors';
import { isInTrash } from './places';

/**
 * A trash that the system alone keeps: it doesn't say where a file went, so that it is the person who puts
 * one back, in the system's own window. `move` rejects when it can't; it must never delete.
 */
export function systemTrash(move: (path: string) => Promise<void>): TrashPort {
  return {
    canRestore: false,

    async reserve(path) {
      try {
        const real = await realpath(path);
        if (await isInTrash(real)) return refused('no-trash', 'This file is in a trash already.');
        // Windows has no recycle bin on network drives, and deletes instead. Mapped ones resolve to their share.
        if (process.platform === 'win32' && /^\\\\(?![?.]\\[a-z]:)/i.test(real)) {
          return refused('no-trash', 'Network drives have no recycle bin; the file was left where it is.');
        }
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
