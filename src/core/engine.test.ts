import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultSettings } from '../shared/settings';
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

describe('a scan', () => {
  test('goes through its phases to groups, and its numbers add up', async () => {
    bench.makePhotos();
    const done = await bench.scan();
    const phases = bench.states().map(({ phase }) => phase);
    expect([...new Set(phases)].filter((phase) => phase !== 'comparing')).toEqual(['scanning', 'done']);
    expect(done.stats).toMatchObject({ files: 6, hashed: 4, cached: 0, skipped: 2 });
    expect(done.skippedByReason).toEqual({ truncated: 1, 'not-an-image': 1 });
    expect(done.listed).toBe(true);
    expect(done.groups).toMatchObject({ images: 4, groups: 1, files: 2, bytesToGain: 14 });
    const [group] = await bench.groups();
    expect(group).toMatchObject({ kind: 'exact', bytesToGain: 14 });
    expect(group?.id).toBe(group?.members[0]?.file.id);
    expect((await bench.call('folders.recent', null))[0]).toMatchObject({ files: 6, groups: 1, available: true });
  });

  test('says that it compares', async () => {
    bench.makePhotos();
    let release = (): void => undefined;
    bench.workers.grouping = new Promise((resolve) => (release = resolve));
    await bench.start();
    const comparing = await bench.phase('comparing');
    expect(comparing).toMatchObject({ listed: true, eta: null, groups: { groups: 0 } });
    expect(await bench.refusal('scan.pause', null)).toMatchObject({ kind: 'busy' });
    release();
    expect((await bench.phase('done')).groups.groups).toBe(1);
  });

  test('opens nothing the second time', async () => {
    bench.makePhotos();
    await bench.scan();
    bench.workers.hashed.length = 0;
    const again = await bench.scan();
    expect(again.stats).toMatchObject({ files: 6, hashed: 0, cached: 4, skipped: 2, bytes: 0 });
    expect(bench.workers.hashed).toEqual([]);
    expect((await bench.groups())[0]?.kind).toBe('exact');
  });

  test('pauses, goes on, and is cancelled out of a pause with what it has', async () => {
    bench.makePhotos();
    bench.workers.release(2);
    await bench.start();
    await bench.until(({ stats }) => stats.hashed === 2);
    await bench.call('scan.pause', null);
    const paused = await bench.call('scan.state', null);
    expect(paused.phase).toBe('paused');
    expect((await bench.call('scan.state', null)).stats.seconds).toBe(paused.stats.seconds);
    expect(await bench.refusal('scan.pause', null)).toMatchObject({ kind: 'busy' });
    bench.workers.release(1);
    await bench.call('scan.resume', null);
    expect(await bench.refusal('scan.resume', null)).toMatchObject({ kind: 'busy' });
    await bench.until(({ stats }) => stats.hashed + stats.skipped === 3);
    await bench.call('scan.pause', null);
    await bench.call('scan.cancel', null);
    const cancelled = await bench.phase('cancelled');
    expect(cancelled.stats.hashed).toBe(2);
    expect(await bench.groupNames()).toEqual([['a.jpg', 'b.jpg']]);
    expect((await bench.groups())[0]?.kind).toBe('exact');
    expect(await bench.refusal('scan.resume', null)).toMatchObject({ kind: 'busy' });
  });

  test('cancelled before anything was listed has an empty result', async () => {
    bench.makePhotos();
    bench.workers.release(0);
    await bench.start();
    await bench.call('scan.cancel', null);
    expect((await bench.phase('cancelled')).stats).toMatchObject({ hashed: 0, cached: 0 });
    expect(await bench.call('marks.all', null)).toMatchObject({ files: 0 });
  });

  test('gives way to a new one, and is not heard of again', async () => {
    bench.makePhotos();
    bench.make('other/x.jpg', looks[2]!);
    bench.workers.release(1);
    await bench.start();
    await bench.until(({ stats }) => stats.hashed === 1);
    const chosen = [await bench.grant('photos'), await bench.grant('other')];
    bench.events.length = 0;
    bench.workers.release();
    // The first of two at once gives way to the second.
    await Promise.all(chosen.map((folders) => bench.call('scan.start', { folders })));
    const done = await bench.until(({ phase, folders }) => phase === 'done' && folders[0]?.name === 'other');
    expect(done.stats.files).toBe(1);
    expect(bench.states().some(({ phase }) => phase === 'idle' || phase === 'cancelled' || phase === 'failed')).toBe(false);
    const folders = bench.states().map(({ folders }) => folders[0]?.name);
    expect(folders.lastIndexOf('photos')).toBeLessThan(folders.indexOf('other'));
    expect(bench.workers.open).toBe(1);
  });

  test.each(['hash', 'group'] as const)('that fails to %s says why, and the next one works', async (what) => {
    bench.makePhotos();
    bench.workers.broken = { what, error: new Error('no threads') };
    await bench.start();
    const failed = await bench.phase('failed');
    expect(failed.error).toEqual({ kind: 'internal', detail: 'no threads' });
    expect(await bench.call('folders.recent', null)).toEqual([]);
    bench.workers.broken = null;
    expect((await bench.scan()).error).toBeNull();
  });

  test('a pool that can not be made costs only its own scan', async () => {
    bench.makePhotos();
    bench.workers.broken = { what: 'create', error: new Error('out of threads') };
    await expect(bench.start()).rejects.toThrow('out of threads');
    bench.workers.broken = null;
    expect((await bench.scan()).stats.files).toBe(6);
  });
});

