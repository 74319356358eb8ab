import type { FileTable } from '../library/file-table';
import type { GroupSet } from '../library/group-set';
import { mayMark } from './may-mark';

/** What a person wants of a file: nothing said, gone, or kept in place of the suggested one. */
export const wish = { none: 0, gone: 1, kept: 2 } as const;
export type Wish = (typeof wish)[keyof typeof wish];

/**
 * What the person wants of each file, by row, and which marks hold: those of files in a group that keeps another file. Wishes outlast
 * groups, so that marks are there again when the groups are; whatever was wished, no group is wholly marked.
 */
export class Marks {
  #wishes = new Uint8Array(0);
  #held = new Uint8Array(0);
  #wished = 0;
  #kept = 0;
  /** Files whose marks hold, and their bytes together. */
  files = 0;
  bytes = 0;

  constructor(private readonly table: FileTable) {}

  /** Whether the person said something of any file. */
  get isEmpty(): boolean {
    return this.#wished === 0;
  }

  isMarked(row: number): boolean {
    return this.#held[row] === 1;
  }

  wishOf(row: number): Wish {
    return (this.#wishes[row] ?? wish.none) as Wish;
  }

  /** Changes no mark until the row's group is {@link derive}d. Answers the wish before. */
  setWish(row: number, to: Wish): Wish {
    if (row >= this.#wishes.length) this.#grow();
    const before = this.#wishes[row] as Wish;
    this.#wishes[row] = to;
    if (before === wish.none) this.#wished++;
    if (to === wish.none) this.#wished--;
    if (before === wish.kept) this.#kept--;
    if (to === wish.kept) this.#kept++;
    return before;
  }

  /** Rows of which something is wished, in order. */
  *wished(): Generator<number, void, undefined> {
    if (this.isEmpty) return;
    for (let row = 0; row < this.#wishes.length; row++) if (this.#wishes[row] !== wish.none) yield row;
  }

  /** Rows whose marks hold, in order. */
  marked(): Uint32Array {
    const rows = new Uint32Array(this.files);
    let found = 0;
    for (let row = 0; found < rows.length; row++) if (this.#held[row] === 1) rows[found++] = row;
    return rows;
  }

  /** The row that a group keeps: the person's choice, or the first by suggestion that nobody wants gone. */
  keeperOf(groups: GroupSet, group: number): number {
    const rows = groups.rows(group);
    if (this.#kept > 0) for (const row of rows) if (this.#wishes[row] === wish.kept) return row;
    for (const row of rows) if (this.#held[row] !== 1) return row;
    return rows[0]!;
  }

  /** Which marks of a group hold: those wished for. Where that were all files, the suggested keeper stays. */
  derive(groups: GroupSet, group: number): void {
    const rows = groups.rows(group);
    let going = 0;
    for (const row of rows) {
      const goes = this.#wishes[row] === wish.gone && mayMark(this.table, row);
      if (goes) going++;
      this.#hold(row, goes);
    }
    if (going === rows.length) this.#hold(rows[0]!, false);
  }

  /** The same of all groups, which may be other ones than before. */
  deriveAll(groups: GroupSet): void {
    this.#held.fill(0);
    this.files = 0;
    this.bytes = 0;
    if (this.isEmpty) return;
    for (let group = 0; group < groups.count; group++) this.derive(groups, group);
  }

  /** A mark holds no more, whatever its group. */
  drop(row: number): void {
    this.#hold(row, false);
  }

  #hold(row: number, held: boolean): void {
    if ((this.#held[row] === 1) === held) return;
    this.#held[row] = held ? 1 : 0;
    this.files += held ? 1 : -1;
    this.bytes += held ? this.table.columns.bytes[row]! : -this.table.columns.bytes[row]!;
  }

  #grow(): void {
    const [wishes, held] = [this.#wishes, this.#held];
    const capacity = Math.max(2 * wishes.length, this.table.count);
    this.#wishes = new Uint8Array(capacity);
    this.#held = new Uint8Array(capacity);
    this.#wishes.set(wishes);
    this.#held.set(held);
  }
}
