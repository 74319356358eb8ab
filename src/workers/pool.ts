import { totalmem } from 'node:os';
import type { FileFacts, ImageFormat } from '../shared/files';
import { AppFailure, fail, type AppError, type Result } from '../shared/errors';
import type { PreviewSize } from '../shared/contract';
import type { Digests, GroupChoice, GroupInput, GroupingManner, GroupOutput, HashBatch, HashKind, PoolSnapshot, Preview, SampleTask, WorkerPool } from '../core/ports';
import type { HashColumn } from '../core/grouping/hamming-space';
import type { Surveyor } from '../core/scan/survey';
import type { ComparedPictures } from '../core/grouping/group-steps';
import type { HashGroups } from '../core/grouping/star-cover';
import { Stopwatch } from '../core/library/stopwatch';
import { fill } from './batching';
import { spreadDigests } from './digest-spread';
import type { Grouping } from './grouping';
import { HashRun, type HashSource } from './hash-run';
import { JobDesk } from './job-desk';
import { failureOf, isOpenEnded, tookTooLong, type Job, type JobAnswer } from './messages';
import { Slot } from './slot';
import { surveyInThread } from './survey-thread';
import { awaitStuck } from './stuck';
import { Thread } from './thread';
import { Watchdog } from './watchdog';

export interface PoolOptions {
  /** The built `hash.worker.ts`. */
  readonly script: URL;
  /** Worker threads, at least 1. Unless `warm` is called the first starts when files are announced, the others when there is work for them. */
  readonly size: number;
  /** How long one file may take, in milliseconds, before a second more for each MiB of it. Default a minute. */
  readonly fileLimitMs?: number;
  /** Largest JavaScript heap of one worker in MiB. Default 1024; grouping millions of files is what needs it. */
  readonly heapMb?: number;
  /** What the workers may hold of large pictures at once, in MiB: a quarter of the machine's memory unless given, and a quarter of a gigabyte at least. */
  readonly picturesMb?: number;
  /** Absolute paths, without links, of the folders outside of which nothing is read, whatever links lead there. Null, the default: everywhere. */
  readonly within?: readonly string[] | null;
}

const defaults = { fileLimitMs: 60_000, heapMb: 1024, picturesMb: Math.max(256, totalmem() / 4 / 1024 ** 2), within: null };
/** So many threads in a row that ended before they were ready, and starting another is pointless. */
const mostFailedStarts = 3;
/** How long a call of the system may take that looks at a folder or file. */
const folderLimitMs = 20_000;
const wordsPerSlot = 16;

const closed: AppError = { kind: 'cancelled' };

/** What a run that has a pool to itself asks of it besides. */
export interface OwnPool extends WorkerPool {
  /** Groups bare hashes with all workers at once; see `groupHashes` in core. */
  groupHashes(column: HashColumn, radius: number): Promise<HashGroups>;
  /** Starts all threads at once, for work that is sure to come: they take as long as what has to be done before there is any. */
  warm(): void;
}

/**
 * One `hash` runs at a time (a second is `busy`); jobs run beside it, and before it. `close` during a
 * `hash` makes that reject as `cancelled`, since not every file was answered. An aborted `pixels` resolves
 * with null for what it had not read. When workers can't be started, all calls fail with the reason.
 */
export function createPool(options: PoolOptions): OwnPool {
  return new Pool({ ...defaults, ...options });
}

class Pool implements OwnPool {
  private readonly slots: readonly Slot[];
  private readonly jobs: JobDesk;
  private readonly watchdog: Watchdog<Thread>;
  private clock = new Stopwatch();
  private run: HashRun | null = null;
  private grouping: Promise<Grouping> | null = null;
  private paused = false;
  private broken: AppError | null = null;
  private failedStarts = 0;
  private closing: { done: Promise<void>; readonly finish: () => void } | null = null;
  private lastId = 0;
  /** The pool of one that looks at folders. */
  private crawler: Pool | null = null;
  readonly survey: Surveyor = surveyInThread((job) => {
    this.refuseIfOver();
    this.crawler ??= new Pool({ ...this.options, size: 1, fileLimitMs: Math.min(folderLimitMs, this.options.fileLimitMs) });
    return this.crawler.submit(job);
  });
  private started = 0;
  /** See `decode/memory-budget.ts`. A thread that hangs keeps its word until it ends, while another works in its place. */
  private readonly held: SharedArrayBuffer;

  constructor(private readonly options: Required<PoolOptions>) {
    this.slots = Array.from({ length: options.size }, (_, i) => new Slot(i + 1));
    this.held = new SharedArrayBuffer(4 * wordsPerSlot * options.size);
    this.jobs = new JobDesk(this.nextId, () => this.threads(), () => this.pump());
    this.watchdog = new Watchdog(options.fileLimitMs, () => this.threads(), (thread) => this.stopHung(thread));
  }

