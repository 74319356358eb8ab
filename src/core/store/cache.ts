import { join } from 'node:path';
import { recordSize } from '../matching/record';
import type { Digests, GroupOutput, HashBatch, HashTask } from '../ports';
import { setAside } from './aside';
import { cacheMigrations } from './cache-schema';
import { closeDatabase, isDamage, openDatabase, Replaced, transact, Unusable, wordsOf, type DatabaseFile, type Sql } from './database';
import type { StoreDisk } from './disk';
import { createFingerprints, type Fingerprints, type Known } from './fingerprints';
import { createGroupings, type Groupings } from './groupings';
import type { InUse } from './in-use';
import { createInventories } from './inventories';
import { type Inventories, type Inventory } from './inventory';
import { Pruning } from './pruning';
import { RecordFile } from './record-file';
import { Slots } from './slots';

export interface CacheOptions {
  readonly folder: string;
  /** The algorithm's. */
  readonly version: number;
  readonly disk: StoreDisk;
  readonly inUse: InUse;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Tells the person something. */
  readonly tell: (notice: string) => void;
}

interface Opened {
  readonly db: Sql;
  readonly records: RecordFile;
  readonly slots: Slots;
  readonly fingerprints: Fingerprints;
  readonly groupings: Groupings;
  readonly inventories: Inventories;
  readonly pruning: Pruning;
}

/** Larger caches are found damaged when they are used: looking them over takes 1.5 ms a megabyte. */
const mostChecked = 64 * 2 ** 20;
const lost = 'Files are read again as they are scanned; nothing else is lost.';

/**
 * The fingerprints and groups of earlier scans, in `cache.db` and `looks.bin`. All of it can be found out again, so that nothing here fails: what
 * can't be read is not known, what can't be written is not kept, and the person is told. Damaged files are set aside.
 */
export class Cache {
  #opened: Opened | null = null;
  /** Whether the person was told already that what was here is lost. */
  #replaced = false;
  readonly #file: DatabaseFile;

  constructor(private readonly options: CacheOptions) {
    this.#file = { path: join(options.folder, 'cache.db'), migrations: cacheMigrations, durable: false, mostChecked };
  }

