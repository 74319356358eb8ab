import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PageInput } from '../../shared/contract';
import type { Page } from '../../shared/groups';
import type { AppError, Result } from '../../shared/errors';

/** A page that says which state of the list it is from. */
export interface RevisedPage<T> extends Page<T> {
  readonly revision: number;
}

export interface PagedState<T> {
  readonly revision: number;
  readonly total: number;
  /** By page number, {@link pageRows} rows each; all of one revision. */
  readonly pages: ReadonlyMap<number, readonly T[]>;
  readonly error: AppError | null;
}

export interface PagedList<T> {
  readonly store: StoreApi<PagedState<T>>;
  /** Says which rows are in view; what is missing of them is fetched. Both ends included. */
  readonly want: (first: number, last: number) => void;
  /** The list has changed: fetches the rows in view anew and shows them all at once when they are here. */
  readonly renew: () => void;
  /**
   * It is another list: fetches as many rows as are in view from its top on, or around the row that `start` names in the end, and shows them all
   * at once when they are here. Rows that were asked for at the top are not waited for where `start` leads elsewhere.
   */
  readonly restart: (start: Promise<number | null>) => void;
  /**
   * The list is the same, but what its rows say may have changed: fetches those in view and the needed one anew, in place, and others
   * when they come into view again.
   */
  readonly refresh: () => void;
  readonly clear: () => void;
}

interface PagedOptions<T> {
  /** A row that is wanted wherever the view is; null for none. */
  readonly needed?: () => number | null;
  /** Whether a row that was fetched again says what it said before, so that the earlier one is kept and need not be drawn again. */
  readonly isSame?: (before: T, now: T) => boolean;
}

/** Several views' worth, so that a page is no long message and a leap through the list fetches little that nobody sees. Fewer make scrolling stutter. */
export const pageRows = 25;
/** Pages held at once: a list of any length costs this much memory. */
const pagesHeld = 40;
/** Pages under way at once; what comes into view meanwhile waits, and is not asked for if it has left the view by then. */
const atOnce = 4;

/**
 * A long list of which only what is in view is held. Rows of two revisions are never mixed: an answer from
 * another revision than the one shown makes the list renew itself, and until that is complete the old rows stay.
 */
