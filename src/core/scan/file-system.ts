import { lstatSync, statSync } from 'node:fs';
import type { Reach } from '../reach';
import { readFolder, type FolderContent } from './folder';

export interface FileLook {
  readonly isFile: boolean;
  readonly bytes: number;
  /** Last change, milliseconds since 1970, as `fs.Stats.mtimeMs` gives it. */
  readonly modified: number;
}

/**
 * What a walk asks of the file system, by calls that hold up the thread: libuv's thread pool costs many times what the system call does, and a
 * drive that never answers would hold up one of its few threads for good. All throw the system's errors.
 */
export interface FileSystem {
  readonly readFolder: (path: string) => FolderContent;
  /** Looks at an entry without following a link. */
  readonly look: (path: string) => FileLook;
  /** A name that a folder has wherever it is mounted; null where the system knows none. */
  readonly identify: (folder: string) => string | null;
}

/** The system's files as far as they are within reach. Folders out of reach fail to be listed; files in them are still looked at, and refused when they are read. */
export function filesWithin(reach: Reach): FileSystem {
  return { ...systemFiles, readFolder: (path) => reach.inFolderNow(path, readFolder) };
}

export const systemFiles: FileSystem = {
  readFolder,
  look: (path) => {
    const stats = lstatSync(path);
    return { isFile: stats.isFile(), bytes: stats.size, modified: stats.mtimeMs };
  },
  identify: (folder) => {
    const { dev, ino } = statSync(folder, { bigint: true });
    return ino === 0n ? null : `${dev}:${ino}`;
  },
};
