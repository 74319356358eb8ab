import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordSize } from '../matching/record';
import type { HashTask } from '../ports';
import { quickFolder } from '../testing/quick-folder';
import { openStore, type Store } from './store';
import { sampleBatch, sampleTasks } from './testing/sample-batch';

const day = 86_400_000;
let folder: string;
let now: number;

beforeEach(() => {
  folder = quickFolder('pruning');
  now = Date.parse('2026-01-01');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** One scan, in a process of its own as far as the store can tell; answers how many files were known. */
function scan(tasks: readonly HashTask[]): number {
  const store = openStore(folder, { now: () => now });
  const known = store.lookup(tasks);
  const unknown = tasks.filter((_, i) => known[i] === null);
  store.save(sampleBatch(unknown), (row) => tasks.find((task) => task.row === row)!);
  pruneAll(store);
  store.close();
  return tasks.length - unknown.length;
}

function pruneAll(store: Store): void {
  while (store.prune());
}

test('the store does not grow for ever, whatever becomes of the files', () => {
  const sizes: number[] = [];
  for (let round = 0; round < 44; round++) {
    now += 8 * day;
    // A third stays as it is, a third is written anew each time, and a third is there only once, partly in folders that are there only once.
    const tasks = sampleTasks(300).map((task, i) => {
      if (i % 3 === 0) return task;
      return i % 3 === 1 ? { ...task, modified: task.modified + round } : { ...task, path: `/${i % 2 ? 'photos' : round}/${round} ${i}.jpg` };
    });
    expect(scan(tasks)).toBe(round === 0 ? 0 : 100);
    sizes.push(statSync(join(folder, 'looks.bin')).size / recordSize);
  }
  const cache = statSync(join(folder, 'cache.db')).size;
  // 300 files of now, what was there only once in the last 90 days, and slots that wait to be used again.
  expect(Math.max(...sizes)).toBeLessThan(300 + 12 * 100 + 1000 + 400);
  expect(sizes.at(-1)).toBe(sizes[22]);
  expect(cache).toBeLessThan(2 * 2 ** 20);
});

test('files that are met now and then stay known; others are forgotten after ninety days, or two weeks where their folder was met since', () => {
  const [away, here, gone] = [0, 1, 2].map((n) => sampleTasks(60).slice(n * 20, (n + 1) * 20)) as [HashTask[], HashTask[], HashTask[]];
  scan([...away, ...here, ...gone]);
  for (let weeks = 1; weeks <= 4; weeks++) {
    now += 7 * day;
    scan([...here, ...gone.slice(0, 10)]);
  }
  expect(scan(gone.slice(10))).toBe(0);
  expect(scan(away)).toBe(20);
  now += 80 * day;
  expect(scan(away)).toBe(20);
  now += 100 * day;
  scan(here);
  now += 8 * day;
  expect(scan(away)).toBe(0);
});

test('a slot that a row let go of is not used again while somebody may read it', () => {
  const tasks = sampleTasks(1500);
  const first = openStore(folder, { now: () => now });
  first.save(sampleBatch(tasks), (row) => tasks[row]!);
  const other = openStore(folder, { now: () => now });
  const changed = tasks.map((task) => ({ ...task, modified: 1 }));
  const slots = other.save(sampleBatch(changed), (row) => changed[row]!)!;
  expect(Math.min(...slots)).toBe(1501);
  const third = openStore(folder, { now: () => now });
  expect(Math.min(...third.save(sampleBatch(tasks), (row) => tasks[row]!)!)).toBe(3001);
  for (const store of [first, other, third]) store.close();
  const alone = openStore(folder, { now: () => now });
  expect([...alone.save(sampleBatch(changed), (row) => changed[row]!)!]).toEqual(tasks.map((_, i) => i + 1));
  alone.close();
});
