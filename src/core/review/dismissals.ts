import { basename } from 'node:path';
import type { Dismissal, DismissalId, DismissedFile } from '../../shared/dismissal';
import { dismissedFilesShown } from '../../shared/dismissal';
import type { FileId } from '../../shared/files';
import type { Page } from '../../shared/groups';
import { AppFailure } from '../../shared/errors';
import { contentKey } from '../library/content-key';
import type { FileIds } from '../library/file-ids';
import type { FileTable } from '../library/file-table';
import type { DismissalStore, StoredDismissal } from '../store/dismissed';
import { DismissedSets } from './dismissed-sets';

/** What a dismissal is about: the library on screen. */
export interface DismissalScene {
  readonly table: FileTable;
  readonly ids: FileIds;
}

/** What the person said not to be copies: in the store, and in memory by content. */
export class Dismissals {
  readonly sets = new DismissedSets();

  constructor(private readonly store: DismissalStore) {
    for (const [id, contents] of store.contents()) this.sets.add(id, contents);
  }

  /**
   * Remembers that no two of these files are copies of each other: two with equal bytes are kept both on purpose.
   * @throws AppFailure for files that are not the library's.
   */
  add({ table, ids }: DismissalScene, files: readonly FileId[]): DismissalId {
    const rows = [...new Set(files.map((file) => ids.rowOf(file)))];
    if (rows.length < 2) throw new AppFailure({ kind: 'invalid-input', detail: 'one file alone is no copy of anything' });
    const dismissed = rows.map((row) => {
      const content = table.isPresent(row) ? contentKey(table, row) : null;
      if (content === null) throw new AppFailure({ kind: 'not-found', what: `“${table.name(row)}”` });
      return { content, path: table.path(row) };
    });
    const id = this.store.add(Date.now(), dismissed);
    this.sets.add(id, dismissed.map(({ content }) => content));
    return id;
  }

  /** Does nothing where it is gone already. */
  remove(id: DismissalId): void {
    this.store.remove(id);
    this.sets.delete(id);
  }

  /** Newest first. `scene`: where to look for the files; null while no library is open. */
  page(scene: DismissalScene | null, offset: number, limit: number): Page<Dismissal> {
    const stored = this.store.page(offset, limit, dismissedFilesShown);
    const rows = scene ? rowsOf(scene.table, stored) : new Map<string, readonly number[]>();
    return { total: this.store.count(), offset, items: stored.map((dismissal) => ({ ...dismissal, files: filesOf(scene, rows, dismissal) })) };
  }

  /** Everything, newest first, as it was remembered. */
  *all(): Generator<StoredDismissal> {
    const atOnce = 100;
    for (let offset = 0; ; offset += atOnce) {
      const page = this.store.page(offset, atOnce, Number.MAX_SAFE_INTEGER);
      yield* page;
      if (page.length < atOnce) return;
    }
  }
}

/** The present rows of the library with the contents of these, by content. */
function rowsOf(table: FileTable, dismissals: readonly StoredDismissal[]): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, number[]>();
  for (const { files } of dismissals) for (const { content } of files) rows.set(content, []);
  if (rows.size === 0) return rows;
  for (const row of table.fingerprinted()) {
    const content = contentKey(table, row);
    if (content !== null) rows.get(content)?.push(row);
  }
  return rows;
}

/** Each file where it was, or at another place with its content that none of the others has. */
function filesOf(scene: DismissalScene | null, rowsByContent: ReadonlyMap<string, readonly number[]>, { files }: StoredDismissal): readonly DismissedFile[] {
  const used = new Set<number>();
  const rows = files.map(({ content, path }) => {
    const row = rowsByContent.get(content)?.find((candidate) => scene?.table.path(candidate) === path);
    if (row !== undefined) used.add(row);
    return row;
  });
  return files.map(({ content, path }, i): DismissedFile => {
    const row = rows[i] ?? rowsByContent.get(content)?.find((candidate) => !used.has(candidate));
    if (!scene || row === undefined) return { name: basename(path), path, id: null };
    used.add(row);
    return { name: scene.table.name(row), path: scene.table.path(row), id: scene.ids.idOf(row) };
  });
}
