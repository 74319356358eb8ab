import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import type { Settings } from '../../shared/domain';
import { recordSize } from '../matching/record';
import { lookVersion } from '../matching/view';
import type { Digests, GroupOutput, HashBatch, HashTask } from '../ports';
import { closeDatabase, isDamage, openDatabase, storageFailure, type DatabaseFile } from './database';
import { createDecisions, decisionMigrations, type Decisions } from './decisions';
import { createDismissals, dismissalMigrations, type DismissalStore } from './dismissed';
import { createFingerprints, fingerprintMigrations, numberMigrations, pixelMigrations, type Fingerprints, type Known } from './fingerprints';
import { createFolderRules, folderRuleMigrations, type FolderRulesStore } from './folder-rules';
import { createGroupings, groupingMigrations, type Groupings } from './groupings';
import { actionMigrations, createJournal, journalMigrations, unitMigrations, type Journal } from './journal';
import { RecordFile } from './record-file';
import { createPlaces, placeMigrations, type Places } from './places';
import { createPreferences, preferenceMigrations, type StoredLibrary } from './preferences';

/**
 * What Lookalike remembers: in `cache.db` and `looks.bin` the fingerprints, which cost a new scan at worst when
 * either is lost, and in `journal.db`, the removals and the person's choices, whose every commit reaches the disk. Several
 * processes may have them open at once. Every method throws an AppFailure `storage` when it can't work.
 */
export interface Store extends FolderRulesStore {
  /** Parallel to tasks; null where nothing is known, or of another size, mtime or algorithm version. */
  lookup(tasks: readonly HashTask[]): readonly (Known | null)[];
  /**
   * Stores a batch in one transaction; `taskOf(row)` gives the task of each answer. Failures that lie in
   * the content (not-an-image, empty, truncated, corrupt, unsupported, too-large) are stored, others are not. Answers the slot in
   * `records` of the batch's first record.
   */
  save(batch: HashBatch, taskOf: (row: number) => HashTask): number;
  /** The file that the records of looks are in. */
  readonly records: string;
  /** Digests of pictures (`decode/pixel-digest.ts`), parallel to tasks; null where unknown, or of another size or mtime. */
  lookupPixels(tasks: readonly HashTask[]): Digests;
  /** In one transaction: nulls are left out. */
  savePixels(tasks: readonly HashTask[], digests: Digests): void;
  /** How an equal input was grouped; null where that is not known. */
  lookupGroups(key: string): GroupOutput | null;
  saveGroups(key: string, groups: GroupOutput): void;
  settings(): Settings;
  saveSettings(settings: Settings): void;
  libraries(): readonly StoredLibrary[];
  saveLibrary(library: StoredLibrary): void;
  readonly journal: Journal;
  readonly decisions: Decisions;
  readonly dismissed: DismissalStore;
  readonly places: Places;
  /** Sentences for the person: what was found damaged and set aside since the store was opened. */
  notices(): readonly string[];
  close(): void;
}

/** What is kept in `cache.db`. */
interface Cache {
  readonly fingerprints: Fingerprints;
  readonly groupings: Groupings;
}

/**
 * Opens the store in a folder, making both if missing. A database that is damaged or of a newer version
 * is set aside (renamed) and a fresh one made; {@link Store.notices} says so.
 * @throws AppFailure `storage` when the folder can't be used.
 */
export function openStore(dataFolder: string, version: number = lookVersion): Store {
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
    migrations: [...journalMigrations, ...preferenceMigrations, ...actionMigrations, ...folderRuleMigrations, ...decisionMigrations, ...unitMigrations, ...dismissalMigrations, ...placeMigrations],
    durable: true,
    check: 'quick',
  });
  const cacheFile: DatabaseFile = {
    path: join(dataFolder, 'cache.db'),
    title: 'The cache of fingerprints',
    migrations: [...fingerprintMigrations, ...groupingMigrations, ...pixelMigrations, ...numberMigrations],
    durable: false,
    check: 'none',
  };
  const records = openRecords(join(dataFolder, 'looks.bin'));
  let cacheDb = open(cacheFile);
  let cache: Cache | null = null;

  const openCache = (): Cache => ({ fingerprints: createFingerprints(cacheDb, version, records), groupings: createGroupings(cacheDb) });

  /**
   * Damage in the cache may show only on use; it is replaced then too, unless another process has done so
   * already, and the work done again.
   */
  function cached<T>(work: (cache: Cache) => T): T {
    try {
      return work((cache ??= openCache()));
    } catch (error) {
      if (!isDamage(error)) throw storageFailure(error);
    }
    try {
      cacheDb.close();
      cacheDb = open({ ...cacheFile, check: 'full' });
      cache = openCache();
      return work(cache);
    } catch (error) {
      throw storageFailure(error);
    }
  }

  const lock = (): Database.Database => new Database(join(dataFolder, 'removal.lock'), { timeout: 0 });
  return {
    lookup: (tasks) => cached(({ fingerprints }) => fingerprints.lookup(tasks)),
    records: records.path,
    save: (batch, taskOf) => cached(({ fingerprints }) => fingerprints.save(batch, taskOf)),
    lookupPixels: (tasks) => cached(({ fingerprints }) => fingerprints.lookupPixels(tasks)),
    savePixels: (tasks, digests) => cached(({ fingerprints }) => fingerprints.savePixels(tasks, digests)),
    lookupGroups: (key) => cached(({ groupings }) => groupings.lookup(key)),
    saveGroups: (key, groups) => cached(({ groupings }) => groupings.save(key, groups)),
    ...createPreferences(journalDb),
    ...createFolderRules(journalDb),
    journal: createJournal(journalDb, lock),
    decisions: createDecisions(journalDb),
    dismissed: createDismissals(journalDb),
    places: createPlaces(journalDb),
    notices: () => notices,
    close: () => {
      closeDatabase(cacheDb);
      records.close();
      closeDatabase(journalDb);
    },
  };
}

function openRecords(path: string): RecordFile {
  try {
    return RecordFile.open(path, recordSize);
  } catch (error) {
    throw storageFailure(error);
  }
}
