import { access, constants, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { TrashFailure, TrashPort } from './trash';
import { codeOf, done, refused } from './errors';
import { folderTrash } from './folder';
import { holdingName, isTrashPath, reachable } from './places';

export interface HoldingOptions {
  /** Names the folder of this removal inside the holding folder. */
  readonly stamp: string;
  /** Absolute paths of the library's folders. */
  readonly roots: readonly string[];
}

type Base = { readonly ok: true; readonly base: string } | { readonly ok: false; readonly failure: TrashFailure };

/**
 * A trash of our own where the system has none: `.lookalike-removed/STAMP/…` in the library's folder, or else at the highest folder in it that is
 * of the file's volume and can be written. The tree of folders is kept below it.
 */
export function holdingTrash({ stamp, roots }: HoldingOptions): TrashPort {
  const bases = new Map<string, Promise<Base>>();
  const baseOf = (folder: string): Promise<Base> => {
    const known = bases.get(folder) ?? findBase(folder, roots);
    bases.set(folder, known);
    return known;
  };

  return folderTrash({
    async hindrance(folder) {
      const found = await baseOf(folder);
      return found.ok ? null : found.failure;
    },

    async destination(path) {
      const folder = await realpath(dirname(resolve(path)));
      if (await isTrashPath(join(folder, basename(path)))) return refused('no-trash', 'This file is in a trash already.');
      const found = await baseOf(dirname(resolve(path)));
      if (!found.ok) return found;
      return done(join(found.base, holdingName, stamp, relative(found.base, folder), basename(path)));
    },

    topOf(place) {
      const parts = place.split(sep);
      const at = parts.lastIndexOf(holdingName);
      return at < 0 ? null : parts.slice(0, at + 1).join(sep);
    },
  });
}

async function findBase(folder: string, roots: readonly string[]): Promise<Base> {
  try {
    const real = await realpath(folder);
    const library = (await Promise.all(roots.map((path) => realpath(path).catch(() => path)))).find((root) => contains(root, real));
    if (library !== undefined && (await mayHold(library, real))) return { ok: true, base: library };
    let base: string | null = null;
    for (let at = real; await mayHold(at, real); at = dirname(at)) {
      base = at;
      // Not above the library, where nobody would look for it, and which may have been out of reach for a moment only.
      if (at === library || dirname(at) === at) break;
    }
    if (base !== null) return { ok: true, base };
    return { ok: false, failure: { reason: 'no-permission', detail: `No folder can be made in “${folder}”.` } };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return { ok: false, failure: { reason: 'vanished', detail: 'The folder of this file is gone.' } };
    return { ok: false, failure: { reason: 'failed', detail: `The system could not look at “${folder}” (${code}).` } };
  }
}

/** Whether files of `folder` can be renamed into a folder made in `base`. */
async function mayHold(base: string, folder: string): Promise<boolean> {
  try {
    await access(base, constants.W_OK | constants.X_OK);
    return await reachable(folder, base);
  } catch {
    return false;
  }
}

function contains(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (way.split(sep)[0] !== '..' && !isAbsolute(way));
}
