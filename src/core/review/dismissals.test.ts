import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Dismissal } from '../../shared/dismissal';
import { EngineBench, type looks } from '../testing/engine-bench';

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

/** Pictures so many bits from the one to keep, which is the largest file. */
function make(bits: number, name = `${bits}.jpg`): void {
  const look: (typeof looks)[number] = { low: 2 ** bits - 1, high: 0 };
  bench.make(name, look, `${bits} `.repeat(100 - bits));
}

function move(from: string, to: string): void {
  mkdirSync(join(bench.home, 'photos/moved'), { recursive: true });
  const [before, after] = [join(bench.home, 'photos', from), join(bench.home, 'photos', to)];
  renameSync(before, after);
  bench.workers.found.set(after, bench.workers.found.get(before)!);
}

/** Dismisses files of the library by their names. */
async function dismiss(...names: readonly string[]): Promise<number> {
  const files = (await bench.groups()).flatMap(({ members }) => members.map(({ file }) => file));
  return bench.call('dismissed.add', { files: names.map((name) => files.find((file) => file.name === name)!.id) });
}

async function dismissed(): Promise<readonly Dismissal[]> {
  return (await bench.call('dismissed.page', { offset: 0, limit: 10 })).items;
}

test('a pair stays dismissed over rescans, moves, renames and restarts, and comes back', async () => {
  make(0);
  make(1);
  const { groups: { revision } } = await bench.scan();
  const id = await dismiss('0.jpg', '1.jpg');
  expect(await bench.groupNames()).toEqual([]);
  expect((await bench.call('scan.state', null)).groups).toMatchObject({ groups: 0, files: 0, bytesToGain: 0, revision: revision + 1 });

  move('0.jpg', 'moved/renamed.jpg');
  move('1.jpg', 'zero.jpg');
  await bench.scan();
  expect(await bench.groupNames()).toEqual([]);
  await bench.engine.close();
  await bench.open();
  expect((await dismissed())[0]).toMatchObject({ id, count: 2, files: [{ name: '0.jpg', id: null }, { name: '1.jpg', id: null }] });
  await bench.scan();
  expect(await bench.groupNames()).toEqual([]);
  const [listed] = await dismissed();
  expect(listed?.files).toMatchObject([{ name: 'renamed.jpg', path: join(bench.home, 'photos/moved/renamed.jpg') }, { name: 'zero.jpg' }]);
  expect((await bench.engine.preview(listed!.files[0]!.id!, 'thumb')).ok).toBe(true);

  await bench.call('dismissed.remove', { id });
  expect(await bench.groupNames()).toEqual([['renamed.jpg', 'zero.jpg']]);
  expect(await dismissed()).toEqual([]);
  expect(await dismiss('renamed.jpg', 'zero.jpg')).toBeGreaterThan(id);
});

test('what leaves a group is shown with what else is like it', async () => {
  for (const bits of [0, 1, 2, 3]) make(bits);
  await bench.scan();
  expect(await bench.groupNames()).toEqual([['0.jpg', '1.jpg', '2.jpg', '3.jpg']]);
  await dismiss('0.jpg', '1.jpg');
  expect(await bench.groupNames()).toEqual([['0.jpg', '2.jpg', '3.jpg']]);
  const second = await dismiss('0.jpg', '2.jpg');
  // Most to gain first: of each group, all but the first file.
  expect(await bench.groupNames()).toEqual([['1.jpg', '2.jpg'], ['0.jpg', '3.jpg']]);
  const third = await dismiss('1.jpg', '2.jpg');
  expect(await bench.groupNames()).toEqual([['0.jpg', '3.jpg']]);
  await bench.call('dismissed.remove', { id: second });
  expect(await bench.groupNames()).toEqual([['0.jpg', '2.jpg', '3.jpg']]);
  await bench.call('dismissed.remove', { id: third });
  expect(await bench.groupNames()).toEqual([['0.jpg', '2.jpg', '3.jpg']]);
});

test('a new copy of the same bytes is dismissed as well, one of other bytes is shown', async () => {
  make(0);
  make(1);
  await bench.scan();
  await dismiss('0.jpg', '1.jpg');
  make(1, 'again.jpg');
  await bench.scan();
  expect(await bench.groupNames()).toEqual([['1.jpg', 'again.jpg']]);
  make(2);
  await bench.scan();
  expect(await bench.groupNames()).toEqual([['1.jpg', 'again.jpg'], ['0.jpg', '2.jpg']]);
  // Equal files, both kept on purpose.
  await dismiss('1.jpg', 'again.jpg');
  expect(await bench.groupNames()).toEqual([['0.jpg', '2.jpg']]);
});

test('every strictness counts without them, and nothing is compared for nothing', async () => {
  for (const bits of [0, 2, 4]) make(bits);
  await bench.scan();
  const counted = (state: { readonly groups: { readonly groupsByRadius: readonly (number | null)[] } }): boolean => !state.groups.groupsByRadius.includes(null);
  expect((await bench.until(counted)).groups.groupsByRadius).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  await dismiss('0.jpg', '2.jpg');
  expect((await bench.until(counted)).groups.groupsByRadius).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  await dismiss('0.jpg', '4.jpg');
  await dismiss('2.jpg', '4.jpg');
  expect((await bench.until(counted)).groups.groupsByRadius).toEqual(Array.from({ length: 13 }, () => 0));

  const before = bench.workers.grouped;
  await bench.scan();
  await bench.until(counted);
  expect(bench.workers.grouped).toBe(before);
});

test('files of another library, or one alone, can’t be dismissed', async () => {
  make(0);
  make(1);
  expect((await dismissed())).toEqual([]);
  await bench.scan();
  const [file] = (await bench.groups())[0]!.members;
  expect(await bench.refusal('dismissed.add', { files: [file!.file.id, file!.file.id] })).toMatchObject({ kind: 'invalid-input' });
  expect(await bench.refusal('dismissed.add', { files: [file!.file.id, 'x.0'] })).toMatchObject({ kind: 'not-found' });
  expect(await bench.call('dismissed.remove', { id: 99 })).toBe(null);
  expect(await dismissed()).toEqual([]);
});

test('marks of what was dismissed go, and come back with it', async () => {
  make(0);
  make(1);
  await bench.scan();
  expect(await bench.call('marks.all', null)).toMatchObject({ files: 1 });
  const id = await dismiss('0.jpg', '1.jpg');
  expect(await bench.call('marks.state', null)).toMatchObject({ files: 0, bytes: 0 });
  await bench.call('dismissed.remove', { id });
  expect(await bench.call('marks.state', null)).toMatchObject({ files: 1 });
});
