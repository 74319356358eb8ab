import { type ImageFormat, imageFormats } from '../../shared/files';
import type { Difference, GroupKind, Likeness } from '../../shared/groups';
import type { ScanStats, Skipped, SkipReason } from '../../shared/scan';
import type { Settings } from '../../shared/settings';
import type { KeepReason } from '../../shared/keep';
import type { GroupListing } from '../../shared/query';
import { KeepJudge } from '../grouping/keep';
import { rowState, type FileTable } from '../library/file-table';
import type { GroupSet } from '../library/group-set';
import { differencesIn } from '../matching/differences';
import { verdictOf, type Verdict } from '../review/keep-reasons';
import type { Decided, ReportedDecision } from './decided';

/** Everything that is told of a library outside the window, whatever the format. Lists are made as they are read, so that none is ever whole. */
export interface Report {
  readonly version: string;
  /** Milliseconds since 1970 (UTC). */
  readonly made: number;
  /** Absolute paths. */
  readonly folders: readonly string[];
  readonly settings: ReportSettings;
  /** Whether the scan came to its end. */
  readonly complete: boolean;
  /** Which groups these are, and in what order; null: all, as they were found. */
  readonly listing: GroupListing | null;
  readonly stats: ScanStats;
  readonly totals: ReportTotals;
  /** In the order of the window. May be gone through more than once. */
  groups(): Iterable<ReportedGroup>;
  /** By path: workers come across them in an order of chance. */
  skipped(): Iterable<Skipped>;
  /** Paths of images that have too little detail to compare, in order. */
  plain(): Iterable<string>;
  /** What was said not to be copies, of this library and others, newest first. */
  dismissed(): Iterable<ReportedDismissal>;
}

export type ReportSettings = Pick<Settings, 'radius' | 'shots' | 'excluded' | 'keep'>;

export interface ReportTotals {
  /** files = compared + skipped + unreached. */
  readonly files: number;
  readonly compared: number;
  /** The sum of `skippedByReason`. */
  readonly skipped: number;
  readonly skippedByReason: Readonly<Partial<Record<SkipReason, number>>>;
  /** What was listed when the scan was stopped, and not read any more. */
  readonly unreached: number;
  /** Of those compared, that were removed since. */
  readonly removed: number;
  readonly plain: number;
  readonly dismissed: number;
  readonly groups: number;
  /** Groups of the library that this report is not about. */
  readonly others: number;
  /** Files in groups; the sum of `decisions`. */
  readonly grouped: number;
  readonly bytesToGain: number;
  readonly decisions: Readonly<Record<ReportedDecision, number>>;
  readonly bytesMarked: number;
}

export interface ReportedFile {
  readonly path: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly format: ImageFormat;
  /** Milliseconds since 1970 (UTC). */
  readonly modified: number;
  /** To the file that groups are compared with, 0–12: see the README. */
  readonly distance: number;
  readonly likeness: Likeness;
  /** What was done to the picture, as laid over that file's. */
  readonly differences: readonly Difference[];
  /** Of a picture that is too far from that one, but close to another of the group: which, and how far that is. */
  readonly bridge: { readonly path: string; readonly distance: number } | null;
  readonly keep: boolean;
  /** What tells it from the suggested file to keep, which comes first; of that one, in what it is better than others. */
  readonly reasons: readonly KeepReason[];
  readonly decision: ReportedDecision;
}

export interface ReportedGroup {
  /** Its place in the report, from 1. */
  readonly id: number;
  readonly kind: GroupKind;
  /** What removing all but the kept file would free. */
  readonly bytesToGain: number;
  readonly files: readonly ReportedFile[];
}

export interface ReportedDismissal {
  /** Milliseconds since 1970 (UTC). */
  readonly when: number;
  /** By content (`content-key.ts`), and where it was then. */
  readonly files: readonly { readonly content: string; readonly path: string }[];
}

export interface ReportSource {
  readonly version: string;
  readonly made: number;
  readonly folders: readonly string[];
  readonly settings: ReportSettings;
  /** Whether the scan came to its end. */
  readonly complete: boolean;
  readonly stats: ScanStats;
  readonly table: FileTable;
  readonly groups: GroupSet;
  /** Some of the groups, as a listing has them; null for all. */
  readonly only: { readonly listing: GroupListing; readonly groups: Uint32Array } | null;
  readonly skipped: Iterable<Skipped> & { readonly byReason: Readonly<Partial<Record<SkipReason, number>>> };
  readonly dismissed: { readonly total: number; all(): Iterable<ReportedDismissal> };
  readonly decided: Decided;
}

