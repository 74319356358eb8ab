// `npm run bench:pool`: what the pool itself can do, with threads that wait instead of decoding: so many images a
// second, 64 workers kept busy, and the main thread's share. Waiting takes no core, so this runs on any machine; but 64
// threads and the main thread share its cores, and what else runs there shows.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScanSession } from '../src/core/library/session';
import type { HashTask, WorkerPool } from '../src/core/ports';
import { openStore } from '../src/core/store/store';
import { defaultSettings } from '../src/shared/settings';
import { createPool } from '../src/workers/pool';
import { costOf, lookOf, stubSurvey, stubPath, stubRoot } from './stub-library';

const script = new URL('./stub.worker.js', import.meta.url);
const never = new AbortController().signal;

await throughput(2, '0', 2_000_000);
await throughput(64, '0', 2_000_000);
await throughput(64, '500', 1_000_000);
await throughput(64, '100-100000', 60_000);
await mainThread(2, '400', 50_000);

/** Hashes that many files with threads that are there already. */
async function throughput(workers: number, cost: string, files: number): Promise<void> {
  process.env['STUB_COST'] = cost;
  const pool = createPool({ script, size: workers });
  while (pool.snapshot().workers.some((worker) => worker.files === 0)) await hash(pool, 500 * workers);
  const [began, main] = [performance.now(), await mainThreadMs()];
  const residents = await hash(pool, files);
  const seconds = (performance.now() - began) / 1000;
  const mainMicros = (1000 * ((await mainThreadMs()) - main)) / files;
  await pool.close();
  let due = 0;
  const costs = costOf(cost);
  for (let file = 0; file < files; file++) due += costs(lookOf(stubPath(file)).content);
  console.log(
    `${workers} workers, ${cost} µs per image: ${grouped(files / seconds)} images/s`
    + (due > 0 ? `, workers busy ${percent(due / 1e6 / (workers * seconds))}` : '')
    + `, main thread ${mainMicros.toFixed(1)} µs per image, resident ${residents.join(' → ')} MiB`,
  );
}

/** Answers the resident memory, in MiB, after a quarter of the files, the half and so on. */
async function hash(pool: WorkerPool, files: number): Promise<readonly string[]> {
  const residents: string[] = [];
  let answered = 0;
  await pool.hash(tasks(files), (batch) => {
    answered += batch.rows.length;
    if (answered >= ((residents.length + 1) * files) / 4) residents.push((process.memoryUsage.rss() / 2 ** 20).toFixed(0));
  }, never);
  if (answered !== files) throw new Error(`${answered} of ${files} files were answered.`);
  return residents;
}

async function* tasks(files: number): AsyncGenerator<readonly HashTask[]> {
  const piece = 512;
  for (let from = 0; from < files; from += piece) {
    const count = Math.min(piece, files - from);
    yield await Promise.resolve(Array.from({ length: count }, (_, i) => {
      const path = stubPath(from + i);
      const { bytes, modified } = lookOf(path);
      return { row: from + i, path, bytes, modified };
    }));
  }
}

/** A whole scan, listing and store included, at the pace that the cost gives. */
async function mainThread(workers: number, cost: string, files: number): Promise<void> {
  process.env['STUB_COST'] = cost;
  const folder = await mkdtemp(join(tmpdir(), 'lookalike-pool-'));
  const pool = createPool({ script, size: workers });
  const store = openStore(folder);
  try {
    const session = new ScanSession({ folders: [stubRoot], survey: stubSurvey(files), store, pool, choice: { ...defaultSettings, radius: 8 }, compare: true });
    const [began, main] = [performance.now(), await mainThreadMs()];
    await session.run();
    const ms = performance.now() - began;
    const share = ((await mainThreadMs()) - main) / ms;
    console.log(`a scan with the store, ${grouped((1000 * files) / ms)} images/s: main thread busy ${percent(share)}`);
  } finally {
    await pool.close();
    store.close();
    await rm(folder, { recursive: true });
  }
}

/** Processor time of the main thread in milliseconds: by the kernel where it tells, else the time its event loop was busy. */
async function mainThreadMs(): Promise<number> {
  if (process.platform !== 'linux') return performance.eventLoopUtilization().active;
  return Number((await readFile(`/proc/self/task/${process.pid}/schedstat`, 'utf8')).split(' ')[0]) / 1e6;
}

function grouped(number: number): string {
  return Math.round(number).toLocaleString('en');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