export function createPagedList<T>(
  fetchPage: (page: PageInput) => Promise<Result<RevisedPage<T>>>, { needed = () => null, isSame = () => false }: PagedOptions<T> = {},
): PagedList<T> {
  const empty: PagedState<T> = { revision: -1, total: 0, pages: new Map(), error: null };
  const store = createStore<PagedState<T>>(() => empty);
  const loading = new Set<number>();
  /** Pages that say what was so before the last refresh. */
  const stale = new Set<number>();
  let wanted = { first: 0, last: 0 };
  let heading: 1 | -1 = 1;
  let generation = 0;
  let renewing = false;

  const fetchNumber = (page: number) => fetchPage({ offset: page * pageRows, limit: pageRows });

  function wantedPages(): readonly number[] {
    const inView = pagesOf(wanted.first, wanted.last);
    const row = needed();
    return row === null ? inView : [...new Set([...inView, Math.floor(row / pageRows)])];
  }

  async function load(page: number): Promise<void> {
    const begun = generation;
    loading.add(page);
    const answer = await fetchNumber(page);
    if (begun !== generation) return;
    loading.delete(page);
    // Asked for again when the view moves, not at once and for ever.
    if (!answer.ok) { store.setState({ error: answer.error }); return; }
    const shown = store.getState();
    if (answer.value.revision !== shown.revision || answer.value.total !== shown.total) { renew(); return; }
    stale.delete(page);
    const before = shown.pages.get(page) ?? [];
    const items = answer.value.items.map((row, i) => (before[i] !== undefined && isSame(before[i], row) ? before[i] : row));
    store.setState({ error: null, pages: bounded(new Map(shown.pages).set(page, items)) });
    fetchMissing();
  }

  /** What is in view comes first; then, so that scrolling meets no gap, the page that comes next. */
  function fetchMissing(): void {
    const { pages, total } = store.getState();
    const isThere = (page: number): boolean => page >= 0 && page * pageRows < total;
    const missing = wantedPages().filter((page) => isThere(page) && (!pages.has(page) || stale.has(page)) && !loading.has(page));
    const next = Math.floor((heading > 0 ? wanted.last : wanted.first) / pageRows) + heading;
    if (missing.length === 0 && loading.size === 0 && isThere(next) && !pages.has(next)) missing.push(next);
    for (const page of missing.slice(0, atOnce - loading.size)) void load(page);
  }

  function bounded(pages: Map<number, readonly T[]>): Map<number, readonly T[]> {
    const middle = (wanted.first + wanted.last) / 2 / pageRows;
    const farthestFirst = [...pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const page of farthestFirst.slice(0, Math.max(0, pages.size - pagesHeld))) pages.delete(page);
    return pages;
  }

  function want(first: number, last: number): void {
    if (first !== wanted.first) heading = first > wanted.first ? 1 : -1;
    wanted = { first, last };
    // A renewal asks again for what is in view when it ends.
    if (!renewing) fetchMissing();
  }

  function refresh(): void {
    if (renewing) { renew(); return; }
    generation++;
    loading.clear();
    for (const page of store.getState().pages.keys()) stale.add(page);
    fetchMissing();
  }

  function renew(): void {
    generation++;
    loading.clear();
    stale.clear();
    renewing = true;
    void fetchAnew(generation);
  }

  function restart(start: Promise<number | null>): void {
    generation++;
    loading.clear();
    stale.clear();
    renewing = true;
    void startAnew(generation, start);
  }

  async function startAnew(begun: number, start: Promise<number | null>): Promise<void> {
    const rows = wanted.last - wanted.first;
    const top = pagesOf(0, rows);
    const atTop = Promise.all(top.map(fetchNumber));
    const row = (await start) ?? 0;
    if (begun !== generation) return;
    const isNear = row <= rows;
    wanted = isNear ? { first: 0, last: rows } : { first: row - rows, last: row + rows };
    heading = 1;
    const numbers = isNear ? top : pagesOf(wanted.first, wanted.last);
    show(begun, numbers, isNear ? await atTop : await Promise.all(numbers.map(fetchNumber)));
  }

  async function fetchAnew(begun: number): Promise<void> {
    const numbers = wantedPages();
    show(begun, numbers, await Promise.all(numbers.map(fetchNumber)));
  }

  /** All of them at once, if they are of one revision. */
  function show(begun: number, numbers: readonly number[], answers: readonly Result<RevisedPage<T>>[]): void {
    if (begun !== generation) return;
    const pages = new Map<number, readonly T[]>();
    let revision: number | null = null;
    let total = 0;
    for (const [i, answer] of answers.entries()) {
      if (!answer.ok) {
        renewing = false;
        store.setState({ error: answer.error }); return;
      }
      revision ??= answer.value.revision;
      if (answer.value.revision !== revision) { renew(); return; }
      total = answer.value.total;
      if (answer.value.items.length > 0) pages.set(numbers[i]!, answer.value.items);
    }
    renewing = false;
    store.setState({ revision: revision ?? -1, total, pages, error: null });
    fetchMissing();
  }

  function clear(): void {
    generation++;
    loading.clear();
    stale.clear();
    renewing = false;
    wanted = { first: 0, last: 0 };
    store.setState(empty, true);
  }

  return { store, want, renew, restart, refresh, clear };
}

/** The numbers of the pages that these rows are on, both ends included. */
function pagesOf(firstRow: number, lastRow: number): readonly number[] {
  const first = Math.floor(firstRow / pageRows);
  const last = Math.max(first, Math.floor(lastRow / pageRows));
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** The row at a position, if it is here. */
export function rowAt<T>(pages: ReadonlyMap<number, readonly T[]>, index: number): T | undefined {
  return pages.get(Math.floor(index / pageRows))?.[index % pageRows];
}

/** Finds a row that is here; its position and itself. */
export function findRow<T>(
  pages: ReadonlyMap<number, readonly T[]>,
  matches: (row: T) => boolean,
): { readonly index: number; readonly row: T } | null {
  for (const [page, rows] of pages) {
    const at = rows.findIndex(matches);
    if (at >= 0) return { index: page * pageRows + at, row: rows[at]! };
  }
  return null;
}
