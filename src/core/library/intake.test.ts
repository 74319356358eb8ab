import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStore, type Store } from '../store/store';
import { sampleBatch, sampleTasks } from '../store/testing/sample-batch';
import { rowState } from './file-table';
import { Intake } from './intake';

let home: string;
let store: Store;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  home = mkdtempSync(join(tmpdir(), 'lookalike-intake-'));
  store = openStore(home);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  store.close();
  rmSync(home, { recursive: true });
});

const tasks = sampleTasks(1200);
const slices = (size: number): (typeof tasks)[] => Array.from({ length: tasks.length / size }, (_, i) => tasks.slice(size * i, size * (i + 1)));

function intakeOfAll(): Intake {
  const intake = new Intake(store);
  expect(intake.add(tasks.map((task) => ({ ...task, companions: 0 })))).toEqual(tasks);
  return intake;
}

function saves(): { rows: number; failures: number }[] {
  const calls: { rows: number; failures: number }[] = [];
  const save = store.save.bind(store);
  vi.spyOn(store, 'save').mockImplementation((batch, taskOf) => {
    calls.push({ rows: batch.rows.length, failures: batch.failures.length });
    return save(batch, taskOf);
  });
  return calls;
}

test('answers that come quickly are kept a thousand at a time, and are what they were one batch at a time', () => {
  const calls = saves();
  const intake = intakeOfAll();
  for (const some of slices(30)) intake.take(sampleBatch(some));
  expect(calls).toEqual([{ rows: 1020, failures: 0 }]);
  expect(intake.hashed).toBe(1020);
  intake.finish();
  intake.finish();
  expect(calls).toEqual([{ rows: 1020, failures: 0 }, { rows: 180, failures: 0 }]);
  expect(intake).toMatchObject({ hashed: 1200, waitingBytes: 0 });

  const others = openStore(join(home, 'others'));
  for (const some of slices(30)) others.save(sampleBatch(some), (row) => tasks[row]!);
  const known = others.lookup(tasks);
  expect(known).not.toContain(null);
  expect(store.lookup(tasks)).toEqual(known);
  others.close();
  const again = new Intake(store);
  expect(again.add(tasks.map((task) => ({ ...task, companions: 0 })))).toEqual([]);
  for (const name of ['hashes', 'contents', 'pixels', 'numbers', 'slots', 'widths', 'heights', 'formats', 'details', 'qualities', 'depths', 'extras'] as const) {
    expect(intake.table.columns[name]).toEqual(again.table.columns[name]);
  }
});

test('answers that come slowly wait for a moment, and count from when they are kept', () => {
  const calls = saves();
  const intake = intakeOfAll();
  intake.take(sampleBatch([], [{ row: 0, reason: 'truncated', detail: 'It ends too early.' }]));
  intake.take(sampleBatch(tasks.slice(1, 3)));
  vi.advanceTimersByTime(90);
  intake.take(sampleBatch(tasks.slice(3, 4)));
  expect([calls, intake.hashed, intake.skipped.length, intake.table.state(1)]).toEqual([[], 0, 0, rowState.waiting]);
  vi.advanceTimersByTime(10);
  expect([calls, intake.hashed, intake.skipped.length, intake.table.state(1)]).toEqual([[{ rows: 3, failures: 1 }], 3, 1, rowState.hashed]);
  expect(store.lookup(tasks.slice(0, 4))).toMatchObject([{ kind: 'skip', reason: 'truncated' }, { hashHigh: 1 }, { hashHigh: 2 }, { hashHigh: 3 }]);
  expect(vi.getTimerCount()).toBe(0);
});

test('where they can be kept nowhere, whoever brings the next answers is told, or whoever asks at the end', () => {
  const intake = intakeOfAll();
  vi.spyOn(store, 'save').mockImplementation(() => {
    throw new Error('no save');
  });
  intake.take(sampleBatch(tasks.slice(0, 1)));
  vi.advanceTimersByTime(100);
  expect(() => intake.take(sampleBatch(tasks.slice(1, 2)))).toThrow('no save');
  expect(() => intake.finish()).toThrow('no save');
  expect([intake.hashed, vi.getTimerCount()]).toEqual([0, 0]);
});

test('answers without looks are taken as they are', () => {
  const intake = new Intake(null);
  const [task] = tasks;
  intake.add([{ ...task!, companions: 0 }]);
  const none = sampleBatch([]);
  intake.take({ ...sampleBatch([task!]), contents: none.contents, records: none.records, pixels: none.pixels, numbers: none.numbers, qualities: none.qualities, depths: none.depths, extras: none.extras });
  intake.finish();
  const { columns } = intake.table;
  expect([columns.hashes[0], columns.widths[0], columns.contents[1], columns.slots[0], columns.state[0]]).toEqual([0xffff_fff0, 1, 0, 0, rowState.hashed]);
});
