import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultSettings } from '../../shared/settings';
import { groupColumns } from '../grouping/group-columns';
import type { HashTask } from '../ports';
import { quickFolder } from '../testing/quick-folder';
import type { StoredDecision } from './decisions';
import type { Known } from './fingerprints';
import { LookReader } from './look-places';
import { inventoryStandings, type Inventory } from './inventory';
import type { Reservation } from './journal';
import { openStore, type Store } from './store';
import { damageFiles } from './testing/damage';
import { sampleBatch, sampleRecord, sampleTasks } from './testing/sample-batch';

/** A seal tells of every bit; without one, those of texts and numbers in the journal are taken for what they say. */
const files = ['cache.db', 'looks.bin', 'journal.db', 'choices.log', 'in-use.lock', 'cache.db-wal', 'journal.db-wal', 'cache.db-shm', 'journal.db-shm'];
const tasks = sampleTasks(180);
const folders = ['/photos'];
const decided = tasks.slice(0, 120).map(({ path, bytes, modified, row }): StoredDecision => ({
  path, bytes, modified, content: row % 2 ? `c${row}` : null, decision: row % 3 === 0 ? 'kept' : 'marked',
}));
const settings = { ...defaultSettings, workers: 3, radius: 2 };
const removal = { id: 'r', started: Date.now(), action: 'trash', folder: null } as const;
const gone = tasks.slice(150, 170).map(({ path, bytes, modified }) => ({ path, bytes, modified, owner: null }));

let home: string;

beforeAll(() => {
  home = quickFolder('damage');
  const store = openStore(join(home, 'closed'));
  for (let from = 0; from < tasks.length; from += 25) store.save(sampleBatch(tasks.slice(from, from + 25)), (row) => tasks[row]!);
  store.saveSettings(settings);
  store.saveFolderRole('/photos/keep', 'protected');
  for (let from = 0; from < decided.length; from += 10) store.decisions.change(folders, [], decided.slice(from, from + 10));
  for (let id = 1; id <= 6; id++) store.dismissed.add(id, [{ content: `a${id}`, path: '/a' }, { content: `b${id}`, path: '/b' }]);
  store.dismissed.remove(3);
  store.journal.begin(removal, gone);
  store.journal.record('r', gone.map((_, position) => ({ position, state: 'gone', reserved: reservationOf(position) })));
  store.saveGroups('key', sampleGroups());
  store.saveInventory(folders, sampleInventory());
  // As a process that is killed leaves it, and as one that ends.
  cpSync(join(home, 'closed'), join(home, 'killed'), { recursive: true });
  store.close();
});

afterAll(() => rmSync(home, { recursive: true }));

describe.each(['closed', 'killed'])('with files that were %s', (left) => {
  test.each(Array.from({ length: 4 }, (_, n) => n))('whatever is damaged, it opens, says so, and nothing wrong comes out of it (%i)', (block) => {
    for (let n = 0; n < 12; n++) {
      const seed = block * 1000 + n;
      const folder = join(home, `${left} ${seed}`);
      cpSync(join(home, left), folder, { recursive: true });
      const damages = damageFiles(folder, files, seed, left === 'closed' ? [] : ['journal.db bits flipped']);
      const context = JSON.stringify(damages);
      // Without either it begins as new; after a kill, all that the database holds may be in its write-ahead log.
      const isNew = !existsSync(join(folder, 'choices.log')) && (!existsSync(join(folder, 'journal.db')) || (left === 'killed' && damages.some(({ file }) => file === 'journal.db-wal')));
      const store = openStore(folder);
      const soundness = judge(store, context);
      const spared = (name: string): boolean => damages.every(({ file }) => !file.startsWith(name));
      if (spared('choices.log') || spared('journal.db')) {
        expect(store.decisions.of(folders), context).toHaveLength(decided.length);
        expect(store.settings(), context).toEqual(settings);
        expect(store.journal.removals(), context).toEqual([removal]);
      }
      // A write-ahead log that ends early is what an end of the power leaves, and a file that has another name is nobody’s.
      const isTold = new Set(damages.map(({ file }) => file.slice(0, 8))).size === 1 && damages.every(({ file, kind }) => file !== 'cache.db-wal' && (file !== 'cache.db' || kind !== 'bits flipped'));
      if (soundness.known < tasks.length && isTold) expect(store.notices().join(), context).toMatch(/fingerprints|looks|remembered/);
      if (soundness.decided < decided.length && !isNew) expect(store.notices().join(), context).toMatch(/choices/);
      goesOn(store, folder, context);
      rmSync(folder, { recursive: true });
    }
  });
});

test('what a database lost with its write-ahead log comes back from the log of choices, and a log from before is no reason to forget', () => {
  const folder = join(home, 'behind');
  const store = openStore(folder);
  store.saveSettings(settings);
  const early = join(home, 'early');
  cpSync(folder, early, { recursive: true });
  store.decisions.change(folders, [], decided);
  store.decisions.change(folders, [decided[0]!.path], []);
  store.dismissed.add(1, [{ content: 'a1', path: '/a' }, { content: 'b1', path: '/b' }]);
  const late = join(home, 'late');
  cpSync(folder, late, { recursive: true });
  store.close();

  for (const name of ['journal.db', 'journal.db-wal', 'journal.db-shm']) cpSync(join(early, name), join(folder, name));
  rmSync(join(folder, 'journal.db.seal'));
  const redone = openStore(folder);
  expect(redone.notices()).toEqual(['The record of removals and choices lacked 3 changes. They came back from the log.']);
  expect([redone.decisions.of(folders).length, redone.dismissed.count()]).toEqual([decided.length - 1, 1]);
  redone.close();

  cpSync(join(early, 'choices.log'), join(late, 'choices.log'));
  const kept = openStore(late);
  expect(kept.notices().join()).toMatch(/log of choices was damaged.*Nothing is lost/);
  expect([kept.decisions.of(folders).length, kept.dismissed.count()]).toEqual([decided.length - 1, 1]);
  kept.close();
});

