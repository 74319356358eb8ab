import { fsyncSync, writeSync } from 'node:fs';
import type { Sql } from './database';

/** What the store asks of the disk where that may fail for want of room or leave. */
export interface StoreDisk extends RecordDisk {
  /** `timeout`: how long a statement waits for another process, in milliseconds. */
  openDatabase(path: string, timeout: number): Sql;
}

export interface RecordDisk {
  /** Writes all of it. */
  write(file: number, bytes: Uint8Array, at: number): void;
  /** Returns when what was written is on the disk. */
  sync(file: number): void;
}

/** For files alone: threads, and scans without a store, need no database. */
export const systemFiles: RecordDisk = {
  write: (file, bytes, at) => {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written, bytes.length - written, at + written);
  },
  sync: fsyncSync,
};
