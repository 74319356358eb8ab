import { open, type FileHandle } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { fileFlags, type Reach } from './reach';

/** Above this a file isn't read into memory for a look at it. */
const maxFileBytes = 1024 * 1024 * 1024;

export interface WholeFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly stats: Stats;
}

/** A file's bytes and dates, or a sentence that says why not. */
export async function readWhole(path: string, reach: Reach): Promise<WholeFile | string> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, fileFlags);
    const stats = await file.stat();
    if (!stats.isFile()) return 'It is no regular file any more.';
    if (!reach.holds(file.fd, path)) return 'A link leads from its folder out of those that may be looked into.';
    if (stats.size > maxFileBytes) return 'The file is too large to be shown here.';
    return { bytes: await file.readFile(), stats };
  } catch (thrown) {
    return `The file can’t be read (${thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown)}).`;
  } finally {
    await file?.close();
  }
}
