import type { MarksState } from '../../shared/marks';
import type { FileTable } from '../library/file-table';
import type { GroupSet } from '../library/group-set';
import type { Decisions } from '../store/decisions';
import { History, StepRecorder } from './history';
import { Marks, wish, type Wish } from './marks';
import { mayMark } from './may-mark';
import { Memory } from './memory';

/** Rows to be marked, unmarked and made the keepers of their groups; done in the order keep, unmark, mark. */
export interface MarkChange {
  readonly mark: Iterable<number>;
  readonly unmark: Iterable<number>;
  readonly keep?: Iterable<number>;
}

/** The library under review. */
export interface Reviewed {
  readonly table: FileTable;
  /** As they are at each moment; {@link Review.follow} is to be called at once when they change. */
  readonly groups: GroupSet;
}

export interface ReviewOptions {
  /** Where decisions are remembered, and of which folders; null to forget them. */
  readonly decisions: Decisions | null;
  readonly folders: readonly string[];
  /** The revision to go on from. */
  readonly revision: number;
  readonly onChange: () => void;
}

/** A group that a change touches. */
interface Touched {
  readonly keeper: number;
  /** Files not marked. */
  left: number;
}

/**
 * What the person decided of an open library: the only way to change marks. Whatever is asked for, each group keeps a file, similar
 * shots included, and files that may not go stay unmarked.
 */
export class Review {
  readonly #marks: Marks;
  readonly #history = new History();
  readonly #memory: Memory;
  #revision: number;

  constructor(private readonly library: Reviewed, private readonly options: ReviewOptions) {
    this.#marks = new Marks(library.table);
    this.#revision = options.revision;
    this.#memory = new Memory(library, this.#marks, options, () => this.options.onChange());
  }

