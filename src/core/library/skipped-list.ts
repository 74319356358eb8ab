import { skipReasons, type Skipped, type SkipReason } from '../../shared/domain';
import type { FileTable } from './file-table';

const noRow = 0xffff_ffff;

/**
 * What was skipped, in the order of skipping. A drive may hold millions of files that are no images: one costs a few
 * bytes here, as its path stands in the table and most reasons are the same few sentences.
 */
export class SkippedList implements Iterable<Skipped> {
  readonly byReason: Partial<Record<SkipReason, number>> = {};
  #length = 0;
  #rows = new Uint32Array(64);
  #reasons = new Uint8Array(64);
  #details = new Uint32Array(64);
  readonly #texts: string[] = [];
  readonly #textIds = new Map<string, number>();
  /** Paths of what has no row, by position. */
  readonly #paths = new Map<number, string>();

  constructor(private readonly table: FileTable) {}

  get length(): number {
    return this.#length;
  }

  /** A folder, or an entry that is no file. */
  add({ path, reason, detail }: Skipped): void {
    this.#paths.set(this.#length, path);
    this.addRow(noRow, reason, detail);
  }

  addRow(row: number, reason: SkipReason, detail: string): void {
    if (this.#length === this.#rows.length) this.#grow();
    const at = this.#length++;
    this.#rows[at] = row;
    this.#reasons[at] = skipReasons.indexOf(reason);
    this.#details[at] = this.#textId(detail);
    this.byReason[reason] = (this.byReason[reason] ?? 0) + 1;
  }

  *[Symbol.iterator](): Generator<Skipped, void, undefined> {
    for (let at = 0; at < this.#length; at++) yield this.#at(at);
  }

  /** Entries `offset` to `offset + limit` of those with a reason, or of all for null; `total` is how many there are. */
  page(offset: number, limit: number, reason: SkipReason | null): { readonly total: number; readonly items: readonly Skipped[] } {
    const wanted = reason === null ? null : skipReasons.indexOf(reason);
    const total = reason === null ? this.#length : (this.byReason[reason] ?? 0);
    const items: Skipped[] = [];
    const end = Math.min(total, offset + limit);
    for (let at = wanted === null ? offset : 0, met = wanted === null ? offset : 0; met < end; at++) {
      if (wanted !== null && this.#reasons[at] !== wanted) continue;
      if (met++ >= offset) items.push(this.#at(at));
    }
    return { total, items };
  }

  #at(at: number): Skipped {
    const row = this.#rows[at]!;
    return {
      path: row === noRow ? this.#paths.get(at)! : this.table.path(row),
      reason: skipReasons[this.#reasons[at]!]!,
      detail: this.#texts[this.#details[at]!]!,
    };
  }

  #textId(text: string): number {
    const known = this.#textIds.get(text);
    if (known !== undefined) return known;
    this.#textIds.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  #grow(): void {
    const [rows, reasons, details] = [this.#rows, this.#reasons, this.#details];
    this.#rows = new Uint32Array(2 * rows.length);
    this.#reasons = new Uint8Array(2 * reasons.length);
    this.#details = new Uint32Array(2 * details.length);
    this.#rows.set(rows);
    this.#reasons.set(reasons);
    this.#details.set(details);
  }
}
