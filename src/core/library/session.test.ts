import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../shared/settings';
import { scanBatchSize } from '../scan/scan';
import { openStore, type Store } from '../store/store';
import { FakeWorkers } from '../testing/fake-pool';
import { ProgressMeter } from './progress';
import { RowQueue } from './row-queue';
import { ScanSession } from './session';

const choice = { ...defaultSettings, radius: 5 };
let home: string;
let photos: string;
let store: Store;
let workers: FakeWorkers;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'lookalike-session-')));
  photos = join(home, 'photos');
  mkdirSync(photos);
  store = openStore(join(home, 'store'));
  workers = new FakeWorkers();
});

afterEach(() => {
  store.close();
  rmSync(home, { recursive: true });
});

function make(name: string, content: string): void {
  writeFileSync(join(photos, name), content);
  workers.found.set(join(photos, name), { low: 0, high: 0 });
}

function session(options: { store?: Store | null; folder?: string } = {}): ScanSession {
  const { folder = photos, store: kept = store } = options;
  return new ScanSession({ folders: [folder], store: kept, pool: workers.createPool(2), choice, compare: true });
}

/** The store, with some of its methods failing as long as `when` says so. */
function failing(method: 'lookup' | 'save', when: () => boolean = () => true): Store {
  return new Proxy(store, {
    get(target, name) {
      if (name === method && when()) throw new Error(`no ${method}`);
      const found: unknown = Reflect.get(target, name);
      return found;
    },
  });
}

test.each(['lookup', 'save'] as const)('a store that fails to %s fails the scan', async (method) => {
  make('a', 'same');
  make('b', 'same');
  const scan = session({ store: failing(method) });
  await expect(scan.run()).rejects.toThrow(`no ${method}`);
  const seconds = scan.clock.ms;
  expect(scan.clock.ms).toBe(seconds);
});

test('what was answered before a scan failed is known to the next', async () => {
  for (let i = 0; i < scanBatchSize + 1; i++) make(`${i}`, '');
  let asked = 0;
  const failed = session({ store: failing('lookup', () => ++asked > 1) });
  await expect(failed.run()).rejects.toThrow('no lookup');
  const next = session();
  await next.run();
  expect(failed.stats.hashed).toBeGreaterThan(0);
  expect(next.stats.cached).toBe(failed.stats.hashed);
});

/** Whether more files appear, given some turns of the event loop. */
async function listsOn(scan: ScanSession): Promise<boolean> {
  const before = scan.stats.files;
  for (let i = 0; i < 100; i++) await new Promise(setImmediate);
  return scan.stats.files !== before;
}

test('a scan that failed, or was cancelled in a pause, lists no further', async () => {
  for (let i = 0; i < scanBatchSize + 1; i++) make(`${i}`, '');
  workers.broken = { what: 'hash', error: new Error('no threads') };
  const failed = session();
  await expect(failed.run()).rejects.toThrow('no threads');
  workers.broken = null;
  expect(await listsOn(failed)).toBe(false);

  let pause = (): boolean => false;
  const cancelled = session({ store: failing('lookup', () => pause()) });
  pause = () => {
    cancelled.pause();
    return false;
  };
  const run = cancelled.run();
  while (cancelled.stats.files === 0) await new Promise(setImmediate);
  expect(await listsOn(cancelled)).toBe(false);
  const { files } = cancelled.stats;
  cancelled.cancel();
  await run;
  await listsOn(cancelled);
  expect(cancelled).toMatchObject({ phase: 'cancelled', listed: false, stats: { files } });
});

test('a folder that is not there is skipped with its reason; an empty one has nothing', async () => {
  const missing = session({ folder: join(home, 'nowhere') });
  await missing.run();
  expect(missing.stats).toMatchObject({ files: 1, skipped: 1, hashed: 0 });
  const empty = session();
  await empty.run();
  expect([empty.phase, empty.stats.files, empty.groups.count]).toEqual(['done', 0, 0]);
});