  get state(): MarksState {
    const { files, bytes } = this.#marks;
    const { canUndo, canRedo } = this.#history;
    return { revision: this.#revision, files, bytes, canUndo, canRedo, unsaved: this.#memory.failure };
  }

  isMarked(row: number): boolean {
    return this.#marks.isMarked(row);
  }

  /** Whether the person chose this file to be kept. */
  isChosen(row: number): boolean {
    return this.#marks.wishOf(row) === wish.kept;
  }

  /** All marked rows, in order. */
  markedRows(): Uint32Array {
    return this.#marks.marked();
  }

  /** The row that a group keeps: the person's choice, or the first by suggestion that is not marked. */
  keeperOf(group: number): number {
    const { groups } = this.library;
    let first: number | null = null;
    for (let i = 0; i < groups.size(group); i++) {
      const row = groups.member(group, i);
      if (this.isChosen(row)) return row;
      if (first === null && !this.isMarked(row)) first = row;
    }
    return first ?? groups.member(group, 0);
  }

  /** Whether the person marked or chose any file of a group. */
  isDecided(group: number): boolean {
    const { groups } = this.library;
    for (let i = 0; i < groups.size(group); i++) {
      const row = groups.member(group, i);
      if (this.isMarked(row) || this.isChosen(row)) return true;
    }
    return false;
  }

  /**
   * One step that can be undone. Rows in no group are passed over, and of a group that would be wholly marked the keeper stays. A
   * chosen keeper that is marked after all is chosen no more.
   */
  perform({ mark, unmark, keep = [] }: MarkChange): void {
    const change = new StepRecorder();
    const set = (row: number, to: Wish): void => {
      const before = this.#marks.wishOf(row);
      if (before === to) return;
      this.#marks.setWish(row, to);
      change.add(row, before, to);
    };
    const [marking, unmarking, keeping] = [[...mark], [...unmark], [...keep]];
    const groups = this.#groupsOf(marking, unmarking, keeping);
    for (const group of groups) this.#settle(group, set);
    for (const row of keeping) this.#choose(row, set);
    for (const row of unmarking) if (this.#marks.wishOf(row) === wish.gone) set(row, wish.none);
    this.#markRows(marking, groups, set);
    for (const group of groups) this.#marks.derive(this.library.groups, group);
    const step = change.step();
    if (!step) return;
    this.#history.add(step);
    for (const row of step.rows) this.#memory.note(row);
    this.#changed();
  }

  /** Marks all files of each of these groups but its keeper. */
  markCopies(groups: Iterable<number>): void {
    this.perform({ mark: this.#copies(groups), unmark: [] });
  }

  /** Marks the copies of all groups. Similar shots are no copies, and stay as they are. */
  markAll(): void {
    const { groups } = this.library;
    const wanted: number[] = [];
    for (let group = 0; group < groups.count; group++) if (groups.kind(group) !== 'similar-shot') wanted.push(group);
    this.markCopies(wanted);
  }

  unmarkGroups(groups: Iterable<number>): void {
    const unmark: number[] = [];
    for (const group of groups) for (const row of this.library.groups.members(group)) unmark.push(row);
    this.perform({ mark: [], unmark });
  }

  /** Unmarks everything, also what is in no group now. Choices of what to keep stay. */
  clear(): void {
    this.perform({ mark: [], unmark: this.#marks.wished() });
  }

  /** Makes a file its group's keeper; if any were marked there, the former keeper is marked in its place. */
  keep(row: number): void {
    const { groups } = this.library;
    const group = groups.groupOf(row);
    if (group === undefined) return;
    const former = this.keeperOf(group);
    const swap = former !== row && groups.members(group).some((member) => this.isMarked(member));
    this.perform({ mark: swap ? [former] : [], unmark: [], keep: [row] });
  }

  undo(): void {
    this.#travel((set) => this.#history.undo(set));
  }

  redo(): void {
    this.#travel((set) => this.#history.redo(set));
  }

  /** The groups have changed: marks hold as far as the new ones bear them. */
  follow(): void {
    const recalled = this.#memory.recall();
    if (this.#marks.isEmpty && this.#marks.files === 0 && !recalled) return;
    this.#marks.deriveAll(this.library.groups);
    this.#changed();
  }

  /**
   * The scan has ended: files that moved are known again by what they hold.
   * @param whole Whether every folder could be listed, so that a file not met is gone.
   */
  settle(whole: boolean): void {
    if (!this.#memory.settle(whole)) return;
    this.#marks.deriveAll(this.library.groups);
    this.#changed();
  }

  /** These files are gone, and with them what was wished of them; nothing done before can be undone over that. */
  forget(rows: Iterable<number>): void {
    for (const row of rows) {
      this.#marks.setWish(row, wish.none);
      this.#marks.drop(row);
      this.#memory.note(row);
    }
    this.#history.clear();
    this.#changed();
  }

  /** Files that were marked and removed are back: unmarked, lest they go again by oversight, and marked by {@link redo}. */
  returned(rows: Iterable<number>): void {
    const change = new StepRecorder();
    for (const row of rows) change.add(row, this.#marks.wishOf(row), wish.gone);
    const step = change.step();
    if (!step) return;
    this.#history.offer(step);
    this.#changed();
  }

  /** Writes down what is not yet, and nothing from then on. */
  close(): void {
    this.#memory.close();
  }

  #changed(): void {
    this.#revision++;
    this.options.onChange();
  }

  #travel(go: (set: (row: number, code: number) => void) => boolean): void {
    const { groups } = this.library;
    const touched = new Set<number>();
    const went = go((row, code) => {
      this.#marks.setWish(row, code as Wish);
      this.#memory.note(row);
      const group = groups.groupOf(row);
      if (group !== undefined) touched.add(group);
    });
    if (!went) return;
    for (const group of touched) this.#marks.derive(groups, group);
    this.#changed();
  }

  #groupsOf(...lists: readonly (readonly number[])[]): ReadonlySet<number> {
    const found = new Set<number>();
    for (const rows of lists) {
      for (const row of rows) {
        const group = this.library.groups.groupOf(row);
        if (group !== undefined) found.add(group);
      }
    }
    return found;
  }

  /** A group that a person acts on is as it looks: a wish that does not hold there is given up, lest it come to hold by surprise. */
  #settle(group: number, set: (row: number, to: Wish) => void): void {
    const { groups } = this.library;
    for (let i = 0; i < groups.size(group); i++) {
      const row = groups.member(group, i);
      if (this.#marks.wishOf(row) === wish.gone && !this.isMarked(row)) set(row, wish.none);
    }
  }

  #choose(row: number, set: (row: number, to: Wish) => void): void {
    const { groups } = this.library;
    const group = groups.groupOf(row);
    if (group === undefined) return;
    for (let i = 0; i < groups.size(group); i++) {
      const other = groups.member(group, i);
      if (other !== row && this.isChosen(other)) set(other, wish.none);
    }
    set(row, wish.kept);
  }

  /** Keepers come last, so that it is they who stay where all were to go. */
  #markRows(rows: readonly number[], groups: ReadonlySet<number>, set: (row: number, to: Wish) => void): void {
    if (rows.length === 0) return;
    const touched = new Map<number, Touched>();
    for (const group of groups) touched.set(group, this.#touch(group));
    const keepers: number[] = [];
    const mark = (row: number, last: boolean): void => {
      const group = this.library.groups.groupOf(row);
      const at = group === undefined ? undefined : touched.get(group);
      if (!at || !mayMark(this.library.table, row) || this.#marks.wishOf(row) === wish.gone) return;
      if (row === at.keeper && !last) keepers.push(row);
      else if (at.left > 1) {
        set(row, wish.gone);
        at.left--;
      }
    };
    for (const row of rows) mark(row, false);
    for (const row of keepers) mark(row, true);
  }

  /** As the wishes are, which in a touched group are what holds. */
  #touch(group: number): Touched {
    const { groups } = this.library;
    let chosen: number | null = null;
    let first: number | null = null;
    let left = 0;
    for (let i = 0; i < groups.size(group); i++) {
      const row = groups.member(group, i);
      const wanted = this.#marks.wishOf(row);
      if (wanted === wish.gone) continue;
      left++;
      first ??= row;
      if (wanted === wish.kept) chosen ??= row;
    }
    return { keeper: chosen ?? first ?? groups.member(group, 0), left };
  }

  #copies(wanted: Iterable<number>): readonly number[] {
    const { groups } = this.library;
    const rows: number[] = [];
    for (const group of wanted) {
      const keeper = this.keeperOf(group);
      for (let i = 0; i < groups.size(group); i++) {
        const row = groups.member(group, i);
        if (row !== keeper && !this.isChosen(row)) rows.push(row);
      }
    }
    return rows;
  }
}