export function reportOf(source: ReportSource): Report {
  const { table, groups, version, made, folders, settings, complete, stats } = source;
  return {
    version, made, folders, settings, complete, stats,
    listing: source.only?.listing ?? null,
    totals: totalsOf(source),
    groups: () => groupsOf(source),
    skipped: () => byPath(source.skipped),
    dismissed: () => source.dismissed.all(),
    plain: () => Array.from(groups.plain, (row) => table.path(row)).sort(),
  };
}

export function byPath(skipped: Iterable<Skipped>): readonly Skipped[] {
  return [...skipped].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function* groupsOf(source: ReportSource): Generator<ReportedGroup> {
  const columns = source.table.keepColumns;
  const judge = new KeepJudge(columns, source.groups.keep);
  let id = 0;
  for (const index of numbersOf(source)) {
    const group = source.groups.keepGroup(index);
    const reasons = new LazyReasons(() => (judge.areAlike(group) ? null : verdictOf(columns, judge, group, 0).reasons));
    yield groupAt(source, reasons, index, ++id);
  }
}

/** In the set of groups. */
function* numbersOf({ groups, only }: ReportSource): Generator<number> {
  if (only) yield* only.groups;
  else for (let group = 0; group < groups.count; group++) yield group;
}

function groupAt({ table, groups, decided }: ReportSource, reasons: LazyReasons, index: number, id: number): ReportedGroup {
  const rows = groups.rows(index);
  const distances = groups.distances(index);
  const likeness = groups.likenesses(index);
  const seen = groups.differences(index);
  const keeper = decided.keeperOf(index);
  const files: ReportedFile[] = [];
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!;
    const via = groups.bridge(index, place);
    const bridge = via && { path: table.path(rows[via.via]!), distance: via.distance };
    const differences = seen[place] === 0 ? nothing : differencesIn(seen[place]!);
    files.push(new FileOfGroup(table, row, distances[place]!, likeness[place]!, differences, bridge, row === keeper, decided.of(row), reasons, place));
  }
  return { id, kind: groups.kind(index), bytesToGain: groups.bytesToGain(index), files };
}

const nothing: readonly never[] = [];

/** Not every writer says reasons, and they cost as much as all else. */
class LazyReasons {
  #reasons: Verdict['reasons'] | null | undefined;

  /** @param find Answers null where there are none in the whole group. */
  constructor(private readonly find: () => Verdict['reasons'] | null) {}

  of(place: number): readonly KeepReason[] {
    if (this.#reasons === undefined) this.#reasons = this.find();
    return this.#reasons === null ? nothing : this.#reasons[place]!;
  }
}

class FileOfGroup implements ReportedFile {
  readonly path: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly format: ImageFormat;
  readonly modified: number;

  constructor(
    table: FileTable,
    row: number,
    readonly distance: number,
    readonly likeness: Likeness,
    readonly differences: readonly Difference[],
    readonly bridge: ReportedFile['bridge'],
    readonly keep: boolean,
    readonly decision: ReportedDecision,
    private readonly why: LazyReasons,
    private readonly place: number,
  ) {
    const { bytes, widths, heights, formats, modified } = table.columns;
    this.path = table.path(row);
    this.bytes = bytes[row]!;
    this.width = widths[row]!;
    this.height = heights[row]!;
    this.format = imageFormats[formats[row]!]!;
    this.modified = modified[row]!;
  }

  get reasons(): readonly KeepReason[] {
    return this.why.of(this.place);
  }
}

function totalsOf(source: ReportSource): ReportTotals {
  const { table, groups, stats, decided } = source;
  const decisions = { undecided: 0, marked: 0, kept: 0, protected: 0 };
  let [count, grouped, bytesToGain, bytesMarked, removed] = [0, 0, 0, 0, 0];
  for (const index of numbersOf(source)) {
    count++;
    bytesToGain += groups.bytesToGain(index);
    for (const row of groups.rows(index)) {
      const decision = decided.of(row);
      decisions[decision]++;
      grouped++;
      if (decision === 'marked') bytesMarked += table.columns.bytes[row]!;
    }
  }
  for (let row = 0; row < table.count; row++) if (table.state(row) === rowState.removed) removed++;
  const { files, hashed, cached, skipped } = stats;
  const plain = groups.plain.length;
  const others = groups.count - count;
  const dismissed = source.dismissed.total;
  return {
    files, compared: hashed + cached, skipped, skippedByReason: { ...source.skipped.byReason }, unreached: files - hashed - cached - skipped, removed, plain, dismissed, groups: count, others, grouped, bytesToGain, decisions, bytesMarked,
  };
}