test('turns of grouping keep their order, and each has a revision of its own', async () => {
  make('a', 'one');
  make('b', 'other');
  workers.found.set(join(photos, 'b'), { low: 0b1111111, high: 0 });
  const scan = session();
  await scan.run();
  const before = scan.groups.summary.revision;
  await Promise.all([scan.regroupSoon({ ...choice, radius: 8 }), scan.regroupSoon({ ...choice, radius: 2 })]);
  expect(scan.groups.summary).toMatchObject({ revision: before + 2, groups: 0 });
});

test('groups of a scan that goes on leave workers to the files that still come', async () => {
  make('a', 'same');
  make('b', 'same');
  workers.permits = 1;
  const scan = session();
  const run = scan.run();
  await scan.regroupSoon();
  workers.release();
  await run;
  expect(workers.patient).toEqual([true, false]);
});

test('progress: no time left is told before the listing ends, nor before there is a rate', async () => {
  make('a', '1234');
  make('b', '5678');
  workers.permits = 1;
  const scan = session();
  const meter = new ProgressMeter(scan, []);
  // Before a moment has passed there is nothing to divide by.
  expect(meter.state('scanning', null)).toMatchObject({ eta: null, filesPerSecond: 0, parallelism: 0, listed: false });
  const run = scan.run();
  expect(meter.state('scanning', null).eta).toBeNull();
  while (!(scan.listed && scan.stats.hashed === 1)) await new Promise(setImmediate);
  const state = meter.state('scanning', null);
  expect(scan.waitingBytes).toBe(4);
  expect(state.bytesPerSecond).toBeGreaterThan(0);
  expect(state.eta).toBeCloseTo(4 / state.bytesPerSecond);
  workers.release();
  await run;
  expect(scan.waitingBytes).toBe(0);
  const done = meter.state('done', null);
  expect(done).toMatchObject({ eta: null, parallelismNow: 0, listed: true });
  expect(done.filesPerSecond).toBeCloseTo(2 / done.stats.seconds);
});

test('progress: no time left is told after a tiny file alone, unless a while has passed', async () => {
  make('a', '1');
  make('b', 'x'.repeat(1000));
  workers.permits = 1;
  const scan = session();
  const meter = new ProgressMeter(scan, []);
  const passed = vi.spyOn(scan.clock, 'ms', 'get').mockReturnValue(500);
  const run = scan.run();
  while (!(scan.listed && scan.stats.hashed === 1)) await new Promise(setImmediate);
  expect(meter.state('scanning', null)).toMatchObject({ eta: null, bytesPerSecond: 2 });
  passed.mockReturnValue(2500);
  expect(meter.state('scanning', null).eta).toBeCloseTo(1000 * 2.5);
  workers.release();
  await run;
});

test('rows wait in order for one reader, who gets the error after them', async () => {
  const queue = new RowQueue();
  queue.add(Uint32Array.of(1, 2));
  const read: (readonly number[])[] = [];
  const reading = (async () => {
    for await (const rows of queue.read()) read.push([...rows]);
  })();
  await new Promise(setImmediate);
  queue.add(new Uint32Array(0));
  queue.add(Uint32Array.of(3));
  queue.add(Uint32Array.of(4));
  queue.fail(new Error('the disk went'));
  await expect(reading).rejects.toThrow('the disk went');
  expect(read).toEqual([[1, 2], [3], [4]]);
});

test('an unchanged library is not compared again, but for another radius or a changed file', async () => {
  make('a', 'same');
  make('b', 'same');
  const first = session();
  await first.run();
  // Writes down what it found.
  first.dispose();
  const again = session();
  await again.run();
  expect(workers.grouped).toBe(1);
  expect(again.groups.rows(0)).toEqual(first.groups.rows(0));
  await again.regroupSoon({ ...choice, radius: 4 });
  await again.regroupSoon(choice);
  await again.regroupSoon({ ...choice, radius: 4 });
  expect(workers.grouped).toBe(2);
  make('c', 'other');
  await session().run();
  expect(workers.grouped).toBe(3);
});
