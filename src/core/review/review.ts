import type { AppError } from '../../shared/errors';
import type { MarksState } from '../../shared/marks';
import type { FileTable } from '../library/file-table';
import type { GroupSet } from '../library/group-set';
import type { Decisions } from '../store/decisions';
import { ChangeInHand, type MarkChange } from './change';
import { History, StepRecorder, type Step } from './history';
import type { Unwritten } from './late-decisions';
import { Marks, wish, type Wish } from './marks';
import { Memory } from './memory';

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
  /** Why decisions made before can't be written, if they can't. */
  readonly unsaved?: () => AppError | null;
  /** The revision to go on from. */
  readonly revision: number;
  readonly onChange: () => void;
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
    return { revision: this.#revision, files, bytes, canUndo, canRedo, unsaved: this.#memory.failure ?? this.options.unsaved?.() ?? null };
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
    return this.#marks.keeperOf(this.library.groups, group);
  }

  /** Whether the person marked or chose any file of a group. */
  isDecided(group: number): boolean {
    return this.library.groups.rows(group).some((row) => this.isMarked(row) || this.isChosen(row));
  }

  /** One step that can be undone; see {@link ChangeInHand}. */
  perform(change: MarkChange): void {
    const step = new ChangeInHand(this.library, this.#marks).carryOut(change);
    if (!step) return;
    this.#history.add(step);
    this.#memory.note(step.rows);
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
    for (const group of groups) for (const row of this.library.groups.rows(group)) unmark.push(row);
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
    const swap = former !== row && groups.rows(group).some((member) => this.isMarked(member));
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
  forget(rows: readonly number[]): void {
    for (const row of rows) {
      this.#marks.setWish(row, wish.none);
      this.#marks.drop(row);
    }
    this.#memory.note(rows);
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

  /** Writes down what is not yet, and nothing from then on; answers what could not be written. */
  close(): Unwritten | null {
    return this.#memory.close();
  }

  #changed(): void {
    this.#revision++;
    this.options.onChange();
  }

  #travel(go: (set: (row: number, code: number) => void) => Step | null): void {
    const { groups } = this.library;
    const touched = new Set<number>();
    const step = go((row, code) => {
      this.#marks.setWish(row, code as Wish);
      const group = groups.groupOf(row);
      if (group !== undefined) touched.add(group);
    });
    if (!step) return;
    for (const group of touched) this.#marks.derive(groups, group);
    this.#memory.note(step.rows);
    this.#changed();
  }

  #copies(wanted: Iterable<number>): readonly number[] {
    const { groups } = this.library;
    const rows: number[] = [];
    for (const group of wanted) {
      const keeper = this.keeperOf(group);
      for (const row of groups.rows(group)) {
        if (row !== keeper && !this.isChosen(row)) rows.push(row);
      }
    }
    return rows;
  }
}
