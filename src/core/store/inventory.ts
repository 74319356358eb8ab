/** What the scan of a library found, file by file: the library can be shown by it without being scanned, and compared with by the next scan. */
export interface Inventory {
  /** When the scan ended, milliseconds since 1970. */
  readonly scanned: number;
  /** When the library was scanned before that; null: never. */
  readonly scannedBefore: number | null;
  /** Whether the scan came to its end. */
  readonly whole: boolean;
  /** What was left out, as `folder-roles/exclusions.ts` names it. */
  readonly leftOut: string;
  /** Absolute paths of the folders that its files are in. */
  readonly folders: readonly string[];
  /** In the order of listing. */
  readonly files: InventoryFiles;
  /** What was skipped, files and others. */
  readonly skipped: readonly InventorySkip[];
}

/** Columns, one entry for each file. */
export interface InventoryFiles {
  readonly names: readonly string[];
  /** Index into the folders. */
  readonly folder: Uint32Array;
  readonly bytes: Float64Array;
  /** Milliseconds since 1970. */
  readonly modified: Float64Array;
  /** Of all the file's bytes, as [low, high] pairs; both 0 where not known. */
  readonly numbers: Uint32Array;
  /** Bit set over `companionKinds`. */
  readonly companions: Uint8Array;
  /** What became of it: an index into {@link inventoryStandings}. */
  readonly standings: Uint8Array;
}

/** In the order of their codes in columns: append only. `new`: it was not known before the scan. */
export const inventoryStandings = ['skipped', 'new', 'known'] as const;
export type InventoryStanding = (typeof inventoryStandings)[number];

export interface InventorySkip {
  /** Index into the files; or, of what is no file, its path. */
  readonly of: number | string;
  /** Index into `skipReasons`. */
  readonly reason: number;
  readonly detail: string;
}

/** One for each library: of folders in any order. */
export interface Inventories {
  /** Null where none is kept, or one that was damaged. */
  lookup(folders: readonly string[]): Inventory | null;
  save(folders: readonly string[], inventory: Inventory): void;
  forget(folders: readonly string[]): void;
}
