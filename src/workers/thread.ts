import { Worker } from 'node:worker_threads';
import type { HashKind } from '../core/ports';
import type { Batch, Lane } from './batching';
import type { PendingJob } from './job-desk';
import { answersAll, isFromWorker } from './message-check';
import type { HashReply, JobReply, ThreadData, ToWorker } from './messages';
import { StatusReader } from './status';
import { noteEnded, noteStuck } from './stuck';

export interface ThreadOptions {
  readonly script: URL;
  /** Largest JavaScript heap of one worker, in MiB (pixels and file contents lie outside it). */
  readonly heapMb: number;
  /** See `PoolOptions`. */
  readonly within: readonly string[] | null;
}

/** A thread's share of the memory of its pool. */
export type MemoryShare = Omit<ThreadData, 'block' | 'within'>;

export interface ThreadEvents {
  ready(): void;
  hashed(batch: Batch, reply: HashReply): void;
  answered(): void;
  /** The thread ends of its own accord, and does nothing more of what it was given and has not answered. */
  retiring(): void;
  /** Called once, when the thread has ended by itself; says how, in words that end a sentence. */
  gone(how: string): void;
}

/** One worker thread and what it was given to do. */
export class Thread implements Lane {
  readonly status = new StatusReader();
  readonly batches = new Map<number, Batch>();
  job: PendingJob | null = null;
  ready = false;
  /** Of the files in answered batches; what the status block counts beyond it is lost if the thread dies. */
  answeredFiles = 0;
  answeredBytes = 0;
  private readonly worker: Worker;
  private error: unknown = null;

  constructor(options: ThreadOptions, private readonly share: MemoryShare, private readonly events: ThreadEvents) {
    this.worker = new Worker(options.script, {
      workerData: { ...share, block: this.status.block, within: options.within } satisfies ThreadData,
      name: 'lookalike worker',
      resourceLimits: { maxOldGenerationSizeMb: options.heapMb },
    });
    this.worker.on('message', (message: unknown) => {
      if (!this.receive(message)) this.distrust();
    });
    this.worker.on('error', (error: unknown) => (this.error = error));
    this.worker.on('exit', (code) => {
      this.letGo();
      events.gone(describeEnd(this.error, code));
    });
  }

  get outstanding(): number {
    return this.batches.size;
  }

  get isolated(): boolean {
    for (const batch of this.batches.values()) if (batch.suspect) return true;
    return false;
  }

  get idle(): boolean {
    return this.batches.size === 0 && this.job === null;
  }

  give(batch: Batch, want: HashKind): void {
    const { tasks, id } = batch;
    this.batches.set(id, batch);
    const numbers = new Float64Array(3 * tasks.length);
    const paths = tasks.map((task, i) => {
      numbers[3 * i] = task.row;
      numbers[3 * i + 1] = task.bytes;
      numbers[3 * i + 2] = task.modified;
      return task.path;
    });
    this.post({ kind: 'hash', id, want, paths, numbers }, [numbers.buffer]);
  }

  /** Throws when the job's input can't be cloned. */
  start(pending: PendingJob): void {
    this.post({ kind: 'job', id: pending.id, job: pending.job });
    this.job = pending;
  }

  /** Ends the thread once it has done what it was given. */
  end(): void {
    this.post({ kind: 'end' });
  }

  /**
   * Stops a thread that hangs, without waiting for it: inside a system call that never returns, such as a
   * read from a lost network drive, it can't even be stopped.
   */
  abandon(): void {
    this.worker.removeAllListeners();
    this.worker.on('exit', () => {
      noteEnded(this);
      this.letGo();
    });
    this.worker.on('error', () => undefined);
    noteStuck(this);
    void this.worker.terminate();
    // Last, for `terminate` has the event loop wait for the thread again.
    this.worker.unref();
  }

  /** What it held of the pool's memory is free, now that it is no more. */
  private letGo(): void {
    Atomics.store(new Int32Array(this.share.held), this.share.own, 0);
  }

  private post(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.worker.postMessage(message, transfer);
  }

  /** Whether it makes sense. */
  private receive(message: unknown): boolean {
    if (!isFromWorker(message)) return false;
    switch (message.kind) {
      case 'ready':
        this.ready = true;
        this.events.ready();
        return true;
      case 'hashed':
        return this.takeReply(message);
      case 'answer':
        return this.takeAnswer(message);
      case 'retiring':
        this.events.retiring();
        return true;
    }
  }

  private takeReply(reply: HashReply): boolean {
    const batch = this.batches.get(reply.id);
    if (!batch || !answersAll(reply, batch.tasks)) return false;
    this.batches.delete(reply.id);
    for (let i = 0; i < reply.answered; i++) this.answeredBytes += batch.tasks[i]!.bytes;
    this.answeredFiles += reply.answered;
    this.events.hashed(batch, reply);
    return true;
  }

  private takeAnswer(reply: JobReply): boolean {
    const { job } = this;
    if (job?.id !== reply.id) return false;
    this.job = null;
    job.settle(reply.answer);
    this.events.answered();
    return true;
  }

  /** A worker of which one message makes no sense has lost its mind, and nothing that it says can be relied on. */
  private distrust(): void {
    this.abandon();
    this.events.gone('it answered what nobody could understand');
  }
}

function describeEnd(error: unknown, code: number): string {
  if (error === null) return `it ended with code ${code}`;
  if (!(error instanceof Error)) return 'it ended by an unknown error';
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'it took more memory than a worker may use';
  return error.message;
}
