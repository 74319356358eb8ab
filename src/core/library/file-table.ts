import { sep } from 'node:path';
import type { HashBatch, HashTask } from '../ports';
import type { KeepColumns } from '../grouping/keep';
import { signsOfName } from '../grouping/name-signs';
import { freePlace, type FolderPlace } from '../folder-roles/role-map';
import { NameList, type Needle } from './name-list';

/** What is known of a file of the library. `hashed`: it had to be read, and is news; `cached`: an earlier scan knew it, there or elsewhere. */
export const rowState = { waiting: 0, hashed: 1, cached: 2, skipped: 3, removed: 4 } as const;
export type RowState = (typeof rowState)[keyof typeof rowState];

/** Columns that are grown together. */
interface Columns {
  folder: Uint32Array;
  bytes: Float64Array;
  modified: Float64Array;
  state: Uint8Array;
  hashes: Uint32Array;
  contents: Uint32Array;
  pixels: Uint32Array;
  /** Of all the file's bytes, as [low, high] pairs; both 0 where not known. */
  numbers: Uint32Array;
  /** Where its record is, from 1; 0 for none. */
  slots: Uint32Array;
  widths: Uint32Array;
  heights: Uint32Array;
  formats: Uint8Array;
  details: Uint16Array;
  /** See `grouping/name-signs.ts`. */
  nameSigns: Uint8Array;
  qualities: Uint8Array;
  depths: Uint8Array;
  extras: Uint8Array;
  /** Index into `standings`. */
  standings: Uint8Array;
  /** See `FolderPlace`. */
  folderRanks: Uint16Array;
  /** Bit set over `companionKinds`: what lay beside the file when its folder was listed. */
  companions: Uint8Array;
}

export interface FingerprintRow {
  readonly hashLow: number;
  readonly hashHigh: number;
  readonly contentLow: number;
  readonly contentHigh: number;
  readonly pixelsLow: number;
  readonly pixelsHigh: number;
  readonly numberLow: number;
  readonly numberHigh: number;
  readonly slot: number;
  readonly width: number;
  readonly height: number;
  readonly format: number;
  readonly detail: number;
  readonly quality: number;
  readonly depth: number;
  readonly extras: number;
}

/**
 * Every file of a library as a row of typed columns, in the order of listing. Millions of files would not
 * fit as objects: a row costs about 60 bytes and its name's, and a folder's path is kept once.
 */
export class FileTable {
  #capacity = 1024;
  #count = 0;
  #columns: Columns = emptyColumns(1024);
  readonly #folders: string[] = [];
  /** Parallel to {@link #folders}. */
  #places: FolderPlace[] = [];
  #placeOf: (folder: string) => FolderPlace = () => freePlace;
  readonly #names = new NameList();

  get count(): number {
    return this.#count;
  }

  /** The columns up to their capacity; only the first `count` entries mean something. Do not keep: they are replaced as they grow. */
  get columns(): Readonly<Columns> {
    return this.#columns;
  }

