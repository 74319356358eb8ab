import { LRUCache } from 'lru-cache';
import type { PreviewSize } from '../../shared/contract';
import { AppFailure, fail, ok, toAppError, type Result } from '../../shared/errors';
import { type FileFacts, type ImageFormat, imageFormats } from '../../shared/files';
import type { Preview } from '../ports';
import { rowState } from './file-table';
import type { OpenLibrary } from './open-library';

const cacheBytes = 64 * 1024 * 1024;

/** How a file of the open library looks, and what it says about itself. */
export class FileViews {
  readonly #previews = new LRUCache<string, Preview>({ maxSize: cacheBytes, sizeCalculation: (preview) => preview.bytes.byteLength });

  /** @param current throws an {@link AppFailure} when nothing is open */
  constructor(private readonly current: () => OpenLibrary) {}

  async preview(file: string, size: PreviewSize, signal?: AbortSignal): Promise<Result<Preview>> {
    try {
      const { ids, pool } = this.current();
      const { path, format } = this.#fileOf(file);
      const key = `${size} ${file}`;
      const kept = this.#previews.get(key);
      if (kept) return ok(kept);
      const made = await pool.preview(path, size, format, signal);
      // Whole files would push all else out.
      if (made.ok && size !== 'full' && this.#isOpen(ids)) this.#previews.set(key, made.value);
      return made;
    } catch (error) {
      return fail(toAppError(error));
    }
  }

  /** Throws an {@link AppFailure} where the file can't be read. */
  async facts(file: string): Promise<FileFacts> {
    const { path, format } = this.#fileOf(file);
    const read = await this.current().pool.facts(path, format);
    if (!read.ok) throw new AppFailure(read.error);
    return read.value;
  }

  /** Another library is to be shown. */
  clear(): void {
    this.#previews.clear();
  }

  #isOpen(ids: OpenLibrary['ids']): boolean {
    try {
      return this.current().ids === ids;
    } catch {
      // Nothing is, any more.
      return false;
    }
  }

  #fileOf(file: string): { readonly path: string; readonly format: ImageFormat } {
    const { ids, session } = this.current();
    const row = ids.rowOf(file);
    if (session.table.state(row) === rowState.removed) throw new AppFailure({ kind: 'not-found', what: 'That file' });
    return { path: session.table.path(row), format: imageFormats[session.table.columns.formats[row]!]! };
  }
}