test('is damaged again and again, and keeps no more than two of each that were set aside', () => {
  let folder = join(home, 'closed');
  for (let seed = 0; seed < 16; seed++) {
    // Connections of this process that wait to be collected keep locks on the files that they had open.
    const next = join(home, `again ${seed}`);
    cpSync(folder, next, { recursive: true });
    folder = next;
    damageFiles(folder, files, seed, []);
    const store = openStore(folder);
    judge(store, `round ${seed}`);
    store.save(sampleBatch(tasks), (row) => tasks[row]!);
    store.close();
  }
  const aside = readdirSync(folder).filter((name) => /(damaged|newer)-\d{14}(-\d+)?$/.test(name));
  expect(aside.length).toBeLessThanOrEqual(2 * 4);
  expect(aside.length).toBeGreaterThan(4);
});

function reservationOf(position: number): Reservation {
  return { place: `/t/${position}`, names: 1 + position, link: null };
}

/** All that is there must be as it was written; how much of it is there is answered. */
function judge(store: Store, context: string): { readonly known: number; readonly decided: number } {
  const known = store.lookup(tasks);
  const kept = store.records();
  const reader = new LookReader({ kept, passing: '' });
  known.forEach((found, i) => {
    if (found === null) return;
    expect(found, context).toEqual(knownOf(tasks[i]!, found));
    if (found.kind === 'fingerprint') expect(Buffer.compare(reader.read(found.slot), sampleRecord(tasks[i]!.row)), context).toBe(0);
  });
  reader.close();
  const byPath = new Map(decided.map((decision) => [decision.path, decision]));
  const decisions = store.decisions.of(folders);
  for (const decision of decisions) expect(decision, context).toEqual(byPath.get(decision.path));
  for (const [id, contents] of store.dismissed.contents()) expect(contents, context).toEqual([`a${id}`, `b${id}`]);
  for (const { path, bytes, modified, position, state, place, names, link } of store.journal.files('r')) {
    expect(gone, context).toContainEqual({ path, bytes, modified, owner: null });
    const stages = [{ state: 'planned', reserved: { place: null, names: null, link: null } }, { state: 'gone', reserved: reservationOf(position) }];
    expect(stages, context).toContainEqual({ state, reserved: { place, names, link } });
  }
  expect([settings, defaultSettings], context).toContainEqual(store.settings());
  expect([null, sampleGroups()], context).toContainEqual(store.lookupGroups('key'));
  expect([null, sampleInventory()], context).toContainEqual(store.lookupInventory(folders));
  return { known: known.filter((found) => found !== null).length, decided: decisions.length };
}

/** After whatever there was, everything is kept again. */
function goesOn(store: Store, folder: string, context: string): void {
  store.save(sampleBatch(tasks), (row) => tasks[row]!);
  store.decisions.change(folders, [], decided);
  store.close();
  const later = openStore(folder);
  expect(later.notices(), context).toEqual([]);
  expect(judge(later, context), context).toEqual({ known: tasks.length, decided: decided.length });
  later.close();
}

function knownOf({ row }: HashTask, found: Known): Known {
  return {
    kind: 'fingerprint', hashLow: 0xffff_fff0 + (row % 8), hashHigh: row, contentLow: row, contentHigh: 0xffff_ff00 + (row % 8),
    pixelsLow: 0xffff_0000 + row, pixelsHigh: row % 3, numberLow: row, numberHigh: 0xffff_fe00 + row,
    slot: found.kind === 'fingerprint' ? found.slot : 0, width: row + 1, height: row + 2, format: row % 7, detail: row % 256,
    quality: row % 101, depth: 8 * (row % 3), extras: row % 16,
  };
}

function sampleGroups(): ReturnType<typeof groupColumns> {
  const columns = groupColumns(2, 5);
  columns.starts.set([0, 2, 5]);
  columns.members.set([1, 2, 3, 4, 5]);
  return columns;
}

function sampleInventory(): Inventory {
  const each = <T>(of: (row: number) => T): T[] => tasks.map(({ row }) => of(row));
  return {
    scanned: 1_700_000_000_000.5, scannedBefore: null, whole: true, leftOut: '[]', folders: ['/photos/a 0', '/photos/a 1'],
    files: {
      names: each((row) => `${row}\ud800 🦊.jpg`),
      folder: Uint32Array.from(each((row) => row % 2)),
      bytes: Float64Array.from(each((row) => 1000 + row)),
      modified: Float64Array.from(each((row) => row + 0.25)),
      numbers: Uint32Array.from(each((row) => [row, 0xffff_fe00 + row]).flat()),
      companions: Uint8Array.from(each((row) => row % 8)),
      standings: Uint8Array.from(each((row) => row % inventoryStandings.length)),
    },
    skipped: [{ of: '/photos/link', reason: 10, detail: 'It is a link.' }, { of: 3, reason: 0, detail: 'It is no image.' }, { of: '/photos/other', reason: 10, detail: 'It is a link.' }],
  };
}