  get size(): number {
    return this.slots.length;
  }

  async hash(source: HashSource, sink: (batch: HashBatch) => void, signal: AbortSignal, want: HashKind = 'difference'): Promise<void> {
    this.refuseIfOver();
    if (this.run) throw new AppFailure({ kind: 'busy', detail: 'The workers are busy with another scan.' });
    if (signal.aborted) return;
    const run = new HashRun(source, want, sink, this.size, this.nextId, () => this.pump());
    this.run = run;
    this.clock = new Stopwatch();
    if (!this.paused) this.clock.start();
    for (const slot of this.slots) slot.mark();
    const abort = (): void => run.stop(null);
    signal.addEventListener('abort', abort);
    run.start();
    this.pump();
    try {
      await run.over;
    } finally {
      signal.removeEventListener('abort', abort);
      this.run = null;
      this.clock.stop();
      this.pump();
    }
  }

  pause(): void {
    this.paused = true;
    this.clock.stop();
    this.pump();
  }

  resume(): void {
    this.paused = false;
    if (this.run) this.clock.start();
    this.pump();
  }

  pixels(paths: readonly string[], signal: AbortSignal): Promise<Digests> {
    return spreadDigests(paths, this.size, (job, until) => this.submit(job, until), signal);
  }

  async compare(input: GroupInput): Promise<ComparedPictures> {
    return (await this.loadGrouping()).compare(input);
  }

  async group(compared: ComparedPictures, choice: GroupChoice, gone: Uint8Array | null, manner: GroupingManner = {}): Promise<GroupOutput> {
    return (await this.loadGrouping()).group(compared, choice, gone, manner);
  }

  async groupHashes(column: HashColumn, radius: number): Promise<HashGroups> {
    return (await this.loadGrouping()).hashes(column, radius);
  }

  warm(): void {
    for (const slot of this.slots) if (!slot.thread && !slot.retired) this.startThread(slot);
  }

  async preview(path: string, size: PreviewSize, format: ImageFormat, signal?: AbortSignal): Promise<Result<Preview>> {
    const answer = await this.submit({ name: 'preview', input: { path, size, format } }, signal);
    if (signal?.aborted) return fail({ kind: 'cancelled' });
    return answer.name === 'preview' ? answer.output : fail({ kind: 'cannot-preview', detail: failureOf(answer) });
  }

  async facts(path: string, format: ImageFormat): Promise<Result<FileFacts>> {
    const answer = await this.submit({ name: 'facts', input: { path, format } });
    return answer.name === 'facts' ? answer.output : fail({ kind: 'cannot-read', detail: failureOf(answer) });
  }

  async draw(task: SampleTask): Promise<Result<null>> {
    const answer = await this.submit({ name: 'draw', input: task });
    return answer.name === 'draw' ? answer.output : fail({ kind: 'internal', detail: failureOf(answer) });
  }

  snapshot(): PoolSnapshot {
    const totals = this.slots.map((slot) => slot.totals);
    const sum = (key: 'files' | 'bytes' | 'busyMs'): number => totals.reduce((all, one) => all + one[key], 0);
    const over = this.closing !== null || this.broken !== null;
    return {
      workers: this.slots.map((slot) => slot.state(this.paused, over, this.clock.ms)),
      busyMs: sum('busyMs'),
      files: sum('files'),
      bytes: sum('bytes'),
    };
  }

  close(): Promise<void> {
    if (this.closing) return this.closing.done;
    let finish = (): void => undefined;
    this.closing = { done: new Promise<void>((resolve) => (finish = resolve)), finish: () => finish() };
    this.run?.stop({ error: new AppFailure(closed) });
    this.jobs.failAll('Lookalike is closing');
    for (const slot of this.slots) {
      if (!slot.thread) continue;
      slot.thread.status.cancel(slot.thread.job?.id ?? 0);
      // Grouping has no end in sight, and as plain computing can be stopped anywhere.
      if (slot.thread.job && isOpenEnded(slot.thread.job.job)) this.abandon(slot, slot.thread, 'Lookalike is closing');
      else slot.thread.end();
    }
    this.pump();
    this.closing.done = Promise.all([this.closing.done, this.crawler?.close()]).then(awaitStuck);
    return this.closing.done;
  }

  private readonly nextId = (): number => ++this.lastId;

  private loadGrouping(): Promise<Grouping> {
    return (this.grouping ??= import('./grouping').then(({ Grouping }) => new Grouping(this.size, (job) => this.submit(job), () => this.closing !== null)));
  }

