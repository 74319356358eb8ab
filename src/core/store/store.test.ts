import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../shared/settings';
import { AppFailure } from '../../shared/errors';
import { groupColumns } from '../grouping/group-columns';
import { recordSize } from '../matching/record';
import type { GroupOutput, HashFailure } from '../ports';
import { quickFolder } from '../testing/quick-folder';
import { cacheMigrations } from './cache-schema';
import { openStore, type Store } from './store';
import { sampleBatch, sampleTasks } from './testing/sample-batch';

let folder: string;
const opened: Store[] = [];

beforeEach(() => {
  folder = quickFolder('store');
});

afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  rmSync(folder, { recursive: true });
});

function open(version = 1): Store {
  const store = openStore(folder, { version });
  opened.push(store);
  return store;
}

function close(store: Store): void {
  opened.splice(opened.indexOf(store), 1);
  store.close();
}

test('finds every file again, whatever its name, in any order and from another process', () => {
  const tasks = sampleTasks();
  open().save(sampleBatch(tasks), (row) => tasks[row]!);
  const asked = tasks.toReversed();
  const found = open().lookup(asked);
  expect(found).toEqual(asked.map(({ row }) => ({
    kind: 'fingerprint', hashLow: 0xffff_fff0 + (row % 8), hashHigh: row, contentLow: row, contentHigh: 0xffff_ff00 + (row % 8),
    pixelsLow: 0xffff_0000 + row, pixelsHigh: row % 3, numberLow: row, numberHigh: 0xffff_fe00 + row, slot: row + 1, width: row + 1, height: row + 2, format: row % 7, detail: row,
    quality: row, depth: 8 * (row % 3), extras: row % 16,
  })));
});

test('knows files in more folders than it keeps in mind', () => {
  const tasks = Array.from({ length: 16_000 }, (_, row) => ({ row, path: `/photos/${row}/a.jpg`, bytes: row, modified: 1 }));
  const store = open();
  store.save(sampleBatch(tasks), (row) => tasks[row]!);
  for (const asked of [tasks, tasks.slice(9_000).concat(tasks.slice(0, 9_000))]) {
    expect(store.lookup(asked).filter((known) => known === null)).toEqual([]);
  }
});

test('knows nothing of a file with another size, time, path or algorithm version', () => {
  const tasks = sampleTasks(4);
  const store = open(1);
  store.save(sampleBatch(tasks), (row) => tasks[row]!);
  const asked = [
    { ...tasks[0]!, bytes: 1 },
    { ...tasks[1]!, modified: tasks[1]!.modified + 0.25 },
    { ...tasks[2]!, path: `${tasks[2]!.path}x` },
    tasks[3]!,
  ];
  expect(store.lookup(asked).map((known) => known !== null)).toEqual([false, false, false, true]);
  expect(open(2).lookup(tasks)).toEqual([null, null, null, null]);
});

test('knows times to the last bit', () => {
  const times = [0, 1.1, 1_700_000_000_000 + 2 ** -12, 86_400_000 + 2 ** -20, -1.7e12 / 3, 2 ** 41 + 2 ** -12, 8.64e15];
  const tasks = sampleTasks(times.length).map((task, i) => ({ ...task, modified: times[i]! }));
  const store = open();
  store.save(sampleBatch(tasks), (row) => tasks[row]!);
  expect(store.lookup(tasks)).not.toContain(null);
  store.savePixels(tasks, tasks.map(() => new Uint8Array(32)));
  expect(store.lookupPixels(tasks)).not.toContain(null);
});

test('remembers failures that lie in the content, and no others; a good answer takes their place', () => {
  const tasks = sampleTasks(2);
  const store = open();
  const failures: HashFailure[] = [
    { row: 0, reason: 'truncated', detail: 'It ends early.' },
    { row: 1, reason: 'no-permission', detail: 'Not yours.' },
  ];
  store.save(sampleBatch([], failures), (row) => tasks[row]!);
  expect(store.lookup(tasks)).toEqual([{ kind: 'skip', reason: 'truncated', detail: 'It ends early.' }, null]);
  store.save(sampleBatch(tasks), (row) => tasks[row]!);
  expect(store.lookup(tasks).map((known) => known?.kind)).toEqual(['fingerprint', 'fingerprint']);
});