  /** Says what holds for the files of each folder, of those that are here and those that will come. */
  placeFolders(placeOf: (folder: string) => FolderPlace): void {
    this.#placeOf = placeOf;
    this.#places = this.#folders.map(placeOf);
    for (let row = 0; row < this.#count; row++) this.#place(row);
  }

  /** What the judge of keepers wants to know, by row. Do not keep. */
  get keepColumns(): KeepColumns {
    return { ...this.#columns, order: null };
  }

  /** Adds a file that waits to be fingerprinted; answers its row. `companions` is a bit set over `companionKinds`. */
  add(path: string, bytes: number, modified: number, companions = 0): number {
    if (this.#count === this.#capacity) this.#grow();
    const row = this.#count++;
    const cut = path.lastIndexOf(sep);
    const folder = path.slice(0, cut);
    // Files arrive folder by folder, so comparing with the last folder finds nearly every repetition.
    if (this.#folders.at(-1) !== folder) {
      this.#folders.push(folder);
      this.#places.push(this.#placeOf(folder));
    }
    const name = path.slice(cut + 1);
    this.#names.add(name);
    this.#columns.folder[row] = this.#folders.length - 1;
    this.#columns.bytes[row] = bytes;
    this.#columns.modified[row] = modified;
    this.#columns.nameSigns[row] = signsOfName(name);
    this.#columns.companions[row] = companions;
    this.#place(row);
    return row;
  }

  name(row: number): string {
    return this.#names.at(row);
  }

  folder(row: number): string {
    return this.#folders[this.#columns.folder[row]!]!;
  }

  /** Folders have numbers, in `columns.folder`; one that was listed in several goes has several. */
  get folderCount(): number {
    return this.#folders.length;
  }

  folderAt(number: number): string {
    return this.#folders[number]!;
  }

  /** See {@link NameList.holds}. */
  nameHolds(row: number, needle: Needle | null): boolean | null {
    return this.#names.holds(row, needle);
  }

  path(row: number): string {
    return this.folder(row) + sep + this.name(row);
  }

  task(row: number): HashTask {
    return { row, path: this.path(row), bytes: this.#columns.bytes[row]!, modified: this.#columns.modified[row]! };
  }

  state(row: number): RowState {
    return this.#columns.state[row] as RowState;
  }

  setState(row: number, state: RowState): void {
    this.#columns.state[row] = state;
  }

  setFingerprint(row: number, print: FingerprintRow, state: RowState): void {
    const columns = this.#columns;
    columns.hashes[2 * row] = print.hashLow;
    columns.hashes[2 * row + 1] = print.hashHigh;
    columns.contents[2 * row] = print.contentLow;
    columns.contents[2 * row + 1] = print.contentHigh;
    columns.pixels[2 * row] = print.pixelsLow;
    columns.pixels[2 * row + 1] = print.pixelsHigh;
    columns.numbers[2 * row] = print.numberLow;
    columns.numbers[2 * row + 1] = print.numberHigh;
    columns.slots[row] = print.slot;
    columns.widths[row] = print.width;
    columns.heights[row] = print.height;
    columns.formats[row] = print.format;
    columns.details[row] = print.detail;
    columns.qualities[row] = print.quality;
    columns.depths[row] = print.depth;
    columns.extras[row] = print.extras;
    columns.state[row] = state;
  }

  /** Takes over the fingerprints of a batch whose rows are rows of this table; `slots` are those of its records. */
  applyBatch(batch: HashBatch, slots: Uint32Array): void {
    const looks = batch.contents.length > 0;
    for (let i = 0; i < batch.rows.length; i++) {
      this.setFingerprint(
        batch.rows[i]!,
        {
          hashLow: batch.hashes[2 * i]!,
          hashHigh: batch.hashes[2 * i + 1]!,
          contentLow: looks ? batch.contents[2 * i]! : 0,
          contentHigh: looks ? batch.contents[2 * i + 1]! : 0,
          pixelsLow: looks ? batch.pixels[2 * i]! : 0,
          pixelsHigh: looks ? batch.pixels[2 * i + 1]! : 0,
          numberLow: looks ? batch.numbers[2 * i]! : 0,
          numberHigh: looks ? batch.numbers[2 * i + 1]! : 0,
          slot: looks ? slots[i]! : 0,
          width: batch.widths[i]!,
          height: batch.heights[i]!,
          format: batch.formats[i]!,
          detail: batch.details[i]!,
          quality: looks ? batch.qualities[i]! : 0,
          depth: looks ? batch.depths[i]! : 0,
          extras: looks ? batch.extras[i]! : 0,
        },
        rowState.hashed,
      );
    }
  }

  /** Whether a row holds a fingerprint of a file that is still there. */
  isPresent(row: number): boolean {
    const state = this.#columns.state[row];
    return state === rowState.hashed || state === rowState.cached;
  }

  /** All rows that do, in order. */
  fingerprinted(): Uint32Array {
    const rows = new Uint32Array(this.#count);
    let found = 0;
    for (let row = 0; row < this.#count; row++) if (this.isPresent(row)) rows[found++] = row;
    return rows.slice(0, found);
  }

  #place(row: number): void {
    const { standing, rank } = this.#places[this.#columns.folder[row]!]!;
    this.#columns.standings[row] = standing;
    this.#columns.folderRanks[row] = rank;
  }

  #grow(): void {
    this.#capacity *= 2;
    const grown = emptyColumns(this.#capacity);
    grown.folder.set(this.#columns.folder);
    grown.bytes.set(this.#columns.bytes);
    grown.modified.set(this.#columns.modified);
    grown.state.set(this.#columns.state);
    grown.hashes.set(this.#columns.hashes);
    grown.contents.set(this.#columns.contents);
    grown.pixels.set(this.#columns.pixels);
    grown.numbers.set(this.#columns.numbers);
    grown.slots.set(this.#columns.slots);
    grown.widths.set(this.#columns.widths);
    grown.heights.set(this.#columns.heights);
    grown.formats.set(this.#columns.formats);
    grown.details.set(this.#columns.details);
    grown.nameSigns.set(this.#columns.nameSigns);
    grown.qualities.set(this.#columns.qualities);
    grown.depths.set(this.#columns.depths);
    grown.extras.set(this.#columns.extras);
    grown.standings.set(this.#columns.standings);
    grown.folderRanks.set(this.#columns.folderRanks);
    grown.companions.set(this.#columns.companions);
    this.#columns = grown;
  }
}

function emptyColumns(capacity: number): Columns {
  return {
    folder: new Uint32Array(capacity),
    bytes: new Float64Array(capacity),
    modified: new Float64Array(capacity),
    state: new Uint8Array(capacity),
    hashes: new Uint32Array(2 * capacity),
    contents: new Uint32Array(2 * capacity),
    pixels: new Uint32Array(2 * capacity),
    numbers: new Uint32Array(2 * capacity),
    slots: new Uint32Array(capacity),
    widths: new Uint32Array(capacity),
    heights: new Uint32Array(capacity),
    formats: new Uint8Array(capacity),
    details: new Uint16Array(capacity),
    nameSigns: new Uint8Array(capacity),
    qualities: new Uint8Array(capacity),
    depths: new Uint8Array(capacity),
    extras: new Uint8Array(capacity),
    standings: new Uint8Array(capacity),
    folderRanks: new Uint16Array(capacity),
    companions: new Uint8Array(capacity),
  };
}
