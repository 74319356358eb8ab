import type { GroupTurns } from './group-turns';
import type { Stopwatch } from './stopwatch';

/** How often, at most, groups are looked for while files still come in. */
const everyMs = 1500;
/** …and the share of the time that this may take at most: large libraries are grouped less often. */
const share = 0.1;

/** Lets groups appear while a scan goes on. */
export class LiveGroups {
  #next = everyMs;
  #grouping: Promise<void> | null = null;

  constructor(private readonly turns: GroupTurns, private readonly clock: Stopwatch) {}

  /** Groups what is known now if it is time to. */
  whenDue(): void {
    if (this.#grouping || this.clock.ms < this.#next) return;
    const began = this.clock.ms;
    this.#grouping = this.turns
      .regroup()
      // The grouping at the end runs over everything again, and its failure is the one to report.
      .catch(() => undefined)
      .finally(() => {
        const took = this.clock.ms - began;
        this.#next = this.clock.ms + Math.max(everyMs, took / share);
        this.#grouping = null;
      });
  }

  /** Resolves when none is being made. Never rejects. */
  async settled(): Promise<void> {
    await this.#grouping;
  }
}
