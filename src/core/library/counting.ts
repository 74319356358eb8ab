import type { ScanSession } from './session';

/** In larger libraries each radius is grouped by when it is chosen. */
const mostCounted = 1_000_000;

/** Finds out in the background how many groups each radius would give. */
export class Counting {
  /** Whose groups are being counted. */
  #session: ScanSession | null = null;
  /** How many want to be undisturbed. */
  #quiet = 0;

  /**
   * @param isOpen whether a library is still the one on screen
   * @param tell another count is known
   */
  constructor(private readonly isOpen: (session: ScanSession) => boolean, private readonly tell: () => void) {}

  /** Begins, unless that is under way, would take too long, or somebody wants to be undisturbed. */
  begin(session: ScanSession): void {
    if (this.#session === session || this.#quiet > 0 || session.summary.images > mostCounted) return;
    this.#session = session;
    const counted = (): boolean => {
      if (this.isOpen(session)) this.tell();
      return this.isOpen(session) && this.#quiet === 0;
    };
    session
      .countGroups(counted)
      // Closing ends the workers, and whatever else went wrong will be told to whoever asks for such groups.
      .catch(() => undefined)
      .finally(() => {
        if (this.#session === session) this.#session = null;
      });
  }

  /** Runs something that wants the processor for itself. */
  async undisturbed<T>(work: () => Promise<T>): Promise<T> {
    this.#quiet++;
    try {
      return await work();
    } finally {
      this.#quiet--;
    }
  }
}
