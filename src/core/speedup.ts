import { availableParallelism } from 'node:os';
import type { SpeedupProgress, SpeedupReport, SpeedupRun } from '../shared/speedup';
import { AppFailure } from '../shared/errors';
import type { HashBatch, HashTask, WorkerPool } from './ports';
import { systemFiles, type FileSystem } from './scan/file-system';

export interface SpeedupOptions {
  readonly sample: readonly HashTask[];
  /** Worker counts to measure; 1 is measured first whether named or not. */
  readonly counts: readonly number[];
  readonly createPool: (size: number) => WorkerPool;
  readonly onProgress: (progress: SpeedupProgress) => void;
  readonly signal: AbortSignal;
  /** The system's files unless given. */
  readonly files?: FileSystem;
}

/** What a worker should have behind it before it is timed: by then its code is compiled. */
const warmFiles = 12;
const warmSeconds = 0.5;
const mostWarmings = 20;
/** One worker should have about this much to do, in milliseconds: the sample is cut where the first pass over it gets there. */
const sampleMs = 3000;
/** A run goes over the sample again and again for so long, since at its end workers wait for each other. */
const runSeconds = 0.7;
/** A run is repeated, and the fastest taken, while that makes less than so many seconds. */
const enoughSeconds = 2;
const mostRepeats = 3;
/** Tasks handed to a pool at a time. */
const piece = 256;

/**
 * Hashes the same sample with more and more workers, without cache, and times what a long scan does all the
 * time: looking at each file, which is the main thread's part, and hashing it. Files are in the system's page
 * cache and threads warmed up before, so the start of the program and of its threads, and the writing of
 * results, are not in it. Throws an AppFailure: `cancelled` after an abort, `nothing-to-measure` where no file
 * of the sample can be hashed.
 */
export async function measureSpeedup(options: SpeedupOptions): Promise<SpeedupReport> {
  const counts = [...new Set([1, ...options.counts])].sort((a, b) => a - b);
  const files = await readable(options, counts[counts.length - 1]!);
  const bytes = files.reduce((sum, task) => sum + task.bytes, 0);
  const runs: SpeedupRun[] = [];
  const report = (): SpeedupReport => ({
    files: files.length,
    bytes,
    cores: availableParallelism(),
    runs: [...runs],
    serialShare: serialShare(runs),
  });
  options.onProgress({ ...report(), waiting: counts });
  for (const [i, workers] of counts.entries()) {
    const seconds = await withPool(options, workers, (pool) => time(pool, files, options));
    const speedup = (runs[0]?.seconds ?? seconds) / seconds;
    runs.push({ workers, seconds, filesPerSecond: files.length / seconds, speedup, efficiency: speedup / workers });
    options.onProgress({ ...report(), waiting: counts.slice(i + 1) });
  }
  return report();
}

/** 1, 2, 4 … and the number of cores itself. */
export function workerCounts(cores: number): number[] {
  const counts: number[] = [];
  for (let count = 1; count < cores; count *= 2) counts.push(count);
  return [...counts, Math.max(1, cores)];
}

/** Tasks spread evenly over a library, so few that they fit the bounds; the same ones every time. */
export function pickSample(tasks: readonly HashTask[], bounds = { files: 20_000, bytes: 512 * 1024 ** 2 }): HashTask[] {
  const eligible = tasks.filter((task) => task.bytes <= bounds.bytes);
  let count = Math.min(bounds.files, eligible.length);
  for (;;) {
    const sample = Array.from({ length: count }, (_, i) => eligible[Math.floor(((i + 0.5) * eligible.length) / count)]!);
    const bytes = sample.reduce((sum, task) => sum + task.bytes, 0);
    if (bytes <= bounds.bytes) return sample;
    count = Math.max(1, Math.min(count - 1, Math.floor((count * bounds.bytes) / bytes)));
  }
}

