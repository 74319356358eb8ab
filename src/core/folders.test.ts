import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppFailure, explain } from '../shared/errors';
import { Folders } from './folders';
import { isInside, reachOf } from './reach';
import type { HostPort } from './ports';
import { openStore, type Store } from './store/store';
import { startSwapping } from './testing/swapper';

let home: string;
let store: Store;

beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'lookalike-folders-')));
  await mkdir(join(home, 'data'));
  await mkdir(join(home, 'root/holiday/day 2'), { recursive: true });
  await mkdir(join(home, 'root/holiday/day 10'));
  await mkdir(join(home, 'root/.hidden'));
  await mkdir(join(home, 'elsewhere'));
  await writeFile(join(home, 'root/a.txt'), 'a');
  await symlink(join(home, 'elsewhere'), join(home, 'root/way out'));
  store = openStore(join(home, 'data'));
});

afterEach(async () => {
  store.close();
  await rm(home, { recursive: true });
});

function foldersWith(browseRoots: HostPort['browseRoots']): Folders {
  return new Folders({ kind: 'web', pickFolders: null, browseRoots, folderDrop: false, reveal: null, open: null, saveFile: null }, store, reachOf(browseRoots, join(home, 'data')));
}

function explained(error: unknown): string {
  return error instanceof AppFailure ? explain(error.error).what : String(error);
}

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: unknown) => (error instanceof AppFailure ? error.error.kind : error),
  );
}

test('browses one level at a time, in natural order, without hidden folders and links', async () => {
  const folders = foldersWith([join(home, 'root')]);
  const top = await folders.browse(null);
  expect(top.folders.map((folder) => folder.name)).toEqual(['holiday']);
  expect(top.files).toBe(1);
  expect(top.parent).toBeNull();
  const below = await folders.browse(top.folders[0]?.id ?? '');
  expect(below.folders.map((folder) => folder.name)).toEqual(['day 2', 'day 10']);
  expect(below.parent?.path).toBe(join(home, 'root'));
});

test('several roots are listed first', async () => {
  const folders = foldersWith([join(home, 'root'), join(home, 'elsewhere')]);
  expect((await folders.browse(null)).folders.map((folder) => folder.name)).toEqual(['root', 'elsewhere']);
});

test('nothing outside the roots can be chosen or browsed, by a name, an id or through a link', async () => {
  const folders = foldersWith([join(home, 'root')]);
  for (const path of ['elsewhere', 'root/way out', 'root/../elsewhere', 'root/holiday/../../elsewhere', '.']) {
    expect(await errorOf(folders.grant([join(home, 'root'), `${home}/${path}`])), path).toBe('not-allowed');
  }
  expect(await errorOf(folders.grant([`${home}/root/\0`]))).not.toBeNull();
  for (const id of [home, 'root', '..', '../elsewhere', '%2e%2e', `${home}/root`, '/', '\0', '']) expect(await errorOf(folders.browse(id)), id).toBe('not-found');
  const { id } = folders.ref(join(home, 'elsewhere'));
  expect(await errorOf(folders.browse(id))).toBe('not-allowed');
});

test('a folder that became a link since it was named is neither browsed nor chosen', async () => {
  const folders = foldersWith([join(home, 'root')]);
  const [holiday] = (await folders.browse(null)).folders;
  await rename(join(home, 'root/holiday'), join(home, 'holiday'));
  await symlink(join(home, 'elsewhere'), join(home, 'root/holiday'));
  expect(await errorOf(folders.browse(holiday!.id))).toBe('not-allowed');
  expect(await errorOf(folders.grant([folders.pathOf(holiday!.id)]))).toBe('not-allowed');
  await rename(join(home, 'root'), join(home, 'former root'));
  await symlink(join(home, 'elsewhere'), join(home, 'root'));
  expect(await errorOf(folders.browse(null))).toBe('not-allowed');
});

test('of recent libraries, those outside the roots are not told', async () => {
  const folders = foldersWith([join(home, 'root')]);
  for (const name of ['root/holiday', 'elsewhere', 'root/way out']) store.saveLibrary({ folders: [join(home, name)], scanned: 1, files: 5, groups: 2 });
  store.saveLibrary({ folders: [join(home, 'root'), join(home, 'elsewhere')], scanned: 1, files: 5, groups: 2 });
  expect((await folders.recent()).map((library) => library.folders.map(({ path }) => path))).toEqual([[join(home, 'root/holiday')]]);
});

