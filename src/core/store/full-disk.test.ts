import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultSettings } from '../../shared/settings';
import { explain, toAppError } from '../../shared/errors';
import { quickFolder } from '../testing/quick-folder';
import type { StoreDisk } from './disk';
import { systemDisk } from './system-disk';
import { openStore, type Store } from './store';
import { sampleBatch, sampleTasks } from './testing/sample-batch';

/** What the disk refuses at the moment: whatever is to be written to a file of this name, or to open anything. */
let refused: 'opening' | 'journal.db' | 'cache.db' | 'files' | null;
let folder: string;
const opened: Store[] = [];

const disk: StoreDisk = {
  openDatabase: (path, timeout) => {
    if (refused === 'opening' && path !== ':memory:') throw coded('SQLITE_CANTOPEN');
    const db = systemDisk.openDatabase(path, timeout);
    return new Proxy(db, {
      get: (_, name) => {
        const value: unknown = Reflect.get(db, name, db);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          // SQLite asks for room when it commits.
          if (args[0] === 'COMMIT' && refused !== null && path.endsWith(refused)) throw coded('SQLITE_FULL');
          return Reflect.apply(value, db, args) as unknown;
        };
      },
    });
  },
  write: (file, bytes, at) => {
    if (refused === 'files') throw coded('ENOSPC');
    systemDisk.write(file, bytes, at);
  },
  sync: (file) => systemDisk.sync(file),
};

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}

beforeEach(() => {
  refused = null;
  folder = quickFolder('full');
});

afterEach(() => {
  refused = null;
  for (const store of opened.splice(0)) store.close();
  rmSync(folder, { recursive: true });
});

function open(): Store {
  const store = openStore(folder, { disk });
  opened.push(store);
  return store;
}

function close(store: Store): void {
  opened.splice(opened.indexOf(store), 1);
  store.close();
}

function whyRefused(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return explain(toAppError(error)).what;
  }
}

const settings = { ...defaultSettings, workers: 2 };
const decision = { path: '/p/a.jpg', bytes: 1, modified: 2, content: null, decision: 'marked' } as const;
const tasks = sampleTasks(30);

test.each(['cache.db', 'files'] as const)('what can’t be kept of files for want of room (%s) is told, and kept when there is room again', (what) => {
  const store = open();
  refused = what;
  expect(store.save(sampleBatch(tasks), (row) => tasks[row]!)).toBeNull();
  expect(store.notices().join()).toMatch(/can’t be looked up or kept \(the disk is full\)/);
  expect(store.lookup(tasks)).toEqual(tasks.map(() => null));
  refused = null;
  expect(store.save(sampleBatch(tasks), (row) => tasks[row]!)).toHaveLength(tasks.length);
  expect(store.lookup(tasks)).not.toContain(null);
  expect(store.notices()).toHaveLength(1);
});

test.each(['journal.db', 'files'] as const)('a choice for which there is no room (%s) is refused, and comes back from nowhere', (what) => {
  const store = open();
  store.saveSettings(settings);
  refused = what;
  expect(whyRefused(() => store.decisions.change(['/p'], [], [decision]))).toMatch(/the disk is full/);
  expect(whyRefused(() => store.journal.begin({ id: 'r', started: 1, action: 'trash', folder: null }, []))).toMatch(/the disk is full/);
  refused = null;
  expect([store.decisions.of(['/p']), store.journal.removal('r')]).toEqual([[], null]);
  close(store);
  const again = open();
  expect([again.decisions.of(['/p']), again.settings(), again.notices()]).toEqual([[], settings, []]);
  again.decisions.change(['/p'], [], [decision]);
  close(again);
  rmSync(join(folder, 'journal.db'));
  expect(open().decisions.of(['/p'])).toEqual([decision]);
});

test('in a folder that can’t be written what was decided is known, nothing is decided, and nothing may be moved, until it can', () => {
  const first = open();
  first.saveSettings(settings);
  first.decisions.change(['/p'], [], [decision]);
  close(first);
  refused = 'opening';
  const store = open();
  expect(store.notices()).toHaveLength(2);
  expect(store.notices().join()).toMatch(/nothing can be removed.*Scans go on without it/);
  expect([store.settings(), store.decisions.of(['/p']), store.records(), store.save(sampleBatch(tasks), (row) => tasks[row]!)]).toEqual([settings, [decision], null, null]);
  for (const work of [() => store.saveSettings(defaultSettings), () => store.journal.claim(), () => store.dismissed.add(1, [])]) {
    expect(whyRefused(work)).toMatch(/data folder can’t be written/);
  }
  expect(store.settings()).toEqual(settings);
  refused = null;
  store.saveSettings(defaultSettings);
  expect(store.journal.claim()).not.toBeNull();
  close(store);
  expect([open().settings(), open().decisions.of(['/p'])]).toEqual([defaultSettings, [decision]]);
});
