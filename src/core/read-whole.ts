import { closeSync, readFileSync, type Stats } from 'node:fs';
import { openRegular, OutOfReach } from './open-regular';
import type { Reach } from './reach';

/** Above this a file isn't read into memory for a look at it. */
const maxFileBytes = 1024 * 1024 * 1024;

export interface WholeFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly stats: Stats;
}

/**
 * A file's bytes and dates, or a sentence that says why not. By calls that hold up the thread, which is a worker's: a drive that never
 * answers costs that thread, and none of libuv's few, which all threads share.
 */
export function readWhole(path: string, reach: Reach): WholeFile | string {
  try {
    const opened = openRegular(path, reach);
    if (!opened) return 'It is no regular file any more.';
    try {
      if (opened.stats.size > maxFileBytes) return 'The file is too large to be shown here.';
      return { bytes: readFileSync(opened.file), stats: opened.stats };
    } finally {
      closeSync(opened.file);
    }
  } catch (thrown) {
    if (thrown instanceof OutOfReach) return thrown.message;
    return `The file can’t be read (${thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown)}).`;
  }
}