test('keeps digests of pixels until the file changes, for as long as they are made alike', () => {
  const tasks = sampleTasks(3);
  const store = open();
  const digest = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
  store.savePixels(tasks, [digest, null, digest]);
  expect(store.lookupPixels(tasks)).toEqual([digest, null, digest]);
  expect(store.lookupPixels([{ ...tasks[0]!, modified: 5 }])).toEqual([null]);
  const db = new Database(join(folder, 'cache.db'), { timeout: 5000 });
  db.exec('UPDATE pixels SET version = version + 1 WHERE bytes = 1002');
  db.close();
  expect(store.lookupPixels(tasks)).toEqual([digest, null, null]);
});

test.each([3, 5, 7])('begins afresh with a cache of its version %i, of which nothing can be checked', (version) => {
  const tasks = sampleTasks(2);
  const db = new Database(join(folder, 'cache.db'));
  for (const step of cacheMigrations.slice(0, version)) db.exec(step);
  db.exec(`PRAGMA user_version = ${version}; INSERT INTO folder VALUES (1, '/photos/a 0/');
           INSERT INTO file (folder, name, bytes, modified, version, hash_low, hash_high, width, height, format, detail, skip, skip_detail, slot) VALUES
             (1, '0plain.jpg', 1000, ${tasks[0]!.modified}, 1, 0, 0, 0, 0, 0, 0, 0, 'It ends early.', 0)`);
  db.close();
  const store = open();
  expect(store.lookup(tasks)).toEqual([null, null]);
  store.save(sampleBatch(tasks), (row) => tasks[row]!);
  expect(store.lookup(tasks)).toMatchObject([{ pixelsLow: 0xffff_0000 }, { pixelsLow: 0xffff_0001, pixelsHigh: 1 }]);
  expect(store.notices()).toEqual([]);
});

test('rows that make no sense are as good as none', () => {
  const tasks = sampleTasks(3);
  const store = open();
  store.save(sampleBatch(tasks), (row) => tasks[row]!);
  const db = new Database(join(folder, 'cache.db'), { timeout: 5000 });
  db.exec(`UPDATE file SET format = 99 WHERE bytes = 1000; UPDATE file SET skip = -1, skip_detail = 'x' WHERE bytes = 1001`);
  db.close();
  expect(store.lookup(tasks).map((known) => known !== null)).toEqual([false, false, true]);
});

test('settings fall back to the defaults when damaged; libraries are kept newest first, twelve at most', () => {
  const store = open();
  expect(store.settings()).toEqual(defaultSettings);
  store.saveSettings({ ...defaultSettings, workers: 3, radius: 9 });
  expect(open().settings()).toEqual({ ...defaultSettings, workers: 3, radius: 9 });
  const db = new Database(join(folder, 'journal.db'), { timeout: 5000 });
  db.exec(`UPDATE setting SET value = '{"workers":-1,"radius":9}'`);
  expect(store.settings()).toEqual(defaultSettings);
  db.exec(`UPDATE setting SET value = 'not json'`);
  db.close();
  expect(store.settings()).toEqual(defaultSettings);

  for (let i = 0; i < 14; i++) store.saveLibrary({ folders: [`/l/${i}`, '/common'], scanned: i, files: i, groups: 1 });
  store.saveLibrary({ folders: ['/common', '/l/5'], scanned: 99, files: 7, groups: 0 });
  const libraries = store.libraries();
  expect(libraries.map((library) => library.scanned)).toEqual([99, 13, 12, 11, 10, 9, 8, 7, 6, 4, 3, 2]);
  expect(libraries[0]).toEqual({ folders: ['/common', '/l/5'], scanned: 99, files: 7, groups: 0 });
});

test('two open at once read and write side by side', () => {
  const [one, other] = [open(), open()];
  const tasks = sampleTasks();
  tasks.forEach((task, i) => (i % 2 ? one : other).save(sampleBatch([task]), (row) => tasks[row]!));
  expect(one.lookup(tasks).every((known) => known !== null)).toBe(true);
  expect(other.lookup(tasks).every((known) => known !== null)).toBe(true);
});

