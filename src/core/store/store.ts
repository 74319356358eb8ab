import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lookVersion } from '../matching/view';
import type { Digests, GroupOutput, HashBatch, HashTask } from '../ports';
import { Cache } from './cache';
import { storageFailure } from './database';
import type { StoreDisk } from './disk';
import { systemDisk } from './system-disk';
import type { Known } from './fingerprints';
import { InUse } from './in-use';
import type { Inventory } from './inventory';
import { Ledger } from './ledger';
import { ledgerStores, type LedgerStores } from './ledger-stores';
import { Notices } from './notices';
import { clearPassing } from './passing-records';

/**
 * What Lookalike remembers (docs/reliability.md, “What is kept”): in `cache.db` and `looks.bin` what is known of files, which costs a new scan at
 * worst, and in `journal.db`, with `choices.log` beside it, the removals and the person's choices, whose every commit reaches the disk. Several
 * processes may have them open at once. What concerns the first never fails: what can't be read is not known. The methods of the second throw an
 * AppFailure `storage` when they can't work.
 */
export interface Store extends LedgerStores {
  /** Parallel to tasks; null where nothing is known, or of another size, mtime or algorithm version. */
  lookup(tasks: readonly HashTask[]): readonly (Known | null)[];
  /**
   * Stores a batch in one transaction; `taskOf(row)` gives the task of each answer. Failures that lie in
   * the content (not-an-image, empty, truncated, corrupt, unsupported, too-large) are stored, others are not. Answers the slots in
   * {@link records} of the batch's records; null where it could not be stored.
   */
  save(batch: HashBatch, taskOf: (row: number) => HashTask): Uint32Array | null;
  /** The file that the records of looks are in; null where none is kept. Another one, with another id, once it was damaged. */
  records(): { readonly path: string; readonly id: string } | null;
  /** Digests of pictures (`decode/pixel-digest.ts`), parallel to tasks; null where unknown, or of another size or mtime. */
  lookupPixels(tasks: readonly HashTask[]): Digests;
  /** In one transaction: nulls are left out. */
  savePixels(tasks: readonly HashTask[], digests: Digests): void;
  /** How an equal input was grouped; null where that is not known. */
  lookupGroups(key: string): GroupOutput | null;
  saveGroups(key: string, groups: GroupOutput): void;
  /** What the last scan of a library found, of folders in any order; null where that is not known. */
  lookupInventory(folders: readonly string[]): Inventory | null;
  saveInventory(folders: readonly string[], inventory: Inventory): void;
  forgetInventory(folders: readonly string[]): void;
  /** Forgets, for some milliseconds, files that nobody met for a long time. Says whether there is more to look at. */
  prune(): boolean;
  /** Sentences for the person: what was found damaged, what can't be written. */
  notices(): readonly string[];
  /** Calls back with each that comes up later. */
  onNotice(listener: (notice: string) => void): void;
  close(): void;
}

export interface StoreOptions {
  /** The version of the algorithm that makes looks. */
  readonly version?: number;
  readonly disk?: StoreDisk;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Opens the store in a folder, making what is missing. What is damaged or of a newer version is set aside (renamed) and begun
 * afresh, decisions from their log; {@link Store.notices} says so.
 * @throws AppFailure `storage` when there can be no such folder.
 */
export function openStore(folder: string, { version = lookVersion, disk = systemDisk, now = Date.now }: StoreOptions = {}): Store {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw storageFailure(error);
  }
  const notices = new Notices();
  const tell = (notice: string): void => notices.tell(notice);
  const inUse = new InUse(join(folder, 'in-use.lock'), disk);
  const cache = new Cache({ folder, version, disk, inUse, now, tell });
  const ledger = new Ledger({ folder, disk, inUse, tell });
  const open = (alone: boolean): void => {
    ledger.open(alone);
    cache.open(alone);
  };
  if (!inUse.alone(() => open(true))) open(false);
  clearPassing();

  return {
    lookup: (tasks) => cache.lookup(tasks),
    records: () => cache.records,
    save: (batch, taskOf) => cache.save(batch, taskOf),
    lookupPixels: (tasks) => cache.lookupPixels(tasks),
    savePixels: (tasks, digests) => cache.savePixels(tasks, digests),
    lookupGroups: (key) => cache.lookupGroups(key),
    saveGroups: (key, groups) => cache.saveGroups(key, groups),
    lookupInventory: (folders) => cache.lookupInventory(folders),
    saveInventory: (folders, inventory) => cache.saveInventory(folders, inventory),
    forgetInventory: (folders) => cache.forgetInventory(folders),
    prune: () => cache.prune(),
    ...ledgerStores(ledger),
    notices: () => notices.all,
    onNotice: (listener) => notices.listen(listener),
    close: () => {
      cache.close();
      if (!inUse.alone(() => ledger.close(true))) ledger.close(false);
      inUse.close();
    },
  };
}
