import { existsSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import Database from 'libsql';
import { AppFailure } from '../../shared/errors';

export type Sql = Database.Database;

export interface DatabaseFile {
  readonly path: string;
  /** What it holds, as a person would call it; opens the sentence of a notice. */
  readonly title: string;
  /** SQL from each schema version to the next: append only. `user_version` counts how many were applied. */
  readonly migrations: readonly string[];
  /** Every commit reaches the disk before it returns. */
  readonly durable: boolean;
  /** How the file is looked over when it is opened: the more, the longer. */
  readonly check: 'none' | 'quick' | 'full';
}

export interface OpenedDatabase {
  readonly db: Sql;
  /** A sentence for the person when the file found there had to be set aside. */
  readonly notice: string | null;
}

/** How long a statement waits for another process (the app and the CLI share the files), in milliseconds. */
const busyTimeout = 10_000;

/** A database that can't be used as it is and must make room for a fresh one. */
class Unusable extends Error {
  constructor(readonly suffix: 'damaged' | 'newer') {
    super(suffix);
  }
}

/**
 * Opens a database and brings its schema up to date. One that is damaged, or that a newer version of the
 * program wrote, is renamed and a fresh one made in its place.
 * @throws AppFailure `storage` when no database can be opened there.
 */
export function openDatabase(file: DatabaseFile): OpenedDatabase {
  try {
    try {
      return { db: attempt(file), notice: null };
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      const aside = setAside(file.path, error.suffix);
      const why = error.suffix === 'newer' ? 'was written by a newer version of Lookalike' : 'was damaged';
      return { db: attempt(file), notice: `${file.title} ${why}; it was set aside as “${aside}” and a fresh one begun.` };
    }
  } catch (error) {
    throw storageFailure(error);
  }
}

export function isDamage(error: unknown): boolean {
  return hasCode(error, /^SQLITE_(CORRUPT|NOTADB)/);
}

export function storageFailure(error: unknown): AppFailure {
  if (error instanceof AppFailure) return error;
  return new AppFailure({ kind: 'storage', detail: error instanceof Error ? error.message : String(error) });
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

function hasCode(error: unknown, pattern: RegExp): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && pattern.test(error.code);
}

function attempt(file: DatabaseFile): Sql {
  const db = new Database(file.path, { timeout: busyTimeout });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma(`synchronous = ${file.durable ? 'FULL' : 'NORMAL'}`);
    // On macOS an fsync alone leaves data in the drive's cache.
    if (file.durable) db.pragma('fullfsync = ON');
    const check = { none: null, quick: 'PRAGMA quick_check(1)', full: 'PRAGMA integrity_check(1)' }[file.check];
    if (check !== null && firstValue(db, check) !== 'ok') throw new Unusable('damaged');
    migrate(db, file.migrations);
    return db;
  } catch (error) {
    db.close();
    throw isDamage(error) ? new Unusable('damaged') : error;
  }
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

/** Answers the new name. The main file goes first: a log without its database is ignored by SQLite. */
function setAside(path: string, suffix: string): string {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  let target = `${path}.${suffix}-${stamp}`;
  for (let n = 2; existsSync(target); n++) target = `${path}.${suffix}-${stamp}-${n}`;
  renameSync(path, target);
  for (const part of ['-wal', '-shm']) {
    if (existsSync(path + part)) renameSync(path + part, target + part);
  }
  return basename(target);
}
