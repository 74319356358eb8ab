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
  /** Whether the person chose this file to be kept. */
  readonly isChosen: (row: number) => boolean;
  /** The row that a group keeps: the person's choice, or the first that is not marked. */
  readonly keeperOf: (group: number) => number;
}

/** What a rule would change. */
export interface Proposal {
  /** Groups that change, in the order they were given in. */
  readonly groups: readonly number[];
  readonly mark: ReadonlySet<number>;
  readonly unmark: ReadonlySet<number>;
  /** Rows to be chosen as keepers, where the marks alone would leave another file before them. */
  readonly keep: ReadonlySet<number>;
  readonly figures: Omit<RulePreview, 'id'>;
}

/** How the files of a group would stand. */
interface Wanted {
  readonly marked: (row: number) => boolean;
  /** Null: whichever comes first of those that stay. */
  readonly keeper: number | null;
  readonly tie: boolean;
}

type Judge = (group: number, rows: Uint32Array) => Wanted | RuleSkip;

/**
 * Applies a rule to groups without changing anything. Whatever the rule, no protected file is marked, a group keeps at least one file, and
 * similar shots and decided groups stay as they are unless `use` says otherwise.
 */
export function propose(source: RuleSource, { rule, shots, decided }: Omit<RuleUse, 'scope'>, scope: Iterable<number>): Proposal {
  const { table, groups, isMarked, isDecided, isProtected, isChosen } = source;
  const judge = judgeOf(source, rule);
  const changed: number[] = [];
  const mark = new Set<number>();
  const unmark = new Set<number>();
  const keep = new Set<number>();
  const skipped: Partial<Record<RuleSkip, number>> = {};
  let [bytes, staying, ties] = [0, 0, 0];

  function skipOf(group: number): RuleSkip | null {
    if (!shots && groups.kind(group) === 'similar-shot') return 'similar-shot';
    return !decided && isDecided(group) ? 'decided' : null;
  }
  /** Takes over what is wanted; answers why there is nothing to take over. */
  function take(group: number, rows: Uint32Array, wanted: Wanted): RuleSkip | null {
    const goes = (row: number): boolean => wanted.marked(row) && !isProtected(row);
    const stay = rows.filter((row) => !goes(row));
    const toMark = rows.filter((row) => goes(row) && !isMarked(row));
    const toUnmark = stay.filter(isMarked);
    const keeper = wanted.keeper === (stay.find(isChosen) ?? stay[0]) ? null : wanted.keeper;
    if (toMark.length + toUnmark.length === 0 && keeper === null) return stay.some(wanted.marked) ? 'protected' : 'as-it-is';
    changed.push(group);
    for (const row of toMark) {
      mark.add(row);
      bytes += table.columns.bytes[row]!;
    }
    for (const row of toUnmark) unmark.add(row);
    if (keeper !== null) keep.add(keeper);
    staying += stay.length;
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
  return (group, rows) => {
    const matching = new Set(rows.filter((row) => matches(table.path(row))));
    if (matching.size === 0) return 'no-match';
    if (rule.files === 'mark') return markMatching(source, group, rows, matching);
    return { marked: (row) => !matching.has(row), keeper: null, tie: false };
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

/** Adds to the marks that there are. Where that would leave no file, one that does not match is spared, or else the one to keep. */
function markMatching({ isMarked, isProtected, keeperOf }: RuleSource, group: number, rows: Uint32Array, matching: ReadonlySet<number>): Wanted {
  const goes = (row: number): boolean => isMarked(row) || matching.has(row);
  const whole = rows.every((row) => goes(row) && !isProtected(row));
  const spared = whole ? (rows.find((row) => !matching.has(row)) ?? keeperOf(group)) : null;
  return { marked: (row) => row !== spared && goes(row), keeper: null, tie: false };
}
