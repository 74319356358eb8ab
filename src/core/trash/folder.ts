import { mkdir, rmdir } from 'node:fs/promises';
import { dirname, extname, relative, resolve } from 'node:path';
import type { TrashFailure, TrashOutcome, TrashPort } from './trash';
import { codeOf, done, explainCarry, explainRestore, refused } from './errors';
import { exists, renameToFree } from './rename';

export interface FolderOptions {
  /** Why the files of a folder can't go there; null where they can. */
  readonly hindrance: (folder: string) => Promise<TrashFailure | null>;
  /** Absolute path where a file is to go; numbered where that is taken. */
  readonly destination: (path: string) => Promise<TrashOutcome<string>>;
  /** The highest folder that is there only for the sake of what was moved to `place`: it goes with the last of it. */
  readonly topOf: (place: string) => string | null;
}

/** Numbered names tried before a file stays. */
const mostNumbers = 10_000;

/** A folder that files are renamed into, and come back from. Nothing is overwritten on either way. */
export function folderTrash({ hindrance, destination, topOf }: FolderOptions): TrashPort {
  const taken = new Set<string>();

  return {
    canRestore: true,
    hindrance,

    async reserve(path) {
      try {
        const to = await destination(path);
        if (!to.ok) return to;
        const trashed = await freeName(to.value, taken);
        if (trashed === null) return refused('failed', 'Too many files of its name are there; this file was left where it is.');
        taken.add(trashed);
        return done({ trashed });
      } catch (error) {
        return { ok: false, failure: explainCarry(error) };
      }
    },

    async move(path, { trashed }) {
      if (trashed === null) return refused('failed', 'No place was reserved for this file.');
      try {
        await moveInto(path, trashed);
        return done(null);
      } catch (error) {
        return { ok: false, failure: explainCarry(error) };
      }
    },

    async release({ trashed }) {
      if (trashed !== null) await prune(trashed, topOf(trashed));
    },

    async restore(path, { trashed }) {
      if (trashed === null) return refused('not-in-trash', 'Where this file went was not recorded.');
      try {
        if (!(await exists(trashed))) return refused('not-in-trash', 'This file is no longer where it went.');
        await mkdir(dirname(path), { recursive: true });
        await renameToFree(trashed, path);
        await prune(trashed, topOf(trashed));
        return done(null);
      } catch (error) {
        return { ok: false, failure: explainRestore(error) };
      }
    },
  };
}

async function moveInto(path: string, place: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await mkdir(dirname(place), { recursive: true });
    try {
      await renameToFree(path, place);
      return;
    } catch (error) {
      // Another file that was released in that moment may have taken the empty folder along.
      if (codeOf(error) !== 'ENOENT' || attempt === 3 || !(await exists(path))) throw error;
    }
  }
}

/** name.jpg, name.2.jpg … ; null when all are taken. */
async function freeName(path: string, taken: ReadonlySet<string>): Promise<string | null> {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  for (let number = 1; number <= mostNumbers; number++) {
    const candidate = number === 1 ? path : `${stem}.${number}${extension}`;
    if (!taken.has(candidate) && !(await exists(candidate))) return candidate;
  }
  return null;
}

/** Removes the folders that a file leaves empty, `top` at the highest. */
async function prune(place: string, top: string | null): Promise<void> {
  if (top === null || relative(top, place).startsWith('..')) return;
  for (let folder = dirname(place); ; folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      // Not empty, or gone: what is above is not empty either, or none of ours.
      return;
    }
    if (resolve(folder) === resolve(top)) return;
  }
}
