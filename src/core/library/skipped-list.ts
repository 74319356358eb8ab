import { randomBytes } from 'node:crypto';
import { type Skipped, type SkippedEntry, type SkippedId, type SkipReason, skipReasons } from '../../shared/scan';
import { AppFailure } from '../../shared/errors';
import type { FileTable } from './file-table';

const noRow = 0xffff_ffff;

interface Found {
  readonly reason: SkipReason | null;
  readonly search: string;
  /** Entries of the list when it was searched. */
  readonly length: number;
  readonly places: Uint32Array;
}

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
  /** Begins the ids of this list alone. */
  readonly #mark = randomBytes(6).toString('base64url');
  #found: Found | null = null;

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

  /** All entries, each with its row, or where it is no file of the table with its path. */
  *entries(): Generator<Pick<Skipped, 'reason' | 'detail'> & ({ readonly row: number; readonly path: null } | { readonly row: null; readonly path: string }), void, undefined> {
    for (let at = 0; at < this.#length; at++) {
      const row = this.#rows[at]!;
      const why = { reason: skipReasons[this.#reasons[at]!]!, detail: this.#texts[this.#details[at]!]! };
      yield row === noRow ? { row: null, path: this.#paths.get(at)!, ...why } : { row, path: null, ...why };
    }
  }

  /**
   * Entries `offset` to `offset + limit` of those with a reason, or of all for null, whose paths contain what is searched for; `total` is
   * how many there are.
   */
  page(offset: number, limit: number, reason: SkipReason | null, search = ''): { readonly total: number; readonly items: readonly SkippedEntry[] } {
    const places = this.#search(reason, search.toLowerCase());
    const total = places?.length ?? this.#length;
    const items: SkippedEntry[] = [];
    for (let place = offset; place < Math.min(total, offset + limit); place++) {
      const at = places ? places[place]! : place;
      items.push({ id: `${this.#mark}.${at}`, ...this.#at(at) });
    }
    return { total, items };
  }

  /** Throws an {@link AppFailure} for an id of no entry of this list. */
  pathOf(id: SkippedId): string {
    const [, mark, number] = /^([\w-]+)\.(\d+)$/.exec(id) ?? [];
    const at = Number(number);
    if (mark !== this.#mark || !(at < this.#length)) throw new AppFailure({ kind: 'not-found', what: 'That entry' });
    return this.#at(at).path;
  }

  /** Where such entries are; null for all. The last answer is kept, for pages of the same list are asked for one after the other. */
  #search(reason: SkipReason | null, search: string): Uint32Array | null {
    if (reason === null && search === '') return null;
    const known = this.#found;
    if (known?.reason === reason && known.search === search && known.length === this.#length) return known.places;
    const wanted = reason === null ? null : skipReasons.indexOf(reason);
    const places = new Uint32Array(this.#length);
    let count = 0;
    for (let at = 0; at < this.#length; at++) {
      if (wanted !== null && this.#reasons[at] !== wanted) continue;
      if (search === '' || this.#at(at).path.toLowerCase().includes(search)) places[count++] = at;
    }
    this.#found = { reason, search, length: this.#length, places: places.slice(0, count) };
    return this.#found.places;
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
