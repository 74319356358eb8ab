import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import type { Settings } from '../../shared/domain';
import { algorithmVersion } from '../fingerprint';
import type { Digests, HashBatch, HashTask } from '../ports';
import { closeDatabase, isDamage, openDatabase, storageFailure, type DatabaseFile } from './database';
import { createFingerprints, fingerprintMigrations, type Fingerprints, type Known } from './fingerprints';
import { createJournal, journalMigrations, type Journal } from './journal';
import { createPreferences, preferenceMigrations, type StoredLibrary } from './preferences';

/**
 * What Lookalike remembers, in two SQLite files: `cache.db`, which costs a new scan at worst when it is
 * lost, and `journal.db`, the removals and the person's choices, whose every commit reaches the disk. Several
 * processes may have them open at once. Every method throws an AppFailure `storage` when it can't work.
 */
export interface Store {
  /** Parallel to tasks; null where nothing is known, or of another size, mtime or algorithm version. */
  lookup(tasks: readonly HashTask[]): readonly (Known | null)[];
  /**
   * Stores a batch in one transaction; `taskOf(row)` gives the task of each answer. Failures that lie in
   * the content (not-an-image, empty, truncated, corrupt, unsupported, too-large) are stored, others are not.
   */
  save(batch: HashBatch, taskOf: (row: number) => HashTask): void;
  /** SHA-256 of whole files, parallel to tasks; null where unknown, or of another size or mtime. */
  lookupDigests(tasks: readonly HashTask[]): Digests;
  saveDigest(task: HashTask, digest: Uint8Array): void;
  /** Many at once, in one transaction: nulls are left out. */
  saveDigests(tasks: readonly HashTask[], digests: Digests): void;
  settings(): Settings;
  saveSettings(settings: Settings): void;
  libraries(): readonly StoredLibrary[];
  saveLibrary(library: StoredLibrary): void;
  readonly journal: Journal;
  /** Sentences for the person: what was found damaged and set aside since the store was opened. */
  notices(): readonly string[];
  close(): void;
}

/**
 * Opens the store in a folder, making both if missing. A database that is damaged or of a newer version
 * is set aside (renamed) and a fresh one made; {@link Store.notices} says so.
 * @throws AppFailure `storage` when the folder can't be used.
 */
export function openStore(dataFolder: string, version: number = algorithmVersion): Store {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw storageFailure(error);
  }
  const notices: string[] = [];
  const open = (file: DatabaseFile): Database.Database => {
    const { db, notice } = openDatabase(file);
    if (notice !== null) notices.push(notice);
    return db;
  };

  const journalDb = open({
    path: join(dataFolder, 'journal.db'),
    title: 'The record of removals and settings',
    migrations: [...journalMigrations, ...preferenceMigrations],
    durable: true,
    check: 'quick',
  });
  const cacheFile: DatabaseFile = {
    path: join(dataFolder, 'cache.db'),
    title: 'The cache of fingerprints',
    migrations: fingerprintMigrations,
    durable: false,
    check: 'none',
  };
  let cacheDb = open(cacheFile);
  let fingerprints = createFingerprints(cacheDb, version);

  /**
   * Damage in the cache may show only on use; it is replaced then too, unless another process has done so
   * already, and the work done again.
   */
  function cached<T>(work: (cache: Fingerprints) => T): T {
    try {
      return work(fingerprints);
    } catch (error) {
      if (!isDamage(error)) throw storageFailure(error);
    }
    try {
      cacheDb.close();
      cacheDb = open({ ...cacheFile, check: 'full' });
      fingerprints = createFingerprints(cacheDb, version);
      return work(fingerprints);
    } catch (error) {
      throw storageFailure(error);
    }
  }

  const lock = (): Database.Database => new Database(join(dataFolder, 'removal.lock'), { timeout: 0 });
  return {
    lookup: (tasks) => cached((cache) => cache.lookup(tasks)),
    save: (batch, taskOf) => cached((cache) => cache.save(batch, taskOf)),
    lookupDigests: (tasks) => cached((cache) => cache.lookupDigests(tasks)),
    saveDigest: (task, digest) => cached((cache) => cache.saveDigests([task], [digest])),
    saveDigests: (tasks, digests) => cached((cache) => cache.saveDigests(tasks, digests)),
    ...createPreferences(journalDb),
    journal: createJournal(journalDb, lock),
    notices: () => notices,
    close: () => {
      closeDatabase(cacheDb);
      closeDatabase(journalDb);
    },
  };
}