  private *threads(): Iterable<Thread> {
    for (const { thread } of this.slots) if (thread) yield thread;
  }

  private refuseIfOver(): void {
    const error = this.broken ?? (this.closing ? closed : null);
    if (error) throw new AppFailure(error);
  }

  /** Throws an AppFailure when the pool is closed or broken. */
  private async submit(job: Job, signal?: AbortSignal): Promise<JobAnswer> {
    this.refuseIfOver();
    return this.jobs.submit(job, signal);
  }

  /** Brings the threads in line with what there is to do. Called after everything that changes that. */
  private pump(): void {
    const { run } = this;
    const halt = this.paused || (run?.stopping ?? false);
    for (const thread of this.threads()) thread.status.setStop(halt);
    if (!this.closing && !this.broken) {
      this.jobs.assign();
      if (run && !halt) {
        const lanes = [...this.threads()].filter((thread) => thread.ready && !thread.job);
        fill(run.queue, lanes, (thread, batch) => thread.give(batch, run.want));
        run.feed();
      }
      this.startThreads(this.jobs.size + (run && !halt ? run.pieces : 0));
    }
    let outstanding = 0;
    let atWork = false;
    for (const thread of this.threads()) {
      outstanding += thread.batches.size;
      atWork ||= !thread.idle;
    }
    this.watchdog.active = atWork;
    run?.settleIfDone(outstanding);
    if (this.closing && this.slots.every((slot) => !slot.thread)) this.closing.finish();
  }

  /** Has a thread at hand or on the way for each piece of work that waits, as far as there are slots. */
  private startThreads(pieces: number): void {
    let coming = 0;
    for (const thread of this.threads()) if (!thread.ready || thread.idle) coming++;
    for (const slot of this.slots) {
      if (coming >= pieces || this.broken) return;
      if (slot.thread || slot.retired) continue;
      if (this.startThread(slot)) coming++;
    }
  }

  private startThread(slot: Slot): boolean {
    try {
      const share = { held: this.held, own: this.started++ % (wordsPerSlot * this.size), mostBytes: this.options.picturesMb * 1024 ** 2 };
      const thread = new Thread(this.options, share, {
        ready: () => {
          this.failedStarts = 0;
          this.pump();
        },
        hashed: (batch, reply) => {
          this.run?.answered(batch, reply);
          this.pump();
        },
        answered: () => this.pump(),
        retiring: () => this.retire(slot, thread),
        gone: (how) => this.bury(slot, thread, how),
      });
      slot.thread = thread;
      return true;
    } catch (thrown) {
      this.failedStarts = mostFailedStarts;
      this.countFailedStart(slot, thrown instanceof Error ? thrown.message : String(thrown));
      return false;
    }
  }

  /** A thread has ended by itself: what it had is done by others. */
  private bury(slot: Slot, thread: Thread, how: string): void {
    slot.drop();
    this.lose(thread, thread.status.order, `a worker could not survive it: ${how}`);
    this.run?.lost([...thread.batches.values()], thread.status.order, how);
    if (!thread.ready && !this.closing) this.countFailedStart(slot, how);
    this.pump();
  }

  /** A thread ends to give back memory: what it was given after its last answer is done by others. */
  private retire(slot: Slot, thread: Thread): void {
    slot.drop();
    thread.abandon();
    if (thread.job) this.jobs.giveBack(thread.job);
    this.run?.untouched([...thread.batches.values()]);
    this.pump();
  }

  private stopHung(thread: Thread): void {
    const slot = this.slots.find((one) => one.thread === thread);
    if (slot) this.abandon(slot, thread, tookTooLong);
    this.pump();
  }

  private abandon(slot: Slot, thread: Thread, why: string): void {
    const { order, position, isReading } = thread.status;
    thread.abandon();
    slot.drop();
    this.lose(thread, order, why);
    this.run?.hung([...thread.batches.values()], order, position, isReading);
  }

  /** What becomes of a job that an ended thread had; `order` is what it was at. */
  private lose({ job }: Thread, order: number, why: string): void {
    if (job) this.jobs.lost(job, order === job.id, why);
  }

  /** Where no more threads can be had the pool works with those it has; with none it is broken. */
  private countFailedStart(slot: Slot, how: string): void {
    this.failedStarts++;
    if (this.failedStarts < mostFailedStarts) return;
    slot.retired = true;
    if (this.slots.some((one) => one.thread)) return;
    this.broken = { kind: 'internal', detail: `no worker could be started: ${how}` };
    this.jobs.failAll(this.broken.detail);
    this.run?.stop({ error: new AppFailure(this.broken) });
  }
}
