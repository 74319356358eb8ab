import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { plainQuery } from '../shared/query';
import { EngineBench, looks } from './testing/engine-bench';

let bench: EngineBench;

beforeEach(async () => {
  bench = new EngineBench();
  vi.stubEnv('XDG_DATA_HOME', join(bench.home, 'xdg'));
  bench.makePhotos();
  bench.make('other/c.jpg', looks[2]!, 'cc');
  await bench.open();
});
afterEach(async () => {
  await bench.clear();
  vi.unstubAllEnvs();
});

const page = { offset: 0, limit: 100 };

async function restart(): Promise<void> {
  await bench.engine.close();
  await bench.open();
}

/** Opens what was open last; answers whether there is such, once all of it is there. */
async function reopened(): Promise<boolean> {
  const opened = await bench.call('library.reopen', null);
  if (opened) await bench.phase('done', 'cancelled');
  return opened;
}

/** Deletes rows of what is known of files. */
function forget(which: string): void {
  const cache = new Database(join(bench.home, 'store/cache.db'));
  cache.exec(`DELETE FROM file WHERE ${which}`);
  cache.close();
}

it('shows what the last scan left, as of then, and reads no file', async () => {
  const scanned = await bench.scan();
  const groups = await bench.groups();
  await bench.call('marks.all', null);
  const marks = await bench.call('marks.state', null);
  const skipped = await bench.call('skipped.page', { ...page, reason: null });
  const { hashed } = bench.workers;
  const read = hashed.length;
  await bench.engine.close();
  bench.make('new.jpg', looks[3]!);
  await bench.open();

  bench.workers.broken = { what: 'group', error: new Error('The groups are in the store.') };
  expect(await reopened()).toBe(true);
  bench.workers.broken = null;
  const state = await bench.call('scan.state', null);
  expect(state).toMatchObject({ phase: 'done', scannedBefore: null, stats: { files: 6, hashed: 0, cached: 4, skipped: 2 }, folders: [{ path: join(bench.home, 'photos') }] });
  expect(state.asOf).toBe((await bench.call('folders.recent', null))[0]?.scanned);
  expect(hashed).toHaveLength(read);
  expect(await bench.groupNames()).toEqual(groups.map(({ members }) => members.map(({ file }) => file.name)));
  expect(await bench.call('marks.state', null)).toMatchObject({ files: marks.files, bytes: marks.bytes });
  const again = await bench.call('skipped.page', { ...page, reason: null });
  expect(again.items.map(({ path, reason, detail }) => ({ path, reason, detail }))).toEqual(skipped.items.map(({ path, reason, detail }) => ({ path, reason, detail })));

  const now = await bench.scan();
  expect([scanned.asOf, now.asOf, now.stats.files]).toEqual([null, null, 7]);
});

it('still knows what was new', async () => {
  await bench.scan();
  bench.make('b2.jpg', looks[0]!, 'the same bytes');
  bench.make('c.jpg', looks[3]!, 'moves');
  await bench.scan();
  const listing = { ...page, query: { ...plainQuery, isNew: true } };
  const names = async () => (await bench.call('groups.page', listing)).items.map(({ members }) => members.map(({ file }) => file.name));
  expect(await names()).toEqual([['a.jpg', 'b.jpg', 'b2.jpg']]);
  await restart();
  await reopened();
  expect(await names()).toEqual([['a.jpg', 'b.jpg', 'b2.jpg']]);
});

it('is the library scanned last, and none where its folder is not there, where nothing was, or where another is open', async () => {
  expect(await reopened()).toBe(false);
  await bench.scan('other');
  await bench.scan();
  await restart();
  await bench.scan('other');
  expect(await reopened()).toBe(true);
  expect((await bench.call('scan.state', null)).folders).toMatchObject([{ name: 'other' }]);
  await bench.scan();
  await bench.engine.close();
  renameSync(join(bench.home, 'photos'), join(bench.home, 'away'));
  await bench.open();
  expect(await reopened()).toBe(false);
  expect((await bench.call('scan.state', null)).phase).toBe('idle');
});

it('is one within reach', async () => {
  await bench.scan('other');
  await bench.scan();
  await bench.engine.close();
  bench.host = { browseRoots: [join(bench.home, 'other')] };
  await bench.open();
  expect(await reopened()).toBe(true);
  expect((await bench.call('scan.state', null)).folders).toMatchObject([{ name: 'other' }]);
});

it('knows of removals, and of what came back', async () => {
  await bench.scan();
  await bench.call('marks.all', null);
  const plan = await bench.call('removal.plan', { choice: { action: 'trash' } });
  const { transaction } = await bench.call('removal.run', { plan: plan.id, confirmation: null });
  expect(existsSync(join(bench.home, 'photos/b.jpg'))).toBe(false);
  await restart();
  await reopened();
  expect((await bench.call('scan.state', null)).stats.files).toBe(6 - plan.files);
  expect((await bench.groupNames()).flat()).not.toContain('b.jpg');
  await bench.scan();
  await bench.call('removal.undo', { transaction });
  await bench.scan();
  await restart();
  await reopened();
  expect((await bench.groupNames()).flat()).toContain('b.jpg');
});

it('says of a file that is not known any more that it has changed, and shows nothing where that is so of all', async () => {
  await bench.scan();
  await bench.engine.close();
  forget("name = 'b.jpg'");
  await bench.open();
  await reopened();
  expect(await bench.call('scan.state', null)).toMatchObject({ stats: { files: 6, cached: 3, skipped: 3 }, skippedByReason: { changed: 1 } });
  expect((await bench.groupNames()).flat()).not.toContain('b.jpg');
  await bench.engine.close();
  forget('1');
  await bench.open();
  expect(await reopened()).toBe(false);
});

it('keeps what a whole scan found over one that was ended half way', async () => {
  await bench.scan();
  bench.make('late.jpg', looks[3]!);
  bench.workers.release(0);
  await bench.start();
  await bench.until(({ listed }) => listed);
  await restart();
  bench.workers.release();
  await reopened();
  expect((await bench.call('scan.state', null)).stats.files).toBe(6);
});

it('of a first scan that was ended half way shows what it came to', async () => {
  bench.workers.release(2);
  await bench.start();
  await bench.until(({ listed, stats }) => listed && stats.hashed + stats.skipped === 2);
  await restart();
  bench.workers.release();
  expect(await reopened()).toBe(true);
  const state = await bench.call('scan.state', null);
  expect(state).toMatchObject({ phase: 'cancelled', stats: { files: 2 } });
  expect(state.asOf).toBeGreaterThan(0);
});
