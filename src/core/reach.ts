import { closeSync, constants, fstatSync, openSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AppFailure } from '../shared/errors';

/**
 * The folders that a host may look into, whatever links lead out of them and whenever they are put there. What was looked up by a path
 * may be something else a moment later, so it is opened first and asked then where it lies.
 */
export class Reach {
  static readonly everywhere = new Reach(null);

  /** @param folders absolute paths without links; null for everywhere */
  constructor(readonly folders: readonly string[] | null) {}

  /** @param path absolute, without links */
  has(path: string): boolean {
    return this.folders === null || this.folders.some((folder) => isInside(path, folder));
  }

  /** Whether what was opened by a path lies within reach; it is the one that counts, whatever the path names by now. */
  holds(opened: number, path: string): boolean {
    if (this.folders === null) return true;
    const place = placeOf(opened, path);
    return place !== null && this.has(place);
  }

  /** A path without its links, of what is there. Throws an {@link AppFailure} `not-allowed` for what is out of reach, rejects with the system's errors. */
  async resolve(path: string): Promise<string> {
    const real = await realpath(path);
    if (!this.has(real)) throw outside();
    return real;
  }

  /**
   * Looks into a folder by a path that names this very folder for as long as `look` runs, where the system has such (Linux). Elsewhere the
   * folder is looked up again afterwards, and nothing is answered if it is another by then. Throws like {@link resolve}.
   */
  async inFolder<T>(path: string, look: (held: string) => Promise<T>): Promise<T> {
    if (this.folders === null) return look(path);
    const folder = await open(path, folderFlags);
    try {
      if (!this.holds(folder.fd, path)) throw outside();
      if (process.platform === 'linux') return await look(`/proc/self/fd/${folder.fd}`);
      const seen = await look(path);
      if (!this.holds(folder.fd, path)) throw outside();
      return seen;
    } finally {
      await folder.close();
    }
  }

  /** The same by calls that hold up the thread. */
  inFolderNow<T>(path: string, look: (held: string) => T): T {
    if (this.folders === null) return look(path);
    const folder = openSync(path, folderFlags);
    try {
      if (!this.holds(folder, path)) throw outside();
      if (process.platform === 'linux') return look(`/proc/self/fd/${folder}`);
      const seen = look(path);
      if (!this.holds(folder, path)) throw outside();
      return seen;
    } finally {
      closeSync(folder);
    }
  }
}

const folderFlags = constants.O_RDONLY | flag('O_DIRECTORY');

/** How files of others are opened: never by a link that stands where the file was listed, never waiting for the other end of a pipe. (Windows has neither flag, nor such files.) */
export const fileFlags = constants.O_RDONLY | flag('O_NOFOLLOW') | flag('O_NONBLOCK');

function flag(name: string): number {
  const value: unknown = Reflect.get(constants, name);
  return typeof value === 'number' ? value : 0;
}

/** What a host with roots may read: those, and the sample pictures of the program itself. */
export function reachOf(roots: readonly string[] | null, dataFolder: string): Reach {
  return roots === null ? Reach.everywhere : new Reach([...roots, samplesFolder(dataFolder)]);
}

export function samplesFolder(dataFolder: string): string {
  return join(realOrSame(dataFolder), 'sample-photos');
}

/** One that can't be resolved (a drive that is not connected) keeps the name that it has. */
export function realOrSame(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

/** Both absolute and in order, as `resolve` makes them. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Where an opened file or folder lies now; null where that can't be told, because its path names something else by now. */
function placeOf(opened: number, path: string): string | null {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/self/fd/${opened}`);
    } catch {
      // There need not be a /proc.
    }
  }
  const real = realpathSync.native(path);
  const there = statSync(real, { bigint: true });
  const here = fstatSync(opened, { bigint: true });
  return there.dev === here.dev && there.ino === here.ino ? real : null;
}

function outside(): AppFailure {
  return new AppFailure({ kind: 'not-allowed', detail: 'that folder lies outside the folders opened to this window' });
}
