import type { Job, JobAnswer } from './messages';
import type { Thread } from './thread';

/** A job that a worker has, or that waits for one. */
export interface PendingJob {
  readonly id: number;
  readonly job: Job;
  readonly settle: (answer: JobAnswer) => void;
}

/** Where jobs wait for a worker. */
export class JobDesk {
  private readonly waiting: PendingJob[] = [];

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
        const pending: PendingJob = { id, job, settle };
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
    this.waiting.unshift(pending);
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

  /** Answers every job that still waits. */
  failAll(detail: string): void {
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
