import { AppFailure } from '../../shared/errors';
import type { GroupOutput } from '../ports';
import type { Store } from '../store/store';

/** How long a person who waits for groups is left in peace before they are written down. */
const restMs = 300;

/** Groups as the store keeps them, written a moment after they were found: nobody waits for that. */
export class SavedGroups {
  /** By key; not written yet. */
  readonly #waiting = new Map<string, GroupOutput>();
  #timer: NodeJS.Timeout | null = null;

  constructor(private readonly store: Store) {}

  lookup(key: string): GroupOutput | null {
    return this.#waiting.get(key) ?? this.store.lookupGroups(key);
  }

  save(key: string, groups: GroupOutput): void {
    this.#waiting.set(key, groups);
    this.#saveSoon();
  }

  /** Writes what waits. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    while (this.#waiting.size > 0) this.#saveFirst();
  }

  /** One at a time: a large library's groups take a while. */
  #saveSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#saveFirst();
      if (this.#waiting.size > 0) this.#saveSoon();
    }, restMs);
  }

  /** What can't be kept can be found again, so that this fails nothing that a person does. */
  #saveFirst(): void {
    for (const [key, groups] of this.#waiting) {
      this.#waiting.delete(key);
      try {
        this.store.saveGroups(key, groups);
      } catch (error) {
        // A disk that is full says so wherever something is written that can't be had again.
        if (!(error instanceof AppFailure)) throw error;
      }
      return;
    }
  }
}