describe('closing', () => {
  test('in mid-scan keeps what was hashed, ends every worker, and is silent from then on', async () => {
    bench.makePhotos();
    bench.workers.release(2);
    await bench.start();
    await bench.until(({ stats }) => stats.hashed === 2);
    bench.events.length = 0;
    await Promise.all([bench.engine.close(), bench.engine.close()]);
    expect(bench.workers.open).toBe(0);
    expect(bench.events).toEqual([]);
    expect(await bench.refusal('app.info', null)).toEqual({ kind: 'cancelled' });
    bench.workers.release();
    await bench.open();
    expect((await bench.call('folders.recent', null)).length).toBe(1);
    expect((await bench.scan()).stats).toMatchObject({ cached: 2, hashed: 2 });
  });

  test('while another library is being opened leaves nothing behind', async () => {
    bench.makePhotos();
    await bench.scan();
    const [folder] = (await bench.call('folders.recent', null))[0]!.folders;
    const started = bench.refusal('scan.start', { folders: [folder!.id] });
    await bench.engine.close();
    expect(await started).toEqual({ kind: 'cancelled' });
    expect(bench.workers.open).toBe(0);
  });

  test('does not wait for a comparison, nor for one asked for afterwards', async () => {
    bench.makePhotos();
    await bench.scan();
    bench.workers.grouping = new Promise(() => undefined);
    const regrouped = bench.refusal('settings.set', { ...defaultSettings, radius: 3 });
    await bench.start();
    expect(await regrouped).toBeNull();
    await bench.phase('comparing');
    await bench.engine.close();
    expect(bench.workers.open).toBe(0);
  });

  test('ends the drawing of samples and a measurement', async () => {
    for (let i = 0; i < 16; i++) bench.make(`${i}.jpg`, looks[0]!);
    await bench.scan();
    bench.workers.release(0);
    const samples = [bench.refusal('samples.make', null), bench.refusal('samples.make', null)];
    const measured = bench.refusal('speedup.measure', null);
    expect(bench.workers.open).toBe(3);
    await bench.engine.close();
    expect(await Promise.all([...samples, measured])).toEqual([{ kind: 'cancelled' }, { kind: 'cancelled' }, { kind: 'cancelled' }]);
    expect(bench.workers.open).toBe(0);
  });
});