/** The same tasks in such an order that the first of them, however many, come from all over. */
function scattered(tasks: readonly HashTask[]): HashTask[] {
  let stride = Math.round(tasks.length * 0.618) | 1;
  while (greatestDivisor(stride, tasks.length) > 1) stride += 2;
  return tasks.map((_, i) => tasks[(i * stride) % tasks.length]!);
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/**
 * The share s of the work that can't be spread, fitted by least squares to Amdahl's law
 * 1/speedup = s + (1 − s)/n (AFIPS conference proceedings 30, 1967); 0–1, null with fewer than two runs.
 */
export function serialShare(runs: readonly Pick<SpeedupRun, 'workers' | 'speedup'>[]): number | null {
  let [products, squares] = [0, 0];
  for (const { workers, speedup } of runs) {
    const idle = 1 - 1 / workers;
    products += idle * (1 / speedup - 1 / workers);
    squares += idle * idle;
  }
  return squares > 0 ? Math.min(1, Math.max(0, products / squares)) : null;
}

/**
 * Hashes the sample once, which also fills the page cache, and leaves out what can't be hashed, and what would
 * make the measuring too long.
 */
async function readable(options: SpeedupOptions, workers: number): Promise<HashTask[]> {
  const good = new Set<number>();
  await withPool(options, workers, async (pool) => {
    const enough = new AbortController();
    const take = (batch: HashBatch): void => {
      for (const row of batch.rows) good.add(row);
      if (pool.snapshot().busyMs > sampleMs) enough.abort();
    };
    await pool.hash(pieces(scattered(options.sample), look(options)), take, AbortSignal.any([options.signal, enough.signal]));
  });
  const files = options.sample.filter((task) => good.has(task.row));
  if (files.length > 0) return files;
  throw new AppFailure({ kind: 'nothing-to-measure', detail: 'There is no image here to measure with.' });
}

async function withPool<T>(options: SpeedupOptions, workers: number, use: (pool: WorkerPool) => Promise<T>): Promise<T> {
  const pool = options.createPool(workers);
  try {
    const result = await use(pool);
    // An aborted run resolves, with less than all done.
    if (options.signal.aborted) throw new AppFailure({ kind: 'cancelled' });
    return result;
  } finally {
    await pool.close();
  }
}

/** Seconds that a warm pool takes for the files. */
async function time(pool: WorkerPool, files: readonly HashTask[], options: SpeedupOptions): Promise<number> {
  const { signal } = options;
  const slice = pickSample(files, { files: warmFiles * 4 * pool.size, bytes: 64 * 1024 ** 2 });
  for (let i = 0; i < mostWarmings && !signal.aborted; i++) {
    await pass(pool, slice, warmSeconds / 4, options);
    if (i >= 3 && pool.snapshot().workers.every((worker) => worker.files >= warmFiles)) break;
  }
  let [fastest, total] = [Infinity, 0];
  for (let i = 0; i < mostRepeats && total < enoughSeconds && !signal.aborted; i++) {
    const { seconds, passes } = await pass(pool, files, runSeconds, options);
    fastest = Math.min(fastest, seconds / passes);
    total += seconds;
  }
  return fastest;
}

interface Passes {
  readonly seconds: number;
  readonly passes: number;
}

/** Hashes the files again and again, without a break in between, for as long as asked, and until the last pass is done. */
async function pass(pool: WorkerPool, files: readonly HashTask[], atLeast: number, options: SpeedupOptions): Promise<Passes> {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  let passes = 0;
  async function* source(): AsyncGenerator<readonly HashTask[]> {
    do {
      passes++;
      yield* pieces(files, look(options));
    } while (seconds() < atLeast);
  }
  await pool.hash(source(), () => undefined, options.signal);
  return { seconds: seconds(), passes };
}

async function* pieces(tasks: readonly HashTask[], look: (task: HashTask) => HashTask): AsyncGenerator<readonly HashTask[]> {
  for (let at = 0; at < tasks.length; at += piece) yield await Promise.resolve(tasks.slice(at, at + piece).map(look));
}

/** Looks at a file as a scan does, so that one that changed since it was listed is measured as it is now. */
function look({ files = systemFiles }: SpeedupOptions): (task: HashTask) => HashTask {
  return (task) => {
    try {
      const { bytes, modified } = files.look(task.path);
      return { row: task.row, path: task.path, bytes, modified };
    } catch {
      // The worker will find it as it is, and say what is wrong with it.
      return task;
    }
  };
}
