import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultSettings, radiusRange } from '../shared/settings';
import { EngineBench, looks } from './testing/engine-bench';

let bench: EngineBench;

beforeEach(async () => {
  bench = new EngineBench();
  vi.stubEnv('XDG_DATA_HOME', join(bench.home, 'xdg'));
  await bench.open();
});

afterEach(async () => {
  await bench.clear();
  vi.unstubAllEnvs();
});

test('folders named at the start are handed out, or the reason why not', async () => {
  bench.makePhotos();
  expect(await bench.call('folders.initial', null)).toEqual([]);
  await bench.engine.close();
  await bench.open([join(bench.home, 'photos')]);
  const [folder] = await bench.call('folders.initial', null);
  await bench.call('scan.start', { folders: [folder!.id] });
  expect((await bench.phase('done')).folders).toEqual([folder]);
  await bench.engine.close();
  await bench.open([join(bench.home, 'nowhere')]);
  expect(await bench.refusal('folders.initial', null)).toMatchObject({ kind: 'folder-missing' });
});

test('nonsense is refused as data', async () => {
  bench.makePhotos();
  expect(await bench.refusal('groups.page', { offset: 0, limit: 1 })).toMatchObject({ kind: 'not-found' });
  await bench.scan();
  for (const name of ['app.quit', '__proto__', 'toString']) {
    expect(await bench.refusal(name, null)).toEqual({ kind: 'unknown-command', name });
  }
  const page = { offset: 0, limit: 10 };
  for (const [name, input] of [
    ['scan.start', null],
    ['scan.start', { folders: [] }],
    ['groups.page', { ...page, limit: 201 }],
    ['groups.page', { ...page, offset: -1 }],
    ['groups.page', { ...page, more: 1 }],
    ['skipped.page', { ...page, reason: 'none' }],
    ['settings.set', { ...defaultSettings, workers: 0, radius: 5 }],
    ['settings.set', { ...defaultSettings, radius: 17 }],
    ['app.info', {}],
  ] as const) {
    expect(await bench.refusal(name, input), name).toMatchObject({ kind: 'invalid-input' });
  }
  const photos = join(bench.home, 'photos');
  expect(await bench.refusal('scan.start', { folders: [photos] })).toMatchObject({ kind: 'not-found' });
  expect(await bench.refusal('marks.set', { mark: [join(photos, 'a.jpg')], unmark: [] })).toMatchObject({ kind: 'not-found' });
  expect((await bench.engine.preview(join(photos, 'a.jpg'), 'thumb')).ok).toBe(false);
  expect(await bench.refusal('files.reveal', { file: 'a' })).toMatchObject({ kind: 'unsupported-here' });
});

test('ids of a library that was closed name nothing', async () => {
  bench.makePhotos();
  await bench.scan();
  const [{ id: group, members } = { id: '', members: [] }] = await bench.groups();
  const copy = members[1]!.file.id;
  await bench.scan();
  expect(await bench.refusal('marks.set', { mark: [copy], unmark: [] })).toMatchObject({ kind: 'not-found' });
  expect(await bench.refusal('marks.copies', { groups: [group] })).toMatchObject({ kind: 'not-found' });
  expect(await bench.engine.preview(copy, 'thumb')).toMatchObject({ ok: false, error: { kind: 'not-found' } });
});

test('a new radius groups again, without hashing; another setting does not', async () => {
  bench.makePhotos();
  const { revision } = (await bench.scan()).groups;
  const { hashed } = bench.workers;
  const before = hashed.length;
  await bench.call('settings.set', { ...defaultSettings, radius: 10 });
  expect(await bench.groupNames()).toEqual([['a.jpg', 'b.jpg', 'far.jpg']]);
  expect((await bench.groups())[0]).toMatchObject({ kind: 'similar', members: [{}, { distance: 0, likeness: 'identical' }, { distance: 10, likeness: 'similar' }] });
  expect(bench.states().at(-1)?.groups.revision).toBe(revision + 1);
  await bench.call('settings.set', { ...defaultSettings, workers: 3, radius: 10 });
  expect((await bench.call('scan.state', null)).groups.revision).toBe(revision + 1);
  expect(hashed.length).toBe(before);
  expect(await bench.call('settings.get', null)).toEqual({ ...defaultSettings, workers: 3, radius: 10 });
  expect((await bench.scan()).stats.workers).toBe(3);
});

