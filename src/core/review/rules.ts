import type { Rule, RuleKeeper, RulePreview, RuleSkip, RuleUse } from '../../shared/rules';
import type { FileTable } from '../library/file-table';
import type { GroupSet } from '../library/group-set';
import { pathPattern } from '../path-pattern';

/** What rules judge by. */
export interface RuleSource {
  readonly table: FileTable;
  readonly groups: GroupSet;
  /** Whether a file may never be marked. */
  readonly isProtected: (row: number) => boolean;
  /** Place of its folder in the person's order: the less, the rather is a file kept. */
  readonly folderRank: (row: number) => number;
  /** Whether nothing told the suggested keeper from another file. */
  readonly isTie: (group: number) => boolean;
  readonly isMarked: (row: number) => boolean;
  readonly isDecided: (group: number) => boolean;
  /** Row of the file to keep: the person's choice, or the suggestion. */
  readonly keeperOf: (group: number) => number;
}

/** What a rule would change. */
export interface Proposal {
  /** Groups that change, in the order they were given in. */
  readonly groups: readonly number[];
  readonly mark: ReadonlySet<number>;
  readonly unmark: ReadonlySet<number>;
  /** By group, the row to keep from now on, where that changes. */
  readonly keep: ReadonlyMap<number, number>;
  readonly figures: Omit<RulePreview, 'id'>;
}

/** How the files of a group would stand. */
interface Wanted {
  readonly marked: (row: number) => boolean;
  readonly keeper: number;
  readonly tie: boolean;
}

type Judge = (group: number, rows: Uint32Array) => Wanted | RuleSkip;

/**
 * Applies a rule to groups without changing anything. Whatever the rule, no protected file is marked, a group keeps at least one file, and
 * similar shots and decided groups stay as they are unless `use` says otherwise.
 */
export function propose(source: RuleSource, { rule, shots, decided }: Omit<RuleUse, 'scope'>, scope: Iterable<number>): Proposal {
  const { table, groups, isMarked, isDecided, isProtected, keeperOf } = source;
  const judge = judgeOf(source, rule);
  const changed: number[] = [];
  const mark = new Set<number>();
  const unmark = new Set<number>();
  const keep = new Map<number, number>();
  const skipped: Partial<Record<RuleSkip, number>> = {};
  let [bytes, staying, ties] = [0, 0, 0];

  function skipOf(group: number): RuleSkip | null {
    if (!shots && groups.kind(group) === 'similar-shot') return 'similar-shot';
    return !decided && isDecided(group) ? 'decided' : null;
  }
  /** Takes over what is wanted; answers why there is nothing to take over. */
  function take(group: number, rows: Uint32Array, wanted: Wanted): RuleSkip | null {
    const goes = (row: number): boolean => wanted.marked(row) && !isProtected(row);
    const toMark = rows.filter((row) => goes(row) && !isMarked(row));
    const toUnmark = rows.filter((row) => !goes(row) && isMarked(row));
    const kept = keeperOf(group) !== wanted.keeper;
    if (toMark.length + toUnmark.length === 0 && !kept) return rows.some((row) => wanted.marked(row) && isProtected(row)) ? 'protected' : 'as-it-is';
    changed.push(group);
    for (const row of toMark) {
      mark.add(row);
      bytes += table.columns.bytes[row]!;
    }
    for (const row of toUnmark) unmark.add(row);
    if (kept) keep.set(group, wanted.keeper);
    staying += rows.filter((row) => !goes(row)).length;
    if (wanted.tie) ties++;
    return null;
  }

  for (const group of scope) {
    const rows = groups.rows(group);
    let skip = skipOf(group);
    if (skip === null) {
      const wanted = judge(group, rows);
      skip = typeof wanted === 'string' ? wanted : take(group, rows, wanted);
    }
    if (skip !== null) skipped[skip] = (skipped[skip] ?? 0) + 1;
  }
  return {
    groups: changed, mark, unmark, keep,
    figures: { groups: changed.length, going: mark.size, bytes, staying, spared: unmark.size, ties, skipped },
  };
}

function judgeOf(source: RuleSource, rule: Rule): Judge {
  if (rule.kind === 'keep') return keeping(source, rule.keeper);
  const { table } = source;
  const matches = pathPattern(rule.pattern);
  const judge = rule.files === 'keep' ? keepMatching : markMatching;
  return (group, rows) => {
    const matching = new Set(rows.filter((row) => matches(table.path(row))));
    return matching.size === 0 ? 'no-match' : judge(source, group, rows, matching);
  };
}

/** All go but the one that comes first by the rule; of equal ones the one that comes first in its group. */
function keeping(source: RuleSource, by: RuleKeeper): Judge {
  if (by === 'best') return (group, rows) => ({ marked: (row) => row !== rows[0], keeper: rows[0]!, tie: source.isTie(group) });
  const compare = comparison(source, by);
  return (_, rows) => {
    const keeper = rows.reduce((first, row) => (compare(row, first) < 0 ? row : first));
    return { marked: (row) => row !== keeper, keeper, tie: rows.some((row) => row !== keeper && compare(row, keeper) === 0) };
  };
}

function comparison({ table, folderRank }: RuleSource, by: Exclude<RuleKeeper, 'best'>): (a: number, b: number) => number {
  const { modified, widths, heights, bytes } = table.columns;
  switch (by) {
    case 'oldest':
      return (a, b) => modified[a]! - modified[b]!;
    case 'newest':
      return (a, b) => modified[b]! - modified[a]!;
    case 'largest':
      return (a, b) => widths[b]! * heights[b]! - widths[a]! * heights[a]! || bytes[b]! - bytes[a]!;
    case 'folder':
      return (a, b) => folderRank(a) - folderRank(b);
  }
}

function keepMatching({ keeperOf }: RuleSource, group: number, rows: Uint32Array, matching: ReadonlySet<number>): Wanted {
  const before = keeperOf(group);
  const keeper = matching.has(before) ? before : rows.find((row) => matching.has(row))!;
  return { marked: (row) => !matching.has(row), keeper, tie: false };
}

/** Adds to the marks that there are. Where that would leave no file, one that does not match is spared, or else the one to keep. */
function markMatching({ isMarked, isProtected, keeperOf }: RuleSource, group: number, rows: Uint32Array, matching: ReadonlySet<number>): Wanted {
  const goes = (row: number): boolean => isMarked(row) || matching.has(row);
  const before = keeperOf(group);
  const staying = rows.filter((row) => !goes(row) || isProtected(row));
  const spared = rows.find((row) => !matching.has(row)) ?? before;
  const keeper = staying.length === 0 ? spared : staying.includes(before) ? before : staying[0]!;
  return { marked: (row) => row !== keeper && goes(row), keeper, tie: false };
}
