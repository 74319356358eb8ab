import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppFailure } from '../shared/errors';
import { Folders, isInside } from './folders';
import type { HostPort } from './ports';
import { openStore, type Store } from './store/store';

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
  return new Folders({ kind: 'web', pickFolders: null, browseRoots, folderDrop: false, reveal: null, open: null, saveFile: null }, store);
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

test('nothing outside the roots can be browsed, by a granted id or through a link', async () => {
  const folders = foldersWith([join(home, 'root')]);
  const [outside, link] = await folders.grant([join(home, 'elsewhere'), join(home, 'root/way out')]);
  expect(await errorOf(folders.browse(outside?.id ?? ''))).toBe('not-allowed');
  expect(await errorOf(folders.browse(link?.id ?? ''))).toBe('not-allowed');
  expect(await errorOf(folders.browse(home))).toBe('not-found');
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
