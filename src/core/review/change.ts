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

/**
 * One change being carried out. Rows in no group are passed over, and of a group that would be wholly marked the keeper stays. A chosen
 * keeper that is marked after all is chosen no more.
 */
export class ChangeInHand {
  readonly #recorder = new StepRecorder();
  readonly #groups: GroupSet;

  constructor(private readonly library: { readonly table: FileTable; readonly groups: GroupSet }, private readonly marks: Marks) {
    this.#groups = library.groups;
  }

  /** What was changed; null where all was so already. To be called once. */
  carryOut({ mark, unmark, keep = [] }: MarkChange): Step | null {
    const { marks } = this;
    const [marking, unmarking, keeping] = [[...mark], [...unmark], [...keep]];
    const touched = this.#groupsOf([marking, unmarking, keeping]);
    this.#settle(touched);
    for (const row of keeping) this.#choose(row);
    for (const row of unmarking) if (marks.wishOf(row) === wish.gone) this.#set(row, wish.none);
    if (unmarking.length + keeping.length > 0) this.#derive(touched);
    if (marking.length > 0) {
      this.#mark(marking, touched);
      this.#derive(touched);
    }
    return this.#recorder.step();
  }

  #set(row: number, to: Wish): void {
    const before = this.marks.setWish(row, to);
    if (before !== to) this.#recorder.add(row, before, to);
  }

  #derive(touched: readonly number[]): void {
    for (const group of touched) this.marks.derive(this.#groups, group);
  }

  #groupsOf(lists: readonly (readonly number[])[]): readonly number[] {
    const seen = new Uint8Array(this.#groups.count);
    const found: number[] = [];
    for (const rows of lists) {
      for (const row of rows) {
        const group = this.#groups.groupOf(row);
        if (group === undefined || seen[group] === 1) continue;
        seen[group] = 1;
        found.push(group);
      }
    }
    return found;
  }

  /** Groups that a person acts on are as they look: a wish that does not hold there is given up, lest it come to hold by surprise. */
  #settle(touched: readonly number[]): void {
    const groups = this.#groups;
    for (const group of touched) {
      for (const row of groups.rows(group)) {
        if (this.marks.wishOf(row) === wish.gone && !this.marks.isMarked(row)) this.#set(row, wish.none);
      }
    }
  }

  #choose(row: number): void {
    const groups = this.#groups;
    const group = groups.groupOf(row);
    if (group === undefined) return;
    for (const other of groups.rows(group)) {
      if (other !== row && this.marks.wishOf(other) === wish.kept) this.#set(other, wish.none);
    }
    this.#set(row, wish.kept);
  }

  /** Keepers come last, so that it is they who stay where all were to go. */
  #mark(rows: readonly number[], touched: readonly number[]): void {
    const groups = this.#groups;
    /** By group. */
    const keepers = new Uint32Array(groups.count);
    const left = new Uint32Array(groups.count);
    for (const group of touched) {
      keepers[group] = this.marks.keeperOf(groups, group);
      for (const row of groups.rows(group)) if (this.marks.wishOf(row) !== wish.gone) left[group]!++;
    }
    const last: number[] = [];
    for (const row of rows) {
      const group = groups.groupOf(row);
      if (group === undefined) continue;
      if (keepers[group] === row) last.push(row);
      else this.#markOne(row, group, left);
    }
    for (const row of last) this.#markOne(row, groups.groupOf(row)!, left);
  }

  #markOne(row: number, group: number, left: Uint32Array): void {
    if (left[group]! < 2 || this.marks.wishOf(row) === wish.gone || !mayMark(this.library.table, row)) return;
    this.#set(row, wish.gone);
    left[group]!--;
  }
}