test.skipIf(process.platform !== 'linux')('no folder is browsed that a racing process puts a link in the place of', async () => {
  const folders = foldersWith([join(home, 'root')]);
  const [holiday] = (await folders.browse(null)).folders;
  await mkdir(join(home, 'elsewhere/secret'));
  const swapping = await startSwapping(join(home, 'root/holiday'), join(home, 'elsewhere'));
  const seen = new Set<string>();
  for (let i = 0; i < 700; i++) {
    await folders.browse(holiday!.id).then(
      (listing) => seen.add(listing.folders.map(({ name }) => name).join()),
      (error: unknown) => seen.add(error instanceof AppFailure ? error.error.kind : String(error).slice(0, 20)),
    );
  }
  await swapping.end();
  expect([...seen].filter((names) => names.includes('secret'))).toEqual([]);
  expect([...seen]).toEqual(expect.arrayContaining(['day 2,day 10', 'not-allowed']));
});

test('a folder is made where one browses, and nowhere else', async () => {
  const folders = foldersWith([join(home, 'root')]);
  const top = await folders.browse(null);
  const made = await folders.make(top.at!.id, 'Removed copies');
  expect(made).toMatchObject({ name: 'Removed copies', path: join(home, 'root/Removed copies') });
  expect((await folders.browse(made.id)).parent?.path).toBe(join(home, 'root'));
  await folders.make(made.id, 'Größe 🦊');
  expect(readdirSync(join(home, 'root')).sort()).toEqual(['.hidden', 'Removed copies', 'a.txt', 'holiday', 'way out']);
  for (const name of ['holiday', 'a.txt', 'way out']) expect(await folders.make(top.at!.id, name).catch(explained), name).toContain('something of that name already');

  for (const name of ['..', '.', '...', '.hidden too', '../elsewhere/x', 'a/b', 'a\\b', '/tmp/x', 'a\0b', 'line\nbreak', '', ' ', ' x', 'x '.repeat(3), 'é'.repeat(128)]) {
    expect(await errorOf(folders.make(made.id, name)), JSON.stringify(name)).toBe('invalid-input');
  }
  for (const id of [home, '..', `${made.id}/..`, '']) expect(await errorOf(folders.make(id, 'x')), id).toBe('not-found');
  expect(await errorOf(folders.make(folders.ref(join(home, 'elsewhere')).id, 'x'))).toBe('not-allowed');
  expect(await errorOf(folders.make(folders.ref(join(home, 'root/way out')).id, 'x'))).toBe('not-allowed');
  expect(await errorOf(foldersWith(null).make(made.id, 'x'))).toBe('unsupported-here');
  expect(readdirSync(join(home, 'elsewhere'))).toEqual([]);
  expect(readdirSync(made.path)).toEqual(['Größe 🦊']);
});

test.skipIf(process.platform !== 'linux')('no folder is made behind a link that a racing process puts in place', async () => {
  const folders = foldersWith([join(home, 'root')]);
  const [holiday] = (await folders.browse(null)).folders;
  const swapping = await startSwapping(join(home, 'root/holiday'), join(home, 'elsewhere'));
  let made = 0;
  for (let i = 0; i < 700; i++) await folders.make(holiday!.id, `n${i}`).then(() => made++, () => undefined);
  await swapping.end();
  expect(made).toBeGreaterThan(0);
  expect(readdirSync(join(home, 'elsewhere'))).toEqual([]);
});

test('a folder that is missing, or a file, is refused with its reason', async () => {
  const folders = foldersWith(null);
  expect(await errorOf(folders.grant([join(home, 'nowhere')]))).toBe('folder-missing');
  expect(await errorOf(folders.grant([join(home, 'root/a.txt')]))).toBe('folder-unreadable');
  expect(await errorOf(folders.pick())).toBe('unsupported-here');
});

test('recent libraries say whether they are there', async () => {
  const folders = foldersWith(null);
  store.saveLibrary({ folders: [join(home, 'root')], scanned: 1, files: 5, groups: 2 });
  store.saveLibrary({ folders: [join(home, 'gone')], scanned: 2, files: 5, groups: 2 });
  const recent = await folders.recent();
  expect(recent.map((library) => [library.folders[0]?.name, library.available])).toEqual([
    ['gone', false],
    ['root', true],
  ]);
});

test('inside means below, not alike', () => {
  expect(isInside('/a/b', '/a')).toBe(true);
  expect(isInside('/a', '/a')).toBe(true);
  expect(isInside('/ab', '/a')).toBe(false);
  expect(isInside('/', '/a')).toBe(false);
  expect(isInside('/a/..b', '/a')).toBe(true);
});
