import { closeSync, readSync, type Stats } from 'node:fs';
import type { DecodeFailure } from '../core/decode/grid';
import { openRegular, OutOfReach } from '../core/open-regular';
import { Reach } from '../core/reach';
import type { SkipReason } from '../shared/scan';

/** No larger file is read: no image format in use needs it, and a worker holds the whole file in memory. */
export const maxFileBytes = 1024 ** 3;

/** What stays allocated between files. */
const keptBytes = 32 * 1024 ** 2;
const firstBytes = 1024 ** 2;

export type FileRead = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly failure: DecodeFailure };

function failed(reason: SkipReason, detail: string): FileRead {
  return { ok: false, failure: { reason, detail } };
}

/** A system error in words for the file's owner. */
export function describeReadError(thrown: unknown): DecodeFailure {
  if (thrown instanceof OutOfReach) return { reason: 'link', detail: thrown.message };
  const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { reason: 'vanished', detail: 'It was gone when its turn came.' };
    case 'EACCES':
    case 'EPERM':
      return { reason: 'no-permission', detail: 'You have no permission to read it.' };
    case 'ELOOP':
    case 'EMLINK':
      return { reason: 'link', detail: 'A link stood in its place when its turn came.' };
    case 'EISDIR':
    case 'ENXIO':
      return { reason: 'changed', detail: 'It was no longer a regular file when its turn came.' };
    default: {
      const said = thrown instanceof Error ? thrown.message : String(thrown);
      return { reason: 'read-error', detail: `The system could not read it: ${said}.` };
    }
  }
}

/**
 * Reads whole files into one buffer that it uses again and again, by synchronous calls: libuv's few pool
 * threads are shared by the whole process and would be the narrow place of a many-core scan.
 */
export class FileReader {
  private buffer = Buffer.allocUnsafeSlow(firstBytes);

  constructor(private readonly reach = Reach.everywhere) {}

  /**
   * The file's bytes, valid until the next call, or why there are none. `bytes` and `modified` are the
   * file's as listed; one that differs now is `changed`.
   */
  read(path: string, bytes: number, modified: number): FileRead {
    // Less than a millisecond is no change: not every keeper of times keeps the fraction.
    return this.readIf(path, (stats) => stats.size === bytes && Math.abs(stats.mtimeMs - modified) < 1);
  }

  /** The bytes of the file as it is now, whatever it was; otherwise like {@link read}. */
  readNow(path: string): FileRead {
    return this.readIf(path, () => true);
  }

  private readIf(path: string, isExpected: (stats: Stats) => boolean): FileRead {
    try {
      const opened = openRegular(path, this.reach);
      if (!opened) return failed('changed', 'It was no longer a regular file when its turn came.');
      try {
        if (!isExpected(opened.stats)) return failed('changed', 'It changed after its folder was listed.');
        const { size: bytes } = opened.stats;
        if (bytes === 0) return failed('empty', 'It has no content.');
        if (bytes > maxFileBytes) return failed('too-large', 'It is larger than 1 GiB.');
        return this.fill(opened.file, bytes);
      } finally {
        closeSync(opened.file);
      }
    } catch (thrown) {
      return { ok: false, failure: describeReadError(thrown) };
    }
  }

  /** Lets go of the memory that a giant file needed. */
  trim(): void {
    if (this.buffer.length > keptBytes) this.buffer = Buffer.allocUnsafeSlow(firstBytes);
  }

  private fill(file: number, bytes: number): FileRead {
    if (this.buffer.length < bytes) {
      this.buffer = Buffer.allocUnsafeSlow(bytes > keptBytes ? bytes : Math.min(keptBytes, 2 * bytes));
    }
    let filled = 0;
    while (filled < bytes) {
      const count = readSync(file, this.buffer, filled, bytes - filled, null);
      if (count === 0) return failed('changed', 'It became shorter while it was read.');
      filled += count;
    }
    return { ok: true, bytes: this.buffer.subarray(0, bytes) };
  }
}
