import { type GroupKind, groupKinds, type GroupsSummary, type Likeness, likenesses } from '../../shared/groups';
import { defaultKeepPolicy, type KeepPolicy } from '../../shared/keep';
import { edited, groupColumns, mapSize, undecided } from '../grouping/group-columns';
import type { KeepGroup } from '../grouping/keep';
import { leastDetail } from '../matching/view';
import { equalFiles } from './equality';
import type { FileTable } from './file-table';
import type { GroupInput, GroupOutput } from '../ports';
import type { LookPlaces } from '../store/look-places';

/** Lays out the table's fingerprints, as of now, for the grouping, in memory that threads share. Position p of every column is row `rows[p]`. */
export function groupInput(table: FileTable, rows: Uint32Array, records: LookPlaces): GroupInput {
  const count = rows.length;
  const from = table.columns;
  const words = (length: number): Uint32Array => new Uint32Array(new SharedArrayBuffer(4 * length));
  const octets = (): Uint8Array => new Uint8Array(new SharedArrayBuffer(count));
  const doubles = (): Float64Array => new Float64Array(new SharedArrayBuffer(8 * count));
  const input = {
    hashes: words(2 * count),
    contents: words(2 * count),
    details: new Uint16Array(new SharedArrayBuffer(2 * count)),
    records,
    slots: words(count),
    widths: words(count),
    heights: words(count),
    bytes: doubles(),
    modified: doubles(),
    formats: octets(),
    identity: words(count),
    pixels: words(2 * count),
    order: words(count),
    nameSigns: octets(),
    qualities: octets(),
    depths: octets(),
    extras: octets(),
    ...placesOf(table, rows),
    companions: octets(),
  };
  input.order.set(rows);
  input.identity.set(equalFiles(table, rows));
  for (let p = 0; p < count; p++) {
    const row = rows[p]!;
    input.hashes[2 * p] = from.hashes[2 * row]!;
    input.hashes[2 * p + 1] = from.hashes[2 * row + 1]!;
    input.contents[2 * p] = from.contents[2 * row]!;
    input.contents[2 * p + 1] = from.contents[2 * row + 1]!;
    input.pixels[2 * p] = from.pixels[2 * row]!;
    input.pixels[2 * p + 1] = from.pixels[2 * row + 1]!;
    input.slots[p] = from.slots[row]!;
    input.details[p] = from.details[row]!;
    input.widths[p] = from.widths[row]!;
    input.heights[p] = from.heights[row]!;
    input.bytes[p] = from.bytes[row]!;
    input.modified[p] = from.modified[row]!;
    input.formats[p] = from.formats[row]!;
    input.nameSigns[p] = from.nameSigns[row]!;
    input.companions[p] = from.companions[row]!;
    input.qualities[p] = from.qualities[row]!;
    input.depths[p] = from.depths[row]!;
    input.extras[p] = from.extras[row]!;
  }
  return input;
}

/** What the person said of the folders of these rows, in memory that threads share. */
export function placesOf(table: FileTable, rows: Uint32Array): Pick<GroupInput, 'standings' | 'folderRanks'> {
  const { standings, folderRanks } = table.columns;
  const places = {
    standings: new Uint8Array(new SharedArrayBuffer(rows.length)),
    folderRanks: new Uint16Array(new SharedArrayBuffer(2 * rows.length)),
  };
  rows.forEach((row, p) => {
    places.standings[p] = standings[row]!;
    places.folderRanks[p] = folderRanks[row]!;
  });
  return places;
}

/** The groups of a library at one moment, in rows of its table. */
export class GroupSet {
  /** By row, counted from 1; 0 for none. */
  readonly #groupOfRow: Uint32Array;
  readonly #bytesToGain: Float64Array;
  /** Rows of all groups, one after the other. */
  readonly #members: Uint32Array;
  /** Rows of images that have too little detail to compare. */
  readonly plain: Uint32Array;
  readonly summary: Omit<GroupsSummary, 'groupsByRadius' | 'incomplete'>;

