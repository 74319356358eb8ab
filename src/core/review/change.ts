import type { FileTable } from '../library/file-table';
import type { GroupSet } from '../library/group-set';
import { StepRecorder, type Step } from './history';
import { wish, type Marks, type Wish } from './marks';
import { mayMark } from './may-mark';

/** Rows to be marked, unmarked and made the keepers of their groups; done in the order keep, unmark, mark. */
export interface MarkChange {
  readonly mark: Iterable<number>;
  readonly unmark: Iterable<number>;
  readonly keep?: Iterable<number>;
}

interface Changed {
  readonly table: FileTable;
  readonly groups: GroupSet;
  readonly marks: Marks;
}

/**
 * Carries out a change. Rows in no group are passed over, and of a group that would be wholly marked the keeper stays. A chosen keeper that
 * is marked after all is chosen no more. Null where all was so already.
 */
export function applyChange({ table, groups, marks }: Changed, { mark, unmark, keep = [] }: MarkChange): Step | null {
  const recorder = new StepRecorder();
  const [marking, unmarking, keeping] = [[...mark], [...unmark], [...keep]];
  const touched = groupsOf(marking, unmarking, keeping);
  for (const group of touched) settle(group);
  for (const row of keeping) choose(row);
  for (const row of unmarking) if (marks.wishOf(row) === wish.gone) set(row, wish.none);
  if (unmarking.length + keeping.length > 0) derive();
  if (marking.length > 0) {
    markRows();
    derive();
  }
  return recorder.step();

  function set(row: number, to: Wish): void {
    const before = marks.setWish(row, to);
    if (before !== to) recorder.add(row, before, to);
  }

  function derive(): void {
    for (const group of touched) marks.derive(groups, group);
  }

  function groupsOf(...lists: readonly (readonly number[])[]): readonly number[] {
    const seen = new Uint8Array(groups.count);
    const found: number[] = [];
    for (const rows of lists) {
      for (const row of rows) {
        const group = groups.groupOf(row);
        if (group === undefined || seen[group] === 1) continue;
        seen[group] = 1;
        found.push(group);
      }
    }
    return found;
  }

  /** A group that a person acts on is as it looks: a wish that does not hold there is given up, lest it come to hold by surprise. */
  function settle(group: number): void {
    for (let i = 0; i < groups.size(group); i++) {
      const row = groups.member(group, i);
      if (marks.wishOf(row) === wish.gone && !marks.isMarked(row)) set(row, wish.none);
    }
  }

  function choose(row: number): void {
    const group = groups.groupOf(row);
    if (group === undefined) return;
    for (let i = 0; i < groups.size(group); i++) {
      const other = groups.member(group, i);
      if (other !== row && marks.wishOf(other) === wish.kept) set(other, wish.none);
    }
    set(row, wish.kept);
  }

  /** Keepers come last, so that it is they who stay where all were to go. */
  function markRows(): void {
    /** By group. */
    const keepers = new Uint32Array(groups.count);
    const left = new Uint32Array(groups.count);
    for (const group of touched) {
      keepers[group] = marks.keeperOf(groups, group);
      const size = groups.size(group);
      for (let i = 0; i < size; i++) if (marks.wishOf(groups.member(group, i)) !== wish.gone) left[group]!++;
    }
    const last: number[] = [];
    const markOne = (row: number, group: number): void => {
      if (left[group]! < 2 || marks.wishOf(row) === wish.gone || !mayMark(table, row)) return;
      set(row, wish.gone);
      left[group]!--;
    };
    for (const row of marking) {
      const group = groups.groupOf(row);
      if (group === undefined) continue;
      if (keepers[group] === row) last.push(row);
      else markOne(row, group);
    }
    for (const row of last) markOne(row, groups.groupOf(row)!);
  }
}
