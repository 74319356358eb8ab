import { toAppError, type AppError } from '../../shared/errors';
import { contentKey } from '../library/content-key';
import { equalFiles } from '../library/equality';
import { decisions, type Decision, type Decisions, type StoredDecision } from '../store/decisions';
import type { Unwritten } from './late-decisions';
import { wish, type Marks } from './marks';
import { Recollection } from './recollection';
import type { Reviewed } from './review';

/** How long changes gather before they are written. */
const gatherMs = 300;
/** When to try again what could not be written. */
const retryMs = 5000;
/** At most so many decisions are written at a time, so that nothing waits for a change of a hundred thousand. */
const mostAtOnce = 2000;

/** What the store has of a row: nothing, a decision (its code and 1), or one of which no more is known than that it is out of date. */
const nothing = 0;
const outdated = 255;

/** Writes decisions down behind the person's back, and recalls those of an earlier time as the files come in. */
export class Memory {
  /** By row. */
  #stored = new Uint8Array(0);
  /** Rows whose decisions may have changed, each once. */
  #noted: number[] = [];
  #isNoted = new Uint8Array(0);
  /** Paths of files that are there no more, to be forgotten. */
  #gone: string[] = [];
  #timer: NodeJS.Timeout | null = null;
  #recollection: Recollection | null = null;
  #closed = false;
  /** Why the last writing failed; null where it did not. */
  failure: AppError | null = null;

  constructor(
    private readonly library: Reviewed,
    private readonly marks: Marks,
    private readonly options: { readonly decisions: Decisions | null; readonly folders: readonly string[] },
    /** Called when {@link failure} changes behind everybody's back. */
    private readonly onFailure: () => void,
  ) {
    const { decisions: store, folders } = options;
    if (store) this.#recollection = new Recollection(library.table, store.of(folders));
  }

  /** The decisions of these rows may have changed. */
  note(rows: Iterable<number>): void {
    if (!this.options.decisions) return;
    this.#grow();
    for (const row of rows) {
      if (this.#isNoted[row] === 1) continue;
      this.#isNoted[row] = 1;
      this.#noted.push(row);
    }
    this.#writeSoon();
  }

  /** Recalls what was decided of files that were listed since, and are as they were. Says whether there was anything. */
  recall(): boolean {
    const recalled = this.#recollection?.byPath() ?? [];
    this.#grow();
    for (const { row, stored } of recalled) {
      this.#wish(row, stored);
      this.#stored[row] = decisions.indexOf(stored.decision) + 1;
    }
    return recalled.length > 0;
  }

  /** All files are listed. Follows those that moved, and forgets those that changed; where `whole`, those that are gone as well. */
  settle(whole: boolean): boolean {
    const recollection = this.#recollection;
    if (!recollection) return false;
    const recalled = this.recall();
    this.#grow();
    const followed = recollection.byContent((row) => this.#stored[row] === nothing && this.marks.wishOf(row) === wish.none);
    for (const { row, stored, replacedBy } of followed) {
      this.#wish(row, stored);
      this.note([row]);
      if (replacedBy !== null) this.#outdate(replacedBy);
      else if (stored.path !== this.library.table.path(row)) this.#gone.push(stored.path);
      // The store has it with the time that the file had: should it be taken back before it is written anew, that has to go.
      else this.#stored[row] = outdated;
    }
    for (const { path, row } of recollection.takeRest()) {
      if (row !== null) this.#outdate(row);
      else if (whole) this.#gone.push(path);
    }
    // What was written before all equal files were known may lack some.
    this.note(this.marks.wished());
    this.#recollection = null;
    if (this.#gone.length > 0) this.#writeSoon();
    return recalled || followed.length > 0;
  }

  /** Writes all that is left; answers what could not be written. */
  close(): Unwritten | null {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    return this.#write(Infinity);
  }

  #wish(row: number, { decision }: StoredDecision): void {
    if (decision !== 'left') this.marks.setWish(row, decision === 'marked' ? wish.gone : wish.kept);
  }

  #outdate(row: number): void {
    this.#stored[row] = outdated;
    this.note([row]);
  }

  #writeSoon(after = gatherMs): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      const failed = this.failure;
      this.#write(mostAtOnce);
      if (this.failure !== failed) this.onFailure();
      if (this.#noted.length > 0 || this.#gone.length > 0) this.#writeSoon(this.failure ? retryMs : 0);
    }, after).unref();
  }

  /** Writes at least `most` decisions, if there are so many, but no group in part. Answers those that could not be written. */
  #write(most: number): Unwritten | null {
    const { decisions: store, folders } = this.options;
    if (!store || (this.#noted.length === 0 && this.#gone.length === 0)) return null;
    const forget = this.#gone.slice();
    const put: StoredDecision[] = [];
    const written: { readonly row: number; readonly code: number }[] = [];
    const seen = new Set<number>();
    let taken = 0;
    for (; taken < this.#noted.length && written.length < most; taken++) {
      const row = this.#noted[taken]!;
      const group = this.library.groups.groupOf(row);
      if (group !== undefined && seen.has(group)) continue;
      if (group !== undefined) seen.add(group);
      for (const [member, decision] of this.#decided(row, group)) {
        const code = decision === null ? nothing : decisions.indexOf(decision) + 1;
        if (this.#stored[member] === code) continue;
        written.push({ row: member, code });
        if (decision === null) forget.push(this.library.table.path(member));
        else put.push(this.#describe(member, decision));
      }
    }
    try {
      if (forget.length > 0 || put.length > 0) store.change(folders, forget, put);
    } catch (error) {
      this.failure = toAppError(error);
      return { forget, put, why: this.failure };
    }
    this.failure = null;
    this.#gone = [];
    for (const { row, code } of written) this.#stored[row] = code;
    for (const row of this.#noted.slice(0, taken)) this.#isNoted[row] = 0;
    this.#noted = this.#noted.slice(taken);
    return null;
  }

  /** What is decided of a row and of the others of its group. */
  #decided(row: number, group: number | undefined): readonly (readonly [row: number, decision: Decision | null])[] {
    const rows = group === undefined ? [row] : [...new Set([row, ...this.library.groups.rows(group)])];
    const identities = equalFiles(this.library.table, rows);
    const contents = new Set(identities.filter((_, i) => this.marks.wishOf(rows[i]!) !== wish.none));
    contents.delete(0);
    return rows.map((member, i) => {
      const wanted = this.marks.wishOf(member);
      if (wanted === wish.gone) return [member, 'marked'];
      if (wanted === wish.kept) return [member, 'kept'];
      return [member, contents.has(identities[i]!) ? 'left' : null];
    });
  }

  #describe(row: number, decision: Decision): StoredDecision {
    const { table } = this.library;
    return { path: table.path(row), bytes: table.columns.bytes[row]!, modified: table.columns.modified[row]!, content: contentKey(table, row), decision };
  }

  #grow(): void {
    const { count } = this.library.table;
    if (this.#stored.length >= count) return;
    const [stored, noted] = [this.#stored, this.#isNoted];
    const capacity = Math.max(2 * stored.length, count);
    this.#stored = new Uint8Array(capacity);
    this.#isNoted = new Uint8Array(capacity);
    this.#stored.set(stored);
    this.#isNoted.set(noted);
  }
}

