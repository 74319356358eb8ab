import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultSettings } from '../shared/settings';
import type { FolderRole } from '../shared/folders';
import { EngineBench, looks } from './testing/engine-bench';

let bench: EngineBench;

beforeEach(async () => {
  bench = new EngineBench();
  vi.stubEnv('XDG_DATA_HOME', join(bench.home, 'xdg'));
  await bench.open();
  // Three times the same bytes; the shortest path is the one suggested to be kept.
  for (const path of ['photos/a.jpg', 'photos/phone/a.jpg', 'photos/masters/a.jpg']) bench.make(path, looks[0]!, 'equal');
});

afterEach(async () => {
  await bench.clear();
  vi.unstubAllEnvs();
});

async function idOf(folder: string): Promise<string> {
  const granted = await bench.engine.grant([join(bench.home, folder)]);
  if (!granted.ok) throw new Error(granted.error.kind);
  return granted.value[0]!.id;
}

async function setRole(folder: string, role: FolderRole | null) {
  return bench.call('folders.setRole', { folder: await idOf(folder), role });
}

async function standings(): Promise<Readonly<Record<string, string>>> {
  const groups = await bench.groups();
  return Object.fromEntries(groups.flatMap(({ members }) => members.map(({ file, standing }) => [file.path.slice(bench.home.length + 1), standing])));
}

describe('the role of a folder', () => {
  test('holds for its files at once, and again after a start, without another scan', async () => {
    await bench.scan();
    const hashed = bench.workers.hashed.length;
    const gain = (await bench.call('scan.state', null)).groups.bytesToGain;
    await setRole('photos/masters', 'protected');
    expect(await standings()).toEqual({ 'photos/a.jpg': 'free', 'photos/phone/a.jpg': 'free', 'photos/masters/a.jpg': 'protected' });
    expect((await bench.call('scan.state', null)).groups.bytesToGain).toBe(gain / 2);
    expect(await bench.call('marks.all', null)).toMatchObject({ files: 1 });

    await bench.engine.close();
    await bench.open();
    await bench.scan();
    expect(await standings()).toMatchObject({ 'photos/masters/a.jpg': 'protected' });
    expect(await setRole('photos/masters', null)).toMatchObject({ rescan: false });
    expect(await standings()).toMatchObject({ 'photos/masters/a.jpg': 'free' });
    expect(bench.workers.hashed).toHaveLength(hashed);
  });

  test('can’t be got round by another name of the folder', async () => {
    symlinkSync('photos', join(bench.home, 'way'));
    await setRole('way/masters', 'protected');
    for (const name of ['a.jpg', 'masters/a.jpg', 'phone/a.jpg']) bench.workers.found.set(join(bench.home, 'way', name), looks[0]!);
    await bench.scan('way');
    expect(await standings()).toEqual({ 'way/a.jpg': 'free', 'way/phone/a.jpg': 'free', 'way/masters/a.jpg': 'protected' });
  });

  test('hides groups that lie in reference folders alone, and counts them', async () => {
    await bench.scan();
    await setRole('photos', 'reference');
    expect((await bench.call('scan.state', null)).groups).toMatchObject({ groups: 0, referenceGroups: 1, bytesToGain: 0 });
    await setRole('photos/phone', 'protected');
    expect((await bench.call('scan.state', null)).groups).toMatchObject({ groups: 1, referenceGroups: 0, bytesToGain: 0 });
  });
});

describe('the list of folders', () => {
  test('has the library’s, those with a role, and an order that can be changed', async () => {
    mkdirSync(join(bench.home, 'elsewhere'));
    await bench.scan();
    await setRole('elsewhere', 'excluded');
    const names = async () => (await bench.call('folders.roles', null)).folders.map(({ folder, rank, role, inLibrary }) => [folder.name, rank, role, inLibrary]);
    expect(await names()).toEqual([['photos', null, null, true], ['elsewhere', null, 'excluded', false]]);
    await bench.call('folders.setPriority', { folders: [await idOf('photos/masters'), await idOf('photos')] });
    expect(await names()).toEqual([['masters', 0, null, false], ['photos', 1, null, true], ['elsewhere', null, 'excluded', false]]);
  });

  test('tells the folders above a file, up to the library’s', async () => {
    await bench.scan();
    await setRole('photos/masters', 'protected');
    const [group] = await bench.groups();
    const file = group!.members.find(({ file: { path } }) => path.includes('masters'))!.file.id;
    const above = await bench.call('folders.of', { file });
    expect(above.map(({ folder, role }) => [folder.name, role])).toEqual([['masters', 'protected'], ['photos', null]]);
  });
});

describe('what is left out', () => {
  test('is not scanned, is counted, and can be seen', async () => {
    expect(await setRole('photos/phone', 'excluded')).toMatchObject({ rescan: false });
    await bench.call('settings.set', { ...defaultSettings, excluded: ['*.tmp', 'old/'] });
    bench.make('x.tmp', looks[1]!);
    bench.make('photos/2001/old/y.jpg', looks[1]!);
    bench.make('photos/.Trash-1000/z.jpg', looks[1]!);
    const { skippedByReason, stats } = await bench.scan();
    expect(skippedByReason).toEqual({ excluded: 3, 'system-folder': 1 });
    expect(stats).toMatchObject({ files: 6, hashed: 2, skipped: 4 });
    const page = await bench.call('skipped.page', { offset: 0, limit: 10, reason: 'excluded' });
    expect(page.items.map(({ path, detail }) => [path.slice(bench.home.length + 8), detail])).toEqual([
      ['phone', 'You chose to leave this folder out.'],
      ['x.tmp', 'It matches the pattern “*.tmp”, which you leave out.'],
      ['2001/old', 'It matches the pattern “old/”, which you leave out.'],
    ]);
    expect(await setRole('photos/phone', null)).toMatchObject({ rescan: true });
    expect(await setRole('photos/phone', 'excluded')).toMatchObject({ rescan: false });
    await setRole('photos/phone', null);
    await bench.scan();
    expect((await bench.groupNames()).flat()).toHaveLength(3);
  });

  test('takes no pattern that makes no sense', async () => {
    expect(await bench.refusal('settings.set', { ...defaultSettings, excluded: ['[a'] })).toMatchObject({
      kind: 'invalid-input', detail: 'the pattern “[a” is malformed: The “[” is never closed by a “]”',
    });
    expect((await bench.call('settings.get', null)).excluded).toEqual([]);
  });
});
