import { toAppError, type AppError } from '../../shared/errors';
import type { Decisions, StoredDecision } from '../store/decisions';
import { libraryKey } from '../store/library-key';

/** What a library that was closed could not have written down. */
export interface Unwritten {
  readonly forget: readonly string[];
  readonly put: readonly StoredDecision[];
  readonly why: AppError;
}

/** When to try again what could not be written. */
const retryMs = 5000;

interface Late {
  readonly folders: readonly string[];
  /** By path; null where nothing is decided any more. */
  readonly byPath: Map<string, StoredDecision | null>;
}

/**
 * Decisions, as if those were written that could not be when their library was closed: they are kept in memory and tried again until
 * they are.
 */
export class LateDecisions implements Decisions {
  readonly #late = new Map<string, Late>();
  #timer: NodeJS.Timeout | null = null;
  /** Why some are not written; null where all are. */
  failure: AppError | null = null;

  /** `onFailure` is called when {@link failure} changes behind everybody's back. */
  constructor(private readonly store: Decisions, private readonly onFailure: () => void) {}

  of(folders: readonly string[]): readonly StoredDecision[] {
    const stored = this.store.of(folders);
    const late = this.#late.get(libraryKey(folders));
    if (!late) return stored;
    return [...stored.filter(({ path }) => !late.byPath.has(path)), ...[...late.byPath.values()].filter((decision) => decision !== null)];
  }

  /** @throws AppFailure `storage`; what was late before is then late still. */
  change(folders: readonly string[], forget: readonly string[], put: readonly StoredDecision[]): void {
    const key = libraryKey(folders);
    const late = this.#late.get(key);
    if (!late) {
      this.store.change(folders, forget, put);
      return;
    }
    this.#write({ folders, byPath: changed(late.byPath, forget, put) });
    this.#written(key);
  }

  keep(folders: readonly string[], { forget, put, why }: Unwritten): void {
    const key = libraryKey(folders);
    this.#late.set(key, { folders, byPath: changed(this.#late.get(key)?.byPath ?? new Map<string, null>(), forget, put) });
    this.failure = why;
    this.#tryLater();
  }

  /** Tries once more, for the last time. */
  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#try();
  }

  #tryLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      const before = this.failure;
      this.#try();
      if (this.failure !== before) this.onFailure();
      if (this.failure) this.#tryLater();
    }, retryMs).unref();
  }

  #try(): void {
    for (const [key, late] of this.#late) {
      try {
        this.#write(late);
      } catch (error) {
        this.failure = toAppError(error);
        return;
      }
      this.#written(key);
    }
  }

  #write({ folders, byPath }: Late): void {
    const forget = [...byPath].flatMap(([path, decision]) => (decision === null ? [path] : []));
    this.store.change(folders, forget, [...byPath.values()].filter((decision) => decision !== null));
  }

  #written(key: string): void {
    this.#late.delete(key);
    if (this.#late.size === 0) this.failure = null;
  }
}

function changed(before: Late['byPath'], forget: readonly string[], put: readonly StoredDecision[]): Late['byPath'] {
  return new Map([...before, ...forget.map((path) => [path, null] as const), ...put.map((decision) => [decision.path, decision] as const)]);
}
