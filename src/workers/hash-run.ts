import type { HashBatch, HashFailure, HashKind, HashTask } from '../core/ports';
import { systemMounts, type Mounts } from '../core/scan/mounts';
import { BatchQueue, type Batch } from './batching';
import { emptyBatch, type HashReply } from './messages';
import { Silence } from './silence';

const noAnswer = 'The drive or network share that it is on did not answer.';

export type HashSource = AsyncIterable<readonly HashTask[]>;

/** One `hash` call: what it still has to answer, from the source to the sink. Knows no threads. */
export class HashRun {
  readonly queue: BatchQueue;
  /** Settles when the run is over. */
  readonly over: Promise<void>;
  private settle!: { done: () => void; failed: (error: unknown) => void };
  private failure: { readonly error: unknown } | null = null;
  private ended = false;
  private stopped = false;
  private readonly silence: Silence;
  private appetite: (() => void) | null = null;

  constructor(
    private readonly source: HashSource,
    readonly want: HashKind,
    private readonly sink: (batch: HashBatch) => void,
    workers: number,
    nextId: () => number,
    /** Called when files arrived, or the last of them is known. */
    private readonly changed: () => void,
    mounts: () => Mounts = systemMounts,
  ) {
    this.silence = new Silence(mounts);
    this.queue = new BatchQueue(workers, nextId);
    this.over = new Promise((done, failed) => (this.settle = { done, failed }));
  }

  /** Whether no more batches may go out. */
  get stopping(): boolean {
    return this.stopped;
  }

  /**
   * Pieces of work for which threads should be there. Before the first files come one thread starts: if they are all
   * known, it will be the one that compares them.
   */
  get pieces(): number {
    return Math.max(this.queue.size, this.ended ? 0 : 1);
  }

  start(): void {
    this.pull().catch((error: unknown) => {
      // Once the run is given up, a source may well throw to say that it was.
      if (!this.stopped) this.stop({ error });
    });
  }

  /** Gives up all that no worker has begun; with a failure, `over` will reject with it. */
  stop(failure: { readonly error: unknown } | null): void {
    this.failure ??= failure;
    this.stopped = true;
    this.feed();
    this.changed();
  }

  /** To be called after batches were taken: fetches more if they are few now. */
  feed(): void {
    if (!this.stopped && !this.queue.hungry) return;
    this.appetite?.();
    this.appetite = null;
  }

  /** To be called with the number of batches that workers hold, when it may have become 0. */
  settleIfDone(outstanding: number): void {
    if (outstanding > 0 || !(this.stopped || (this.ended && this.queue.size === 0))) return;
    if (this.failure) this.settle.failed(this.failure.error);
    else this.settle.done();
  }

  /** A worker's answer; what it did not begin goes to the others. */
  answered(batch: Batch, reply: HashReply): void {
    const { tasks } = batch;
    this.silence.broken(tasks, reply.answered);
    for (let i = 0; i < reply.answered; i++) this.queue.observe(tasks[i]!, reply.micros[i]!);
    this.giveBack(batch, tasks.slice(reply.answered));
    if (reply.batch.rows.length > 0 || reply.batch.failures.length > 0) this.deliver(reply.batch);
  }

  /**
   * A worker died with these batches. The files of the one in hand, or of all if it had nothing in hand, are
   * tried again one by one: a file that was alone already is the culprit.
   */
  lost(batches: readonly Batch[], inHand: number, how: string): void {
    for (const batch of batches) {
      if (inHand !== 0 && batch.id !== inHand) this.giveBack(batch, batch.tasks);
      else if (!batch.suspect) this.queue.suspect(batch.tasks);
      else this.fail(batch.tasks[0]!, 'crashed', `A worker could not survive it: ${how}.`);
    }
  }

  /** A worker has ended without having begun these batches. */
  untouched(batches: readonly Batch[]): void {
    for (const batch of batches) this.giveBack(batch, batch.tasks);
  }

  /**
   * A worker was stopped for being at one file of these batches for too long: that is tried once more, alone. A file that could not even
   * be read in that time would only cost another worker.
   */
  hung(batches: readonly Batch[], inHand: number, position: number, isReading: boolean): void {
    for (const batch of batches) {
      const culprit = batch.id === inHand ? batch.tasks[position] : undefined;
      this.giveBack(batch, batch.tasks.filter((task) => task !== culprit));
      if (!culprit) continue;
      if (isReading) this.unanswered(culprit);
      else if (batch.suspect) this.fail(culprit, 'timed-out', 'Decoding it took too long and was given up.');
      else this.queue.suspect([culprit]);
    }
  }

  private unanswered(task: HashTask): void {
    const gaveUp = this.silence.met(task);
    for (const one of [task, ...(gaveUp ? this.queue.remove((other) => this.silence.isIn(other)) : [])]) this.fail(one, 'no-answer', noAnswer);
  }

  /** Those that are still worth trying; the others are answered. */
  private worthTrying(tasks: readonly HashTask[]): readonly HashTask[] {
    if (this.silence.isUnknown) return tasks;
    return tasks.filter((task) => {
      const lost = this.silence.isIn(task);
      if (lost) this.fail(task, 'no-answer', noAnswer);
      return !lost;
    });
  }

  private giveBack(batch: Batch, given: readonly HashTask[]): void {
    const tasks = this.worthTrying(given);
    if (batch.suspect) this.queue.suspect(tasks);
    else this.queue.add(tasks);
  }

  private fail(task: HashTask, reason: HashFailure['reason'], detail: string): void {
    this.deliver(emptyBatch([{ row: task.row, reason, detail }]));
  }

  private deliver(batch: HashBatch): void {
    if (this.failure) return;
    try {
      this.sink(batch);
    } catch (error) {
      this.stop({ error });
    }
  }

  private async pull(): Promise<void> {
    const iterator = this.source[Symbol.asyncIterator]();
    while (!this.stopped) {
      if (!this.queue.hungry) {
        await new Promise<void>((wake) => (this.appetite = wake));
        continue;
      }
      const next = await iterator.next();
      if (next.done === true) {
        this.ended = true;
        this.changed();
        return;
      }
      this.queue.add(this.worthTrying(next.value));
      this.changed();
    }
    await iterator.return?.();
  }
}