test('counts behind a scan how many groups every strictness gives, and again once files went', async () => {
  bench.makePhotos();
  await bench.scan();
  const counts = async (): Promise<readonly (number | null)[]> => {
    const byRadius = (await bench.call('scan.state', null)).groups.groupsByRadius;
    expect(byRadius).not.toContain(null);
    return byRadius;
  };
  const before = await vi.waitFor(counts);
  expect(before).toHaveLength(radiusRange.max + 1);
  expect(before[0]).toBe(1);
  await bench.call('marks.all', null);
  const plan = await bench.call('removal.plan', { choice: { action: 'trash' } });
  await bench.call('removal.run', { plan: plan.id, confirmation: null });
  expect((await vi.waitFor(counts))[0]).toBe(0);
});

test('pages of groups and of what was skipped', async () => {
  looks.forEach((look, i) => {
    for (let copy = 0; copy <= i + 1; copy++) bench.make(`${i}-${copy}.jpg`, look, `${i}`.repeat(10 + i));
  });
  for (let i = 0; i < 5; i++) bench.make(`${i}.txt`, i < 2 ? 'empty' : 'corrupt');
  await bench.scan();
  const page = await bench.call('groups.page', { offset: 1, limit: 2 });
  expect(page).toMatchObject({ total: 4, offset: 1 });
  expect(page.items.map(({ members }) => members.length)).toEqual([4, 3]);
  expect((await bench.call('groups.page', { offset: 4, limit: 2 })).items).toEqual([]);

  const empty = await bench.call('skipped.page', { offset: 1, limit: 10, reason: 'empty' });
  expect(empty).toMatchObject({ total: 2, offset: 1, items: [{ path: join(bench.home, 'photos/1.txt'), reason: 'empty' }] });
  expect((await bench.call('skipped.page', { offset: 0, limit: 2, reason: null })).total).toBe(5);
});

test('measuring waits for the scan, and for enough images', async () => {
  bench.makePhotos();
  bench.workers.release(0);
  await bench.start();
  expect(await bench.refusal('speedup.measure', null)).toMatchObject({ kind: 'busy' });
  bench.workers.release();
  await bench.phase('done');
  expect(await bench.refusal('speedup.measure', null)).toMatchObject({ kind: 'nothing-to-measure' });
  for (let i = 0; i < 16; i++) bench.make(`many/${i}.jpg`, looks[0]!);
  await bench.scan('many');
  bench.workers.release(0);
  const measured = bench.refusal('speedup.measure', null);
  expect(await bench.refusal('speedup.measure', null)).toMatchObject({ kind: 'busy' });
  await bench.call('speedup.cancel', null);
  expect(await measured).toEqual({ kind: 'cancelled' });
  expect(bench.workers.open).toBe(1);
});

test('facts are read from the disk, of files of this library alone', async () => {
  bench.makePhotos();
  await bench.scan();
  const file = (await bench.groups())[0]!.members[0]!.file.id;
  expect(await bench.call('files.facts', { file })).toMatchObject({ bitDepth: 8 });
  expect(await bench.refusal('files.facts', { file: 'x.0' })).toMatchObject({ kind: 'not-found' });
  expect(await bench.refusal('files.facts', { file, path: '/etc/passwd' })).toMatchObject({ kind: 'invalid-input' });
});

test('previews are made once, and not of files that are unknown', async () => {
  bench.makePhotos();
  await bench.scan();
  const file = (await bench.groups())[0]!.members[0]!.file.id;
  const first = await bench.engine.preview(file, 'thumb');
  expect(first).toMatchObject({ ok: true, value: { mime: 'image/jpeg' } });
  expect(await bench.engine.preview(file, 'thumb')).toEqual(first);
  await bench.engine.preview(file, 'large');
  expect(bench.workers.previewed.length).toBe(2);
  expect(await bench.engine.preview('x.0', 'thumb')).toMatchObject({ ok: false, error: { kind: 'not-found' } });
  // What the workers do for previews is none of the scan's work.
  const { parallelism, stats } = await bench.call('scan.state', null);
  expect(parallelism).toBeLessThanOrEqual(stats.workers);
});
