import { renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FileId } from '../shared/files';
import { EngineBench, looks } from './testing/engine-bench';
import { Databases, sqlError } from './testing/faults/database';

let bench: EngineBench;

/** A pair and a triple of equal files. */
beforeEach(async () => {
  bench = new EngineBench();
  vi.stubEnv('XDG_DATA_HOME', join(bench.home, 'xdg'));
  await bench.open();
  for (const name of ['a1', 'a2']) bench.make(`${name}.jpg`, looks[0]!, 'a, twice');
  for (const name of ['b1', 'b2', 'b3']) bench.make(`${name}.jpg`, looks[1]!, 'b, thrice');
  await bench.scan();
});

afterEach(async () => {
  await bench.clear();
  vi.unstubAllEnvs();
});

async function idOf(name: string): Promise<FileId> {
  const members = (await bench.groups()).flatMap((group) => group.members);
  return members.find(({ file }) => file.name === `${name}.jpg`)!.file.id;
}

/** By group, the keeper in brackets and what is marked with an exclamation mark. */
async function marks(): Promise<readonly string[]> {
  return (await bench.groups()).map(({ members, keeper }) =>
    members.map(({ file, marked }) => (file.id === keeper ? `[${file.name}]` : marked ? `${file.name}!` : file.name)).join(' ').replaceAll('.jpg', ''));
}

test('pages say what is marked and kept, and everybody is told of each change', async () => {
  const told = () => bench.events.flatMap((event) => (event.name === 'marks.state' ? [event.payload.files] : []));
  bench.events.length = 0;
  expect(await bench.call('marks.all', null)).toMatchObject({ files: 3, canUndo: true });
  expect(await marks()).toEqual(['[b1] b2! b3!', '[a1] a2!']);
  expect(await bench.call('marks.keep', { file: await idOf('b3') })).toMatchObject({ files: 3 });
  expect(await marks()).toEqual(['b1! b2! [b3]', '[a1] a2!']);
  const [triple, pair] = await bench.groups();
  expect([triple?.decided, pair?.decided]).toEqual([true, true]);
  await bench.call('marks.none', { groups: [pair!.id] });
  expect((await bench.groups())[1]?.decided).toBe(false);
  await bench.call('marks.undo', null);
  await bench.call('marks.undo', null);
  expect(await marks()).toEqual(['[b1] b2! b3!', '[a1] a2!']);
  await bench.call('marks.clear', null);
  await bench.call('marks.set', { mark: [await idOf('b1'), await idOf('b2')], unmark: [] });
  expect(await marks()).toEqual(['b1! b2! [b3]', '[a1] a2']);
  expect(told()).toEqual([3, 3, 2, 3, 3, 0, 2]);
  const page = await bench.call('groups.page', { offset: 0, limit: 1 });
  expect(page.marks).toBe((await bench.call('marks.state', null)).revision);
});

test('where the file that was to stay is gone, the suggested one of the others stays; that is another when the group changes again', async () => {
  const times = { c0: 900, c1: 1001, c2: 1000, c3: 1010 };
  for (const [name, seconds] of Object.entries(times)) utimesSync(bench.make(`${name}.jpg`, looks[2]!, 'c, four times'), 1, seconds);
  await bench.scan();
  await bench.call('marks.all', null);
  const seen: (string | undefined)[] = [];
  for (const gone of [null, 'c0', 'c3']) {
    if (gone !== null) rmSync(join(bench.home, `photos/${gone}.jpg`));
    await bench.scan();
    seen.push((await marks()).find((line) => line.includes('c1')));
  }
  // Of c1 and c2 neither is older: dates count from two seconds on.
  expect(seen).toEqual(['[c0] c1! c2! c3!', '[c2] c1! c3!', '[c1] c2!']);
});

test('marks are there again after another start, and none are in another library', async () => {
  bench.make('other/x.jpg', looks[0]!, 'a, twice');
  bench.make('other/y.jpg', looks[0]!, 'a, twice');
  await bench.call('marks.all', null);
  const { revision } = await bench.call('marks.state', null);
  await bench.scan('other');
  expect(await bench.call('marks.state', null)).toMatchObject({ files: 0 });
  expect((await bench.call('marks.state', null)).revision).toBeGreaterThan(revision);
  await bench.engine.close();
  await bench.open();
  await bench.scan();
  expect(await marks()).toEqual(['[b1] b2! b3!', '[a1] a2!']);
  expect(await bench.call('marks.state', null)).toMatchObject({ files: 3, bytes: 8 + 9 + 9, canUndo: false, unsaved: null });
});

test('marks that can’t be written when the library is scanned anew are not lost', async () => {
  const databases = new Databases();
  databases.install();
  try {
    await bench.call('marks.all', null);
    databases.intercept = () => sqlError('SQLITE_FULL');
    await bench.scan();
    expect(await marks()).toEqual(['[b1] b2! b3!', '[a1] a2!']);
    expect(await bench.call('marks.state', null)).toMatchObject({ files: 3, unsaved: { kind: 'storage' } });
    databases.intercept = null;
    await bench.engine.close();
  } finally {
    databases.uninstall();
  }
  await bench.open();
  await bench.scan();
  expect(await marks()).toEqual(['[b1] b2! b3!', '[a1] a2!']);
  expect(await bench.call('marks.state', null)).toMatchObject({ files: 3, unsaved: null });
});

test('a file that was renamed is followed', async () => {
  await bench.call('marks.all', null);
  await bench.engine.close();
  renameSync(join(bench.home, 'photos/b2.jpg'), join(bench.home, 'photos/b9.jpg'));
  bench.workers.found.set(join(bench.home, 'photos/b9.jpg'), looks[1]!);
  await bench.open();
  await bench.scan();
  expect(await marks()).toEqual(['[b1] b3! b9!', '[a1] a2!']);
});
