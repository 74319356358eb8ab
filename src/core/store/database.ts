import { statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type Database from 'libsql';
import { AppFailure } from '../../shared/errors';
import type { Trouble } from './aside';
import type { StoreDisk } from './disk';

export type Sql = Database.Database;

export interface DatabaseFile {
  readonly path: string;
  /** SQL from each schema version to the next: append only. `user_version` counts how many were applied. */
  readonly migrations: readonly string[];
  /** Every commit reaches the disk before it returns. */
  readonly durable: boolean;
  /** Files of up to so many bytes are looked over when they are opened; larger ones are found damaged when they are used. */
  readonly mostChecked: number;
}

/** How long a statement waits for another process (the app and the CLI share the files), in milliseconds. */
const busyTimeout = 10_000;
/** Between two tries to open a file that another process is just making, in milliseconds. */
const busyPause = 20;
/** What a write-ahead log that grew large is cut to, in bytes. */
const logLimit = 16 * 2 ** 20;

/** A database that can't be used as it is and must make room for a fresh one. */
export class Unusable extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble);
  }
}

/** Another process has begun other files in place of those that are open here. */
export class Replaced extends Error {}

/**
 * Opens a database and brings its schema up to date.
 * @throws Unusable where it is damaged, or a newer version of the program wrote it; otherwise what SQLite throws.
 */
export function openDatabase(file: DatabaseFile, disk: StoreDisk): Sql {
  const until = performance.now() + busyTimeout;
  for (;;) {
    try {
      return openOnce(file, disk);
    } catch (error) {
      // Of two that set up the log of a new database at once SQLite refuses one without letting it wait, for each has what the other waits for.
      if (!isBusy(error) || performance.now() > until) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, busyPause);
  }
}

function openOnce(file: DatabaseFile, disk: StoreDisk): Sql {
  const db = disk.openDatabase(file.path, busyTimeout);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma(`journal_size_limit = ${logLimit}`);
    db.pragma(`synchronous = ${file.durable ? 'FULL' : 'NORMAL'}`);
    // On macOS an fsync alone leaves data in the drive's cache.
    if (file.durable) db.pragma('fullfsync = ON');
    if (statSync(file.path).size <= file.mostChecked && firstValue(db, 'PRAGMA quick_check(1)') !== 'ok') throw new Unusable('damaged');
    migrate(db, file.migrations);
    return db;
  } catch (error) {
    db.close();
    throw isDamage(error) ? new Unusable('damaged') : error;
  }
}

/** What is in a database can't have been written by this program. */
export class Malformed extends Error {}

/** Whether what is open can't be used any more, and must be opened anew. */
export function isDamage(error: unknown): boolean {
  if (error instanceof AppFailure) return isDamage(error.cause);
  return error instanceof Replaced || error instanceof Malformed || hasCode(error, /^SQLITE_(CORRUPT|NOTADB)/);
}

/** `what`, if it is not the data folder: what can't be done, in words that a reason in brackets follows. */
export function storageFailure(error: unknown, what?: string): AppFailure {
  if (error instanceof AppFailure) return error;
  const failure = new AppFailure({ kind: 'storage', detail: what === undefined ? wordsOf(error) : `${what} (${wordsOf(error)})` });
  failure.cause = error;
  return failure;
}

/** Why the disk refuses something, for a sentence. */
export function wordsOf(error: unknown): string {
  if (hasCode(error, /^(SQLITE_FULL|ENOSPC|EDQUOT)/)) return 'the disk is full';
  if (hasCode(error, /^(SQLITE_READONLY|EROFS|EACCES|EPERM)/)) return 'there is no permission to write';
  if (hasCode(error, /^(SQLITE_IOERR|EIO)/)) return 'the disk reports an error';
  if (hasCode(error, /^SQLITE_CANTOPEN/)) return 'its files can’t be opened';
  if (isBusy(error)) return 'another Lookalike is writing';
  return error instanceof Error ? error.message : String(error);
}

/** The same function, with whatever it throws turned into an AppFailure `storage`. */
export function storing<A extends unknown[], R>(work: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    try {
      return work(...args);
    } catch (error) {
      throw storageFailure(error);
    }
  };
}

/** Runs `work` in one transaction, taking the write lock at its start: a later upgrade could meet another writer. */
export function transact<T>(db: Sql, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** Folds the write-ahead log into the file, so that an idle database is one file, and closes. */
export function closeDatabase(db: Sql): void {
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    // Another process at work, or a file found damaged only now: the log stays, and is read at the next opening.
    if (!isBusy(error) && !isDamage(error)) throw storageFailure(error);
  } finally {
    db.close();
  }
}

/** Whether another connection was in the way. */
export function isBusy(error: unknown): boolean {
  return hasCode(error, /^SQLITE_(BUSY|LOCKED)/);
}

/** Whether a value is none that a function of SQL can work with. */
export function isMisfit(error: unknown): boolean {
  return hasCode(error, /^SQLITE_ERROR$/);
}

/** Whether a row is not to be had as it was asked for: it is there already, say. */
export function isRefused(error: unknown): boolean {
  return hasCode(error, /^SQLITE_CONSTRAINT/);
}

function hasCode(error: unknown, pattern: RegExp): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && pattern.test(error.code)) return true;
  return error instanceof AppFailure && hasCode(error.cause, pattern);
}

function migrate(db: Sql, migrations: readonly string[]): void {
  if (schemaVersion(db) === migrations.length) return;
  transact(db, () => {
    // Read again under the lock: another process may have just done it.
    const version = schemaVersion(db);
    if (version > migrations.length) throw new Unusable('newer');
    for (const sql of migrations.slice(version)) db.exec(sql);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

function schemaVersion(db: Sql): number {
  const version = firstValue(db, 'PRAGMA user_version');
  if (typeof version !== 'number') throw new Unusable('damaged');
  return version;
}

function firstValue(db: Sql, sql: string): unknown {
  const row: unknown = db.prepare(sql).raw().get();
  return Array.isArray(row) ? (row[0] as unknown) : undefined;
}
