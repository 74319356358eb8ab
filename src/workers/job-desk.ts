import type { Job, JobAnswer } from './messages';
import type { Thread } from './thread';

/** A job that a worker has, or that waits for one. */
export interface PendingJob {
  readonly id: number;
  readonly job: Job;
  readonly settle: (answer: JobAnswer) => void;
  readonly signal: AbortSignal | undefined;
  /** Workers that ended before they began it. */
  losses: number;
}

/** So many workers that end before they begin a job, and it is taken for the reason: it may be more than a worker can receive. */
const mostLosses = 3;

/** Where jobs wait for a worker. */
export class JobDesk {
  private readonly waiting: PendingJob[] = [];
  /** Why nothing is done any more. */
  private over: string | null = null;

  /** `changed` is called when there is a job to be assigned. */
  constructor(
    private readonly nextId: () => number,
    private readonly threads: () => Iterable<Thread>,
    private readonly changed: () => void,
  ) {}

  get size(): number {
    return this.waiting.length;
  }

  async submit(job: Job, signal?: AbortSignal): Promise<JobAnswer> {
    const id = this.nextId();
    let cancel = (): void => undefined;
    try {
      return await new Promise<JobAnswer>((settle) => {
        const pending: PendingJob = { id, job, settle, signal, losses: 0 };
        cancel = (): void => this.cancel(pending);
        signal?.addEventListener('abort', cancel);
        this.waiting.push(pending);
        this.changed();
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** Has a job that nobody began wait again, before all others. */
  giveBack(pending: PendingJob): void {
    const why = this.over ?? (pending.signal?.aborted ? 'cancelled' : null);
    if (why === null) this.waiting.unshift(pending);
    else pending.settle({ name: 'failed', detail: why });
  }

  /** A worker ended, for the reason in `how`. If it had not begun the job, another does it. */
  lost(pending: PendingJob, begun: boolean, how: string): void {
    if (begun || ++pending.losses >= mostLosses) pending.settle({ name: 'failed', detail: how });
    else this.giveBack(pending);
  }

  /** Gives each waiting job to the free worker with the least to do, while there are any. */
  assign(): void {
    for (let at = this.next(); at >= 0; at = this.next()) {
      let freest: Thread | null = null;
      for (const thread of this.threads()) {
        if (thread.ready && !thread.job && (!freest || thread.outstanding < freest.outstanding)) freest = thread;
      }
      if (!freest) return;
      const [next] = this.waiting.splice(at, 1) as [PendingJob];
      try {
        freest.start(next);
      } catch (thrown) {
        next.settle({ name: 'failed', detail: thrown instanceof Error ? thrown.message : String(thrown) });
      }
    }
  }

  /** What a person looks at comes first, and of that what was asked for last: the rest has been scrolled away. −1: nothing waits. */
  private next(): number {
    const looked = this.waiting.findLastIndex(({ job }) => job.name === 'preview');
    return looked >= 0 ? looked : this.waiting.length > 0 ? 0 : -1;
  }

  /** Answers every job that still waits, and any that would wait from now on. */
  failAll(detail: string): void {
    this.over = detail;
    for (const pending of this.waiting.splice(0)) pending.settle({ name: 'failed', detail });
  }

  private cancel(pending: PendingJob): void {
    const at = this.waiting.indexOf(pending);
    if (at >= 0) {
      this.waiting.splice(at, 1);
      pending.settle({ name: 'failed', detail: 'cancelled' });
    }
    for (const thread of this.threads()) if (thread.job === pending) thread.status.cancel(pending.id);
  }
}