test('only one process at a time may move files', () => {
  const [one, other] = [open(), open()];
  const release = one.journal.claim();
  expect(release).not.toBeNull();
  expect(other.journal.claim()).toBeNull();
  release?.();
  const again = other.journal.claim();
  expect(again).not.toBeNull();
  again?.();
});

test('damaged and newer databases are set aside, and said so', () => {
  close(open());
  writeFileSync(join(folder, 'cache.db'), 'no database at all, but quite long enough to be one. '.repeat(100));
  rmSync(join(folder, 'journal.db.seal'));
  const newer = new Database(join(folder, 'journal.db'));
  newer.pragma('user_version = 99');
  newer.close();
  const store = open();
  expect(store.notices()).toHaveLength(2);
  expect(store.notices().join()).toMatch(/removals.*newer.*journal\.db\.newer-.*fingerprints.*damaged.*cache\.db\.damaged-/s);
  const aside = readdirSync(folder).filter((name) => /^cache\.db\.damaged-\d{14}$/.test(name));
  expect(aside).toHaveLength(1);
  expect(readFileSync(join(folder, aside[0]!), 'utf8')).toMatch(/^no database at all/);
  store.saveSettings({ ...defaultSettings, workers: 2, radius: 1 });
  expect(open().settings().workers).toBe(2);
  expect(open().notices()).toEqual([]);
});

test.each(['at the start', 'in the middle of work'])('a cache found damaged %s is replaced, and the work goes on', (when) => {
  const tasks = sampleTasks(20_000);
  const first = open();
  first.save(sampleBatch(tasks), (row) => tasks[row]!);
  close(first);
  const path = join(folder, 'cache.db');
  // The schema stays; the pages behind it are overwritten.
  const damage = (): void => writeFileSync(path, readFileSync(path).fill(0x55, 12 * 4096));
  if (when === 'at the start') damage();
  const store = open();
  if (when !== 'at the start') damage();
  const heard: string[] = [];
  store.onNotice((notice) => heard.push(notice));
  expect(store.lookup(tasks).every((known) => known === null)).toBe(true);
  expect(store.notices()).toHaveLength(1);
  expect(heard).toHaveLength(when === 'at the start' ? 0 : 1);
  store.save(sampleBatch(tasks), (row) => tasks[row]!);
  expect(store.lookup(tasks).every((known) => known !== null)).toBe(true);
});

test('a cache with a value of another type, which no check at the start has seen, is replaced', () => {
  const tasks = sampleTasks(100);
  const store = open();
  store.save(sampleBatch(tasks), (row) => tasks[row]!);
  const damager = new Database(join(folder, 'cache.db'));
  const rewrite = (change: string): void => {
    damager.exec(`PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ${change} WHERE name = 'file'; PRAGMA writable_schema = RESET;`);
  };
  rewrite(`replace(sql, 'STRICT, WITHOUT', 'WITHOUT')`);
  damager.exec(`UPDATE file SET width = x'00ff' WHERE slot = 50`);
  rewrite(`replace(sql, 'WITHOUT', 'STRICT, WITHOUT')`);
  damager.close();
  expect(store.lookup(tasks).every((known) => known === null)).toBe(true);
  expect(store.notices()).toEqual([expect.stringContaining('was damaged')]);
  store.save(sampleBatch(tasks), (row) => tasks[row]!);
  expect(store.lookup(tasks).every((known) => known !== null)).toBe(true);
});

test('a folder that cannot be used is a storage failure', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => openStore(join(folder, 'file'))).toThrow(AppFailure);
  expect(() => openStore(join(folder, 'file/below'))).toThrow(AppFailure);
});

test('groups of an equal input are known, the latest sixty-four', () => {
  const groups = (members: number): GroupOutput => {
    const columns = groupColumns(2, members);
    columns.starts.set([0, 2, members]);
    columns.kinds.set([3, 1]);
    for (let i = 0; i < members; i++) {
      columns.members[i] = 70_000 * i;
      columns.vias[i] = i;
      columns.maps[6 * i + 5] = i / 3;
      columns.differences[i] = 300 * i;
      columns.distances[i] = i;
      columns.viaDistances[i] = 2 * i;
      columns.likenesses[i] = i % 3;
    }
    return columns;
  };
  const store = open();
  store.saveGroups('a', groups(5));
  store.saveGroups('none', groupColumns(0, 0));
  expect(open().lookupGroups('a')).toEqual(groups(5));
  expect(store.lookupGroups('none')?.starts).toEqual(new Uint32Array(1));
  expect(store.lookupGroups('b')).toBeNull();
  for (let i = 0; i < 64; i++) {
    vi.setSystemTime(Date.now() + 1000);
    store.saveGroups(`later ${i}`, groups(4));
  }
  vi.useRealTimers();
  expect([store.lookupGroups('a'), store.lookupGroups('later 0')]).toEqual([null, groups(4)]);
});

