import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SpeedupProgress } from '../shared/speedup';
import type { HashTask, WorkerPool } from './ports';
import { systemFiles, type FileSystem } from './scan/file-system';
import { measureSpeedup, pickSample, serialShare, workerCounts } from './speedup';

const tasks: HashTask[] = Array.from({ length: 100 }, (_, row) => ({ row, path: `/${row}.jpg`, bytes: 1000, modified: 0 }));
const files: FileSystem = { ...systemFiles, look: () => ({ isFile: true, bytes: 1000, modified: 0 }) };
const never = new AbortController().signal;

/** A pool of which each hash takes (s + (1 − s)/n) ms per file on the test's clock, and row 7 never works. */
function fakePool(size: number, serial: number, opened: number[]): WorkerPool {
  let files = 0;
  const refuse = (): never => {
    throw new Error('not asked for');
  };
  opened.push(size);
  return {
    size,
    async hash(source, sink, signal) {
      const none = new Uint32Array(0);
      const empty = new Uint8Array(0);
      for await (const batch of source) {
        files += batch.length;
        vi.advanceTimersByTime(batch.length * (serial + (1 - serial) / size));
        if (signal.aborted) return;
        const failures = batch.filter(({ row }) => row === 7).map(({ row }) => ({ row, reason: 'corrupt' as const, detail: '' }));
        const rows = Uint32Array.from(batch, ({ row }) => row).filter((row) => row !== 7);
        sink({
          rows, hashes: none, contents: none, pixels: none, numbers: none, qualities: empty, depths: empty, extras: empty, records: empty, widths: none, heights: none, formats: empty, details: new Uint16Array(0), failures,
        });
      }
    },
    survey: { list: refuse, look: refuse },
    pause: refuse, resume: refuse, pixels: refuse, compare: refuse, group: refuse, preview: refuse, facts: refuse, draw: refuse,
    snapshot: () => ({
      workers: Array.from({ length: size }, (_, i) => (
        { number: i + 1, status: 'idle', files: files / size, filesPerSecond: 0, busyShare: 0, current: null }
      )),
      busyMs: files, files, bytes: 0,
    }),
    close: () => {
      opened.splice(opened.indexOf(size), 1);
      return Promise.resolve();
    },
  };
}

describe('measureSpeedup', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('reports speedup, efficiency and the serial share, and tells after each run', async () => {
    const opened: number[] = [];
    const progress: SpeedupProgress[] = [];
    const report = await measureSpeedup({
      sample: tasks,
      counts: [4, 2],
      createPool: (size) => fakePool(size, 0.1, opened),
      onProgress: (one) => progress.push(one),
      signal: never,
      files,
    });
    expect(report).toMatchObject({ files: 99, bytes: 99_000 });
    expect(report.serialShare).toBeCloseTo(0.1);
    expect(report.runs.map((run) => run.workers)).toEqual([1, 2, 4]);
    expect(report.runs[2]!.speedup).toBeCloseTo(1 / (0.1 + 0.9 / 4));
    expect(report.runs[2]!.efficiency).toBeCloseTo(report.runs[2]!.speedup / 4);
    expect(progress.map((one) => [one.runs.length, one.waiting])).toEqual([[0, [1, 2, 4]], [1, [2, 4]], [2, [4]], [3, []]]);
    expect(opened).toEqual([]);
  });

  it('measures no more files than one worker hashes in some seconds, from all over the library', async () => {
    const many = Array.from({ length: 20_000 }, (_, row) => ({ row: row + 8, path: `/${row}.jpg`, bytes: 1000, modified: 0 }));
    const hashed = new Set<number>();
    const report = await measureSpeedup({
      sample: many,
      counts: [1],
      createPool: (size) => {
        const pool = fakePool(size, 0, []);
        return { ...pool, hash: (source, sink, signal) => pool.hash(source, (batch) => {
          for (const row of batch.rows) hashed.add(row);
          sink(batch);
        }, signal) };
      },
      onProgress: () => undefined,
      signal: never,
      files,
    });
    expect(report.files).toBeGreaterThan(2500);
    expect(report.files).toBeLessThan(3500);
    const quarters = [0, 0, 0, 0];
    for (const row of hashed) quarters[Math.floor((row - 8) / 5000)]!++;
    for (const found of quarters) expect(found / report.files).toBeCloseTo(0.25, 1);
  });

  it('ends as cancelled, with its pool closed', async () => {
    const opened: number[] = [];
    const abort = new AbortController();
    const measured = measureSpeedup({
      sample: tasks,
      counts: [2],
      createPool: (size) => fakePool(size, 0, opened),
      onProgress: () => abort.abort(),
      signal: abort.signal,
      files,
    });
    await expect(measured).rejects.toMatchObject({ error: { kind: 'cancelled' } });
    expect(opened).toEqual([]);
  });

  it('has nothing to measure where no file can be hashed', async () => {
    const options = { counts: [1], createPool: (size: number) => fakePool(size, 0, []), onProgress: () => undefined, signal: never, files };
    const measured = measureSpeedup({ ...options, sample: [tasks[7]!] });
    await expect(measured).rejects.toMatchObject({ error: { kind: 'nothing-to-measure' } });
  });
});

it('counts workers in doublings up to the cores', () => {
  expect([1, 2, 6, 8].map(workerCounts)).toEqual([[1], [1, 2], [1, 2, 4, 6], [1, 2, 4, 8]]);
});

it('keeps the serial share between 0 and 1, and knows none of one run', () => {
  expect(serialShare([{ workers: 1, speedup: 1 }])).toBeNull();
  expect(serialShare([{ workers: 1, speedup: 1 }, { workers: 2, speedup: 2.2 }])).toBe(0);
  expect(serialShare([{ workers: 1, speedup: 1 }, { workers: 2, speedup: 0.8 }])).toBe(1);
});

it('picks a sample from the whole library, within both bounds', () => {
  expect(pickSample(tasks, { files: 4, bytes: 1e9 }).map((task) => task.row)).toEqual([12, 37, 62, 87]);
  const few = pickSample(tasks, { files: 50, bytes: 10_500 });
  expect(few).toHaveLength(10);
  expect(few.at(-1)!.row).toBeGreaterThan(90);
  expect(pickSample([{ ...tasks[0]!, bytes: 2e9 }])).toEqual([]);
  expect(pickSample([])).toEqual([]);
});
