import { lstatSync, statSync } from 'node:fs';
import type { Reach } from '../reach';
import { readFolder, readFolderSync, type FolderReader } from './folder';

export interface FileLook {
  readonly isFile: boolean;
  readonly bytes: number;
  /** Last change, milliseconds since 1970, as `fs.Stats.mtimeMs` gives it. */
  readonly modified: number;
}

/** What a walk asks of the file system. All fail with the system's errors. */
export interface FileSystem {
  readonly readFolder: FolderReader;
  /** Looks at an entry without following a link. */
  readonly look: (path: string) => FileLook;
  /** A name that a folder has wherever it is mounted; null where the system knows none. */
  readonly identify: (folder: string) => string | null;
}

/**
 * The system's files as far as they are within reach, for a thread that does nothing else and may be held up by a drive for good: no thread of
 * libuv's few is. Folders out of reach fail to be listed; files in them are still looked at, and refused when they are read.
 */
export function threadFiles(reach: Reach): FileSystem {
  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws has to reject
  return { ...systemFiles, readFolder: async (path) => reach.inFolderNow(path, readFolderSync) };
}


/** Synchronous but for listing: libuv's thread pool costs many times what the system call does. */
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