test('fingerprints whose records are gone, or were cut off, are not known', () => {
  const tasks = sampleTasks();
  const path = join(folder, 'looks.bin');
  const store = open();
  store.save(sampleBatch(tasks), (row) => tasks[row]!);
  close(store);
  truncateSync(path, recordSize * 41);
  expect(open().lookup(tasks).map((known) => known !== null)).toEqual(tasks.map((_, row) => row < 40));
  for (const one of [...opened]) close(one);
  rmSync(path);
  const afresh = open();
  expect(afresh.lookup(tasks).every((known) => known === null)).toBe(true);
  expect(afresh.save(sampleBatch(tasks.slice(0, 3)), (row) => tasks[row]!)).toEqual(Uint32Array.of(1, 2, 3));
  expect(afresh.lookup(tasks).filter((known) => known !== null)).toHaveLength(3);
});

test('a journal of the first version keeps its removals and settings', () => {
  const db = new Database(join(folder, 'journal.db'));
  db.exec(`
    CREATE TABLE removal (id TEXT PRIMARY KEY, started REAL NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE removal_file (
      removal TEXT NOT NULL REFERENCES removal (id), position INTEGER NOT NULL,
      path TEXT NOT NULL, bytes INTEGER NOT NULL, modified REAL NOT NULL,
      state TEXT NOT NULL, trashed TEXT, failure TEXT, failure_detail TEXT,
      PRIMARY KEY (removal, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX removal_file_state ON removal_file (state);
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE library (
      folders TEXT PRIMARY KEY, scanned REAL NOT NULL, files INTEGER NOT NULL, groups INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO removal VALUES ('r', 5.5);
    INSERT INTO removal_file VALUES ('r', 0, '/p/a.jpg', 7, 1.25, 'trashed', '/t/files/a.jpg', NULL, NULL);
    INSERT INTO removal_file VALUES ('r', 1, '/p/b.jpg', 8, 1.5, 'moving', '/t/files/b.jpg', NULL, NULL);
    INSERT INTO removal_file VALUES ('r', 2, '/p/c.jpg', 9, 1.5, 'kept', NULL, 'no-survivor', 'Why.');
    INSERT INTO setting VALUES ('settings', '{"workers":3,"radius":5}');
    PRAGMA user_version = 2;
  `);
  db.close();
  const store = open();
  expect(store.notices()).toEqual([]);
  expect(store.settings()).toEqual({ ...defaultSettings, workers: 3, radius: 5 });
  expect(store.journal.removals()).toEqual([{ id: 'r', started: 5.5, action: 'trash', folder: null }]);
  const [a, b, c] = store.journal.files('r');
  expect(a).toEqual({
    removal: 'r', position: 0, owner: null, path: '/p/a.jpg', bytes: 7, modified: 1.25, state: 'gone', place: '/t/files/a.jpg', names: null, link: null, failure: null,
  });
  expect(store.journal.unsettled()).toEqual([b]);
  expect(c?.failure).toEqual({ reason: 'no-survivor', detail: 'Why.' });
});

test('the log of choices is short again at the end, however much was chosen to and fro', () => {
  const log = join(folder, 'choices.log');
  const store = open();
  const priority = Array.from({ length: 5000 }, (_, i) => `/Photos/of a folder with a long name/${i}`);
  for (let turn = 0; turn < 12; turn++) store.saveFolderPriority(turn % 2 === 0 ? priority : priority.toReversed());
  const before = statSync(log).size;
  close(store);
  expect(before).toBeGreaterThan(2 ** 21);
  expect(statSync(log).size).toBeLessThan(2 ** 19);
  expect(open().folderRules().priority).toEqual(priority.toReversed());
  expect(open().notices()).toEqual([]);
});
