import { allowanceFor } from './allowance';
import type { Thread } from './thread';

/** Bytes that a slow drive is granted a second more for. */
const bytesPerSecond = 1024 ** 2;
const checkMs = 1000;
/** How long a drive may take, before its allowance for the size of a file. */
const readLimitMs = 20_000;

/** What is looked at of a thread. */
export interface Watchable {
  readonly status: Pick<Thread['status'], 'order' | 'position' | 'isReading' | 'sequence'>;
  readonly job: Thread['job'];
  readonly batches: Pick<Thread['batches'], 'get'>;
}

interface Watched {
  readonly sequence: number;
  readonly stillMs: number;
}

/**
 * Finds threads that make no headway. It counts time by its own ticks, each worth no more than twice its
 * length: a computer that slept, or a main thread that was held up, makes nobody look hung.
 */
export class Watchdog<T extends Watchable> {
  private timer: NodeJS.Timeout | null = null;
  private watched = new Map<T, Watched>();
  private last = 0;

  /** `limitMs`: how long one file, or a job without a sign of life, may take, before the allowance for its size. */
  constructor(
    private readonly limitMs: number,
    private readonly threads: () => Iterable<T>,
    private readonly hung: (thread: T) => void,
  ) {}

  /** Watches while there is something to watch; costs nothing otherwise. */
  set active(active: boolean) {
    if (active === (this.timer !== null)) return;
    if (this.timer) {
      clearInterval(this.timer);
      this.timer = null;
      this.watched.clear();
    } else {
      this.last = performance.now();
      this.timer = setInterval(() => this.check(), this.every);
    }
  }

  private get every(): number {
    return Math.min(checkMs, this.limitMs / 4);
  }

  private check(): void {
    const now = performance.now();
    const passed = Math.min(now - this.last, 2 * this.every);
    this.last = now;
    const before = this.watched;
    this.watched = new Map();
    for (const thread of this.threads()) {
      const limit = this.limit(thread);
      if (limit === null) continue;
      const { sequence } = thread.status;
      const known = before.get(thread);
      const stillMs = known?.sequence === sequence ? known.stillMs + passed : 0;
      if (stillMs > limit) this.hung(thread);
      else this.watched.set(thread, { sequence, stillMs });
    }
  }

  /** How long the work in hand may go without a sign of life, in milliseconds; null for nothing. */
  private limit(thread: T): number | null {
    const { order } = thread.status;
    if (order === 0) return null;
    if (thread.job?.id === order) return this.limitMs + allowanceFor(thread.job.job);
    const limit = thread.status.isReading ? Math.min(readLimitMs, this.limitMs) : this.limitMs;
    const bytes = thread.batches.get(order)?.tasks[thread.status.position]?.bytes ?? 0;
    return limit + (1000 * bytes) / bytesPerSecond;
  }
}
