import { closeSync, fstatSync, openSync, type Stats } from 'node:fs';
import { fileFlags, type Reach } from './reach';

export interface RegularFile {
  readonly file: number;
  readonly stats: Stats;
}

/** What was opened lies where nothing may be read. */
export class OutOfReach extends Error {
  constructor() {
    super('A link leads from its folder out of those that may be looked into.');
  }
}

/** Opens a regular file for reading; the caller closes it. Null for anything else. Throws the system's error, or {@link OutOfReach}. */
export function openRegular(path: string, reach: Reach): RegularFile | null {
  const file = openSync(path, fileFlags);
  try {
    const stats = fstatSync(file);
    if (!reach.holds(file, path)) throw new OutOfReach();
    if (stats.isFile()) return { file, stats };
  } catch (thrown) {
    closeSync(file);
    throw thrown;
  }
  closeSync(file);
  return null;
}