  /** `rows` maps the grouping's positions to rows of the table. */
  constructor(
    table: FileTable,
    rows: Uint32Array,
    private readonly output: GroupOutput,
    revision: number,
    referenceGroups = 0,
    /** How the files to keep were chosen. */
    readonly keep: KeepPolicy = defaultKeepPolicy,
  ) {
    this.#groupOfRow = new Uint32Array(table.count);
    this.#bytesToGain = new Float64Array(this.count);
    this.#members = output.members.map((position) => rows[position]!);
    let total = 0;
    const { starts } = output;
    const { bytes, standings } = table.columns;
    for (let group = 0; group < this.count; group++) {
      // Nothing can be gained from shots that are no copies.
      const gains = this.kind(group) !== 'similar-shot';
      const start = starts[group]!;
      let gain = 0;
      for (let place = start; place < starts[group + 1]!; place++) {
        const row = this.#members[place]!;
        this.#groupOfRow[row] = group + 1;
        // What can't go frees nothing.
        if (place > start && gains && standings[row] === 0) gain += bytes[row]!;
      }
      this.#bytesToGain[group] = gain;
      total += gain;
    }
    let images = 0;
    const plain: number[] = [];
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      if (!table.isPresent(row)) continue;
      images++;
      if (table.columns.details[row]! < leastDetail) plain.push(row);
    }
    this.plain = Uint32Array.from(plain);
    this.summary = { revision, images, groups: this.count, files: output.members.length, bytesToGain: total, plain: this.plain.length, referenceGroups };
  }

  static empty(table: FileTable): GroupSet {
    return new GroupSet(table, new Uint32Array(0), groupColumns(0, 0), 0);
  }

  get count(): number {
    return this.output.starts.length - 1;
  }

  /** Rows of a group, the suggested keeper first: a view of memory that is not to be written to. */
  rows(group: number): Uint32Array {
    return this.#members.subarray(this.output.starts[group], this.output.starts[group + 1]);
  }

  /** To the keeper, parallel to {@link rows}. */
  distances(group: number): Uint8Array {
    return this.output.distances.subarray(this.output.starts[group], this.output.starts[group + 1]);
  }

  /** Sets of bits over `differences`, parallel to {@link rows}. */
  differences(group: number): Uint16Array {
    return this.output.differences.subarray(this.output.starts[group], this.output.starts[group + 1]);
  }

  /** Parallel to {@link rows}. */
  likenesses(group: number): readonly Likeness[] {
    const codes = this.output.likenesses.subarray(this.output.starts[group], this.output.starts[group + 1]);
    return Array.from(codes, (code) => likenesses[code & ~undecided]!);
  }

  /** Six numbers each (see `PictureMap`), parallel to {@link rows}. */
  maps(group: number): Float32Array {
    return this.output.maps.subarray(mapSize * this.output.starts[group]!, mapSize * this.output.starts[group + 1]!);
  }

  /** Of a member that is a bridge, the place in the group of the one that it is like, and how far it is from that. */
  bridge(group: number, member: number): { readonly via: number; readonly distance: number } | null {
    const place = this.output.starts[group]! + member;
    const via = this.output.vias[place]!;
    return via === 0 ? null : { via: via - 1, distance: this.output.viaDistances[place]! };
  }

  kind(group: number): GroupKind {
    return groupKinds[this.output.kinds[group]!]!;
  }

  /** What the judge of keepers is told of a group. */
  keepGroup(group: number): KeepGroup {
    const seen = this.differences(group);
    return { files: this.rows(group), edited: seen.some((bits) => bits >= edited) ? seen.map((bits) => bits >> 15) : null };
  }

  bytesToGain(group: number): number {
    return this.#bytesToGain[group]!;
  }

  groupOf(row: number): number | undefined {
    const counted = this.#groupOfRow[row] ?? 0;
    return counted === 0 ? undefined : counted - 1;
  }
}