  /** To be called first. `alone`: nobody else has the folder open, nor will while this runs. */
  open(alone: boolean): void {
    try {
      this.#opened = this.#openOrReplace(alone);
      if (alone) this.#opened.slots.reclaim();
    } catch (error) {
      if (this.#opened && isDamage(error)) this.#reopen(alone, this.#file);
      else this.#doWithout(error);
    }
  }

  /** Of the file that the records of looks are in; null where nothing is kept. */
  get records(): { readonly path: string; readonly id: string } | null {
    if (!this.#opened) return null;
    const { path, id } = this.#opened.records;
    return { path, id };
  }

  lookup(tasks: readonly HashTask[]): readonly (Known | null)[] {
    return this.#use(({ fingerprints }) => fingerprints.lookup(tasks)) ?? tasks.map(() => null);
  }

  save(batch: HashBatch, taskOf: (row: number) => HashTask): Uint32Array | null {
    return this.#use(({ fingerprints }) => fingerprints.save(batch, taskOf));
  }

  lookupPixels(tasks: readonly HashTask[]): Digests {
    return this.#use(({ fingerprints }) => fingerprints.lookupPixels(tasks)) ?? tasks.map(() => null);
  }

  savePixels(tasks: readonly HashTask[], digests: Digests): void {
    this.#use(({ fingerprints }) => fingerprints.savePixels(tasks, digests));
  }

  lookupGroups(key: string): GroupOutput | null {
    return this.#use(({ groupings }) => groupings.lookup(key));
  }

  saveGroups(key: string, groups: GroupOutput): void {
    this.#use(({ groupings }) => groupings.save(key, groups));
  }

  lookupInventory(folders: readonly string[]): Inventory | null {
    return this.#use(({ inventories }) => inventories.lookup(folders));
  }

  saveInventory(folders: readonly string[], inventory: Inventory): void {
    this.#use(({ inventories }) => inventories.save(folders, inventory));
  }

  forgetInventory(folders: readonly string[]): void {
    this.#use(({ inventories }) => inventories.forget(folders));
  }

  /** Looks for what may be forgotten, for some milliseconds; says whether there is more to look at. */
  prune(): boolean {
    return this.#use(({ pruning }) => pruning.step()) ?? false;
  }

  close(): void {
    if (!this.#opened) return;
    const { db, records } = this.#opened;
    this.#opened = null;
    records.close();
    closeDatabase(db);
  }

  /** Null where it could not be done. */
  #use<T>(work: (opened: Opened) => T): T | null {
    if (!this.#opened) return null;
    try {
      return work(this.#opened);
    } catch (error) {
      if (!isDamage(error)) {
        this.#tellUnwritten(error);
        return null;
      }
    }
    // Another process may have replaced it already: then it is whole.
    const whole = { ...this.#file, mostChecked: Infinity };
    if (!this.options.inUse.alone(() => this.#reopen(true, whole))) this.#reopen(false, whole);
    return this.#useAgain(work);
  }

  #useAgain<T>(work: (opened: Opened) => T): T | null {
    try {
      return this.#opened ? work(this.#opened) : null;
    } catch (error) {
      this.#doWithout(error);
      return null;
    }
  }

  #reopen(alone: boolean, file: DatabaseFile): void {
    const { db, records } = this.#opened!;
    this.#opened = null;
    records.close();
    db.close();
    try {
      this.#opened = this.#openOrReplace(alone, file);
    } catch (error) {
      this.#doWithout(error);
    }
  }

  #openOrReplace(alone: boolean, file = this.#file): Opened {
    try {
      return this.#open(alone, file);
    } catch (error) {
      const trouble = error instanceof Unusable ? error.trouble : isDamage(error) ? 'damaged' : null;
      if (trouble === null || !alone) throw error;
      const aside = setAside(file.path, trouble);
      this.#replaced = true;
      const why = trouble === 'newer' ? 'was written by a newer version of Lookalike' : 'was damaged';
      this.options.tell(`The cache of fingerprints ${why}; it was set aside as “${aside}” and a fresh one begun. ${lost}`);
      return this.#open(alone, file);
    }
  }

  #open(alone: boolean, file: DatabaseFile): Opened {
    const { folder, version, disk, now, tell } = this.options;
    const db = openDatabase(file, disk);
    let records: RecordFile | null = null;
    try {
      // Under the lock of the database, so that two processes that begin at the same moment don't each make one.
      records = transact(db, () => RecordFile.open(join(folder, 'looks.bin'), recordSize, { disk, replace: alone }));
      if (records.aside !== null) tell(`The file of looks was damaged; it was set aside as “${records.aside}” and a fresh one begun. ${lost}`);
      const slots = new Slots(db, records, recordSize);
      if (slots.lost && !this.#replaced && records.aside === null) tell(`A part of the cache of fingerprints was missing. ${lost}`);
      const fingerprints = createFingerprints(db, { version, records, slots, now, onDamage: () => tell('What was remembered of some files was damaged. They are read again; nothing is lost.') });
      return { db, records, slots, fingerprints, groupings: createGroupings(db), inventories: createInventories(db), pruning: new Pruning(db, now) };
    } catch (error) {
      records?.close();
      db.close();
      throw error;
    }
  }

  #doWithout(error: unknown): void {
    this.#opened = null;
    const why = error instanceof Unusable || error instanceof Replaced ? 'it is damaged, and another Lookalike is using it' : wordsOf(error);
    this.options.tell(`The cache of fingerprints can’t be used (${why}). Scans go on without it, and read every file.`);
  }

  #tellUnwritten(error: unknown): void {
    this.options.tell(`Fingerprints can’t be looked up or kept (${wordsOf(error)}). The scan goes on without.`);
  }
}
