import { fsyncSync, writeSync } from 'node:fs';
import Database from 'libsql';
import type { Sql } from './database';

/** What the store asks of the disk where that may fail for want of room or leave. */
export interface StoreDisk {
  /** `timeout`: how long a statement waits for another process, in milliseconds. */
  openDatabase(path: string, timeout: number): Sql;
  /** Writes all of it. */
  write(file: number, bytes: Uint8Array, at: number): void;
  /** Returns when what was written is on the disk. */
  sync(file: number): void;
}

export const systemDisk: StoreDisk = {
  openDatabase: (path, timeout) => new Database(path, { timeout }),
  write: (file, bytes, at) => {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written, bytes.length - written, at + written);
  },
  sync: fsyncSync,
};
