import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RemovalResult, ReviewPlan } from '../shared/removal';
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

/** A library of these files, of which JPEGs are pictures that equal each other. */
async function library(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) bench.make(`photos/${name}`, name.endsWith('.jpg') ? looks[0]! : 'not-an-image', content);
  await bench.scan();
}

const there = (...names: readonly string[]): readonly boolean[] => names.map((name) => existsSync(join(bench.home, 'photos', name)));

async function plan(action: 'trash' | 'hard-link' = 'trash'): Promise<ReviewPlan> {
  await bench.call('marks.all', null);
  return bench.call('removal.plan', { choice: { action } });
}

async function remove(): Promise<RemovalResult> {
  return bench.call('removal.run', { plan: (await plan()).id, confirmation: null });
}

const pairs = { 'a/1.jpg': 'picture', 'a/1.CR2': 'raw', 'b/b/1.jpg': 'picture', 'b/b/1.cr2': 'raw', 'b/b/1.xmp': 'stars' };

test('a picture goes and comes back with its RAW file, where that has an equal one that stays, and with what is said of it', async () => {
  await library(pairs);
  const [group] = await bench.groups();
  expect(group!.members.map(({ companions }) => companions)).toEqual([['raw'], ['raw', 'sidecar']]);
  expect(await plan()).toMatchObject({ files: 1, companions: 2, bytes: 7 + 3 + 5, refused: [] });
  expect(await plan('hard-link')).toMatchObject({ files: 1, companions: 0 });
  const { transaction, ...result } = await remove();
  expect(result).toMatchObject({ companions: 2, bytes: 15, failures: [] });
  expect(there(...Object.keys(pairs))).toEqual([true, true, false, false, false]);
  expect(await bench.call('removal.undo', { transaction })).toMatchObject({ restored: 3, failures: [] });
  expect(Object.keys(pairs).map((name) => readFileSync(join(bench.home, 'photos', name), 'utf8'))).toEqual(Object.values(pairs));
});

test('a picture stays where its RAW file would be lost', async () => {
  await library({ ...pairs, 'b/b/1.cr2': 'another one' });
  expect(await plan()).toMatchObject({
    files: 0, refused: [{ reason: 'has-companion', detail: 'Its RAW file 1.cr2 has no copy that stays.' }],
  });
});

test('of equal size is not equal: bytes are compared before anything goes', async () => {
  await library({ ...pairs, 'b/b/1.cr2': 'RAW' });
  const { failures, removed } = await remove();
  expect(removed).toEqual([]);
  expect(failures).toMatchObject([{ reason: 'has-companion', path: join(bench.home, 'photos/b/b/1.jpg'), detail: expect.stringContaining('1.cr2') as unknown }]);
  expect(there(...Object.keys(pairs))).not.toContain(false);
});

test('a RAW file that is gone beside the picture that stays is no copy any more', async () => {
  await library(pairs);
  const { id } = await plan();
  writeFileSync(join(bench.home, 'photos/a/1.CR2'), 'changed');
  expect(await bench.call('removal.run', { plan: id, confirmation: null })).toMatchObject({ removed: [], failures: [{ reason: 'has-companion' }] });
  expect(there(...Object.keys(pairs))).not.toContain(false);
});

test('what belongs to another picture too stays, and keeps nothing from going', async () => {
  await library({ 'a/1.jpg': 'picture', 'a/1.MOV': 'another film', 'b/b/1.jpg': 'picture', 'b/b/1.HEIC': 'original', 'b/b/1.MOV': 'film' });
  expect(await remove()).toMatchObject({ companions: 0, failures: [] });
  expect(there('b/b/1.jpg', 'b/b/1.HEIC', 'b/b/1.MOV')).toEqual([false, true, true]);
});

test('protection is looked at last of all, whatever was planned, and by whatever name', async () => {
  await library(pairs);
  const { id } = await plan();
  // Another window's doing: of its own changes this one would have made the plan anew.
  const other = new EngineBench(bench.home);
  await other.open();
  const granted = await other.engine.grant([join(bench.home, 'photos/b')]);
  if (!granted.ok) throw new Error(granted.error.kind);
  await other.call('folders.setRole', { folder: granted.value[0]!.id, role: 'protected' });
  await other.engine.close();
  expect(await bench.call('removal.run', { plan: id, confirmation: null })).toMatchObject({
    removed: [], failures: [{ reason: 'protected', detail: `It is in “${join(bench.home, 'photos/b')}”, which you protected.` }],
  });
  expect(there(...Object.keys(pairs))).not.toContain(false);
});
