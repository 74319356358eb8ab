import type { HashTask } from '../core/ports';
import { CostModel } from './cost';

/** Files that go to a worker together. */
export interface Batch {
  readonly id: number;
  readonly tasks: readonly HashTask[];
  /** A file under suspicion, alone with its worker. */
  readonly suspect: boolean;
}

/** A worker as the policy sees it. */
export interface Lane {
  /** Batches given and not answered. */
  readonly outstanding: number;
  /** Whether it has a suspect in hand. */
  readonly isolated: boolean;
}

/** One in work and one waiting, so that a worker never waits for the main thread. */
const maxOutstanding = 2;
/** Microseconds of work: a batch this long makes messages cheap and still ends soon. */
const fullBatch = 25_000;
/** No batch is made shorter than this while files are left. */
const shortBatch = 1_000;
/** Before the costs are known a batch is this part of a full one: still long enough for the main thread to be busy listing meanwhile. */
const unsure = 2;
const maxFiles = 512;

interface Waiting {
  readonly task: HashTask;
  readonly cost: number;
}

/**
 * The files that wait for a worker, and how they are cut into batches. Pure policy: no threads, no clock.
 *
 * Larger files go first, within the window of files that wait, and a batch is never more than a small share of
 * that window, so that batches grow small as the work runs out (guided self-scheduling: Polychronopoulos
 * and Kuck, IEEE Transactions on Computers C-36(12), 1987) and the workers end together.
 */
export class BatchQueue {
  private readonly costs = new CostModel();
  /** Bucket b holds files of about 2^b microseconds, in the order they came: neighbours on disk stay together. */
  private readonly buckets: Fifo<Waiting>[] = Array.from({ length: 40 }, () => new Fifo<Waiting>());
  private readonly suspects = new Fifo<HashTask>();
  private files = 0;
  private cost = 0;
  private observed = 0;

  constructor(
    private readonly workers: number,
    private readonly nextId: () => number,
  ) {}

  /** Files that wait, suspects included. */
  get size(): number {
    return this.files + this.suspects.size;
  }

  /** Whether more files should be fetched: less than eight full batches per worker wait, and no flood of small ones. */
  get hungry(): boolean {
    return this.cost < 8 * fullBatch * this.workers && this.size < lookAhead(this.workers);
  }

  add(tasks: readonly HashTask[]): void {
    for (const task of tasks) {
      const cost = this.costs.estimate(task);
      this.buckets[Math.min(this.buckets.length - 1, Math.floor(Math.log2(cost)))]!.push({ task, cost });
      this.files++;
      this.cost += cost;
    }
  }

  /** Files one of which ended its worker: each is tried again alone. */
  suspect(tasks: readonly HashTask[]): void {
    for (const task of tasks) this.suspects.push(task);
  }

  /** Takes out files that wait, and answers them. */
  remove(isMeant: (task: HashTask) => boolean): HashTask[] {
    const out = this.suspects.remove(isMeant);
    for (const bucket of this.buckets) {
      for (const { task, cost } of bucket.remove((waiting) => isMeant(waiting.task))) {
        out.push(task);
        this.files--;
        this.cost = this.files === 0 ? 0 : this.cost - cost;
      }
    }
    return out;
  }

  observe(task: HashTask, micros: number): void {
    this.costs.observe(task, micros);
    this.observed++;
  }

  /** The next batch for a lane; null when there is none for it now. */
  take(lane: Lane): Batch | null {
    if (lane.isolated || lane.outstanding >= maxOutstanding) return null;
    if (lane.outstanding === 0) {
      const task = this.suspects.shift();
      if (task) return { id: this.nextId(), tasks: [task], suspect: true };
    }
    if (this.files === 0) return null;
    const share = Math.max(shortBatch, this.cost / (maxOutstanding * this.workers));
    const budget = Math.min(share, this.observed < 16 * this.workers ? fullBatch / unsure : fullBatch);
    const tasks: HashTask[] = [];
    let spent = 0;
    let waited = 0;
    for (let b = this.buckets.length - 1; b >= 0; b--) {
      const bucket = this.buckets[b]!;
      for (let next = bucket.first; next; next = bucket.first) {
        // What was expected when it came may have been far off.
        const cost = this.costs.estimate(next.task);
        if (tasks.length > 0 && (spent + cost > budget || tasks.length === maxFiles)) {
          return this.cut(tasks, waited);
        }
        bucket.shift();
        tasks.push(next.task);
        spent += cost;
        waited += next.cost;
      }
    }
    return this.cut(tasks, waited);
  }

  private cut(tasks: readonly HashTask[], waited: number): Batch {
    this.files -= tasks.length;
    this.cost = this.files === 0 ? 0 : this.cost - waited;
    return { id: this.nextId(), tasks, suspect: false };
  }
}

/** How many files may wait; what a source hands over in one piece comes on top. */
export function lookAhead(workers: number): number {
  return Math.max(2048, 1024 * workers);
}

/** Gives batches to the lanes that want some, to those with the least at hand first. */
export function fill<L extends Lane>(queue: BatchQueue, lanes: readonly L[], give: (lane: L, batch: Batch) => void): void {
  for (let depth = 0; depth < maxOutstanding; depth++) {
    for (const lane of lanes) {
      if (lane.outstanding !== depth) continue;
      const batch = queue.take(lane);
      if (batch) give(lane, batch);
    }
  }
}

class Fifo<T> {
  private items: T[] = [];
  private head = 0;

  get size(): number {
    return this.items.length - this.head;
  }

  get first(): T | undefined {
    return this.items[this.head];
  }

  push(item: T): void {
    this.items.push(item);
  }

  remove(isMeant: (item: T) => boolean): T[] {
    const [out, kept]: [T[], T[]] = [[], []];
    for (const item of this.items.slice(this.head)) (isMeant(item) ? out : kept).push(item);
    this.items = kept;
    this.head = 0;
    return out;
  }

  shift(): T | undefined {
    const item = this.items[this.head];
    if (item === undefined) return undefined;
    this.head++;
    if (this.head >= 1024 && this.head * 2 >= this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    return item;
  }
}
