import type { FileTable } from '../library/file-table';
import type { GroupSet } from '../library/group-set';
import { mayMark } from '../review/may-mark';
import type { Review } from '../review/review';

/** What was decided about a file of a group: it goes; it stays, for its group was looked at; it may not go at all; nothing yet. */
export const reportedDecisions = ['undecided', 'marked', 'kept', 'protected'] as const;
export type ReportedDecision = (typeof reportedDecisions)[number];

/** What was decided, as of one moment. */
export interface Decided {
  of(row: number): ReportedDecision;
  /** The row that a group keeps. */
  keeperOf(group: number): number;
}

/** Where nobody decided anything. */
export function undecided(groups: GroupSet): Decided {
  return { of: () => 'undecided', keeperOf: (group) => groups.rows(group)[0]! };
}

/** Decisions as they are now: what is changed while a report is written does not reach it. */
export function decidedNow(table: FileTable, groups: GroupSet, review: Review): Decided {
  const codes = new Uint8Array(table.count);
  const keepers = new Uint32Array(groups.count);
  for (let group = 0; group < groups.count; group++) {
    keepers[group] = review.keeperOf(group);
    const seen = review.isDecided(group);
    for (const row of groups.rows(group)) codes[row] = reportedDecisions.indexOf(decisionOf(table, review, row, seen));
  }
  return { of: (row) => reportedDecisions[codes[row] ?? 0]!, keeperOf: (group) => keepers[group]! };
}

function decisionOf(table: FileTable, review: Review, row: number, seen: boolean): ReportedDecision {
  if (review.isMarked(row)) return 'marked';
  if (!mayMark(table, row)) return 'protected';
  return seen ? 'kept' : 'undecided';
}
