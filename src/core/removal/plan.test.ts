import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { planRemoval, type PlanGroup, type PlanInput, type PlanMember, type PlannedRemoval } from './plan';
import { unprotected } from '../folder-roles/protection';
import type { Looked } from './checks';

function member(path: string, marked: boolean, identity = 0): PlanMember {
  return { id: path, path, bytes: 10, modified: 5, identity, marked };
}

interface Disk {
  readonly files?: Readonly<Record<string, 'gone' | 'changed'>>;
  /** The device of files below these folders; 1 elsewhere. */
  readonly devices?: Readonly<Record<string, bigint>>;
  /** Folders without a trash. */
  readonly trashless?: readonly string[];
}

/** Plans over a disk on which every file is as scanned but those named. */
function plan(groups: readonly (Omit<PlanGroup, 'tie'> & { readonly tie?: boolean })[], disk: Disk = {}, wanted: Partial<PlanInput> = {}): Promise<PlannedRemoval> {
  const { files = {}, devices = {}, trashless = [] } = disk;
  const inodes: string[] = [];
  const look = (path: string): Promise<Looked> => {
    if (files[path] === 'gone') return Promise.resolve({ ok: false, failure: { reason: 'vanished', detail: 'Gone.' } });
    const modified = files[path] === 'changed' ? 6 : 5;
    if (!inodes.includes(path)) inodes.push(path);
    const device = devices[dirname(path)] ?? 1n;
    return Promise.resolve({ ok: true, facts: { bytes: 10, modified, device, inode: BigInt(inodes.indexOf(path)), links: 1 } });
  };
  const way = {
    undoable: wanted.action !== 'delete',
    equalOnly: wanted.action === 'hard-link',
    keepsNames: wanted.action === 'hard-link',
    hindrance: (folder: string) => Promise.resolve(trashless.includes(folder) ? { reason: 'no-trash', detail: 'None.' } as const : null),
  };
  const input: PlanInput = {
    id: 'p', action: 'trash', folder: null, roots: ['/a'], groups: groups.map((group) => ({ tie: false, ...group })), folderFiles: new Map(), ...wanted,
  };
  return planRemoval(input, way, { look, list: () => Promise.resolve([]) }, unprotected);
}

test('says what goes, from where, and what stays; survivors know what equals them', async () => {
  const { review, items } = await plan([
    { id: 'g', members: [member('/a/1', false, 7), member('/a/2', true, 7), member('/b/3', true), member('/b/4', false)] },
    { id: 'h', members: [member('/c/5', false), member('/b/6', true)] },
  ]);
  expect(review).toEqual({
    id: 'p', action: 'trash', folder: null, trashless: 0, confirmation: null, files: 3, companions: 0, bytes: 30, folders: [{ path: '/b', files: 2 }, { path: '/a', files: 1 }],
    staying: 3, oddities: [], refused: [], undoable: true,
  });
  expect(items[0]).toEqual({
    id: '/a/2', path: '/a/2', bytes: 10, modified: 5, companions: [],
    survivors: [{ path: '/a/1', bytes: 10, identical: true }, { path: '/b/4', bytes: 10, identical: false }],
  });
  expect(items[1]?.survivors.map(({ identical }) => identical)).toEqual([false, false]);
});

test('a group that is marked whole keeps its suggested keeper, or the next that is still there', async () => {
  const members = [member('/a/1', true), member('/a/2', true), member('/a/3', true)];
  const whole = await plan([{ id: 'g', members }]);
  expect(whole.items.map(({ path }) => path)).toEqual(['/a/2', '/a/3']);
  expect(whole.items.flatMap(({ survivors }) => survivors.map(({ path }) => path))).toEqual(['/a/1', '/a/1']);
  expect(whole.review.refused).toMatchObject([{ path: '/a/1', reason: 'no-survivor' }]);
  expect(whole.review.oddities).toEqual([{ kind: 'whole-group', group: 'g', path: '/a/1' }]);
  expect(whole.review.staying).toBe(1);

  const less = await plan([{ id: 'g', members }], { files: { '/a/1': 'gone' } });
  expect(less.items.map(({ path }) => path)).toEqual(['/a/3']);
  expect(less.review.refused).toMatchObject([{ path: '/a/1', reason: 'vanished' }, { path: '/a/2', reason: 'no-survivor' }]);
  expect((await plan([{ id: 'g', members: members.slice(0, 1) }])).items).toEqual([]);
});

test('nothing goes when the file that was to stay is gone or changed', async () => {
  const groups = [{ id: 'g', members: [member('/a/1', false), member('/a/2', true), member('/a/3', true)] }];
  for (const state of ['gone', 'changed'] as const) {
    const { items, review } = await plan(groups, { files: { '/a/1': state } });
    expect(items).toEqual([]);
    expect(review.refused.map(({ path, reason }) => [path, reason])).toEqual([['/a/2', 'no-survivor'], ['/a/3', 'no-survivor']]);
  }
  const { items, review } = await plan(groups, { files: { '/a/2': 'changed' } });
  expect(items.map(({ path }) => path)).toEqual(['/a/3']);
  expect(review.refused).toMatchObject([{ path: '/a/2', reason: 'changed' }]);
});

test('points out a folder that would lose all its images', async () => {
  const groups = [{ id: 'g', members: [member('/a/1', false), member('/b/2', true), member('/b/3', true), member('/c/4', true)] }];
  const { review } = await plan(groups, {}, { folderFiles: new Map([['/a', 1], ['/b', 2], ['/c', 2]]) });
  expect(review.oddities).toEqual([{ kind: 'whole-folder', folder: '/b', files: 2 }]);
});

test('points out ties and what stays on another volume, a line for all, and a target inside the library', async () => {
  const groups = [
    { id: 'g', tie: true, members: [member('/a/1', false), member('/b/2', true)] },
    { id: 'h', tie: true, members: [member('/a/3', false), member('/a/4', true)] },
    { id: 'i', tie: true, members: [member('/a/5', false), { ...member('/a/6', true), modified: 1 }] },
  ];
  const { review } = await plan(groups, { devices: { '/b': 2n } }, { action: 'move', folder: '/a/deep' });
  expect(review.oddities).toEqual([
    { kind: 'other-volume', files: 1, path: '/b/2' },
    { kind: 'tie', groups: 2, path: '/a/1' },
    { kind: 'inside-library', folder: '/a/deep' },
  ]);
});

test('files without a trash are refused beforehand and counted', async () => {
  const groups = [{ id: 'g', members: [member('/a/1', false), member('/a/2', true), member('/b/3', true)] }];
  const { review, items } = await plan(groups, { trashless: ['/b'] });
  expect(items.map(({ path }) => path)).toEqual(['/a/2']);
  expect(review).toMatchObject({ files: 1, staying: 2, trashless: 1, refused: [{ path: '/b/3', reason: 'no-trash' }] });
});

test('links are only for what equals a file that stays, on its volume', async () => {
  const groups = [{ id: 'g', members: [member('/a/1', false, 7), member('/a/2', true, 7), member('/a/3', true), member('/b/4', true, 7)] }];
  const { review, items } = await plan(groups, { devices: { '/b': 2n } }, { action: 'hard-link', folderFiles: new Map([['/a', 1]]) });
  expect(items.map(({ path }) => path)).toEqual(['/a/2']);
  expect(review.refused.map(({ path, reason }) => [path, reason])).toEqual([['/a/3', 'not-equal'], ['/b/4', 'other-volume']]);
  expect(review).toMatchObject({ staying: 3, oddities: [] });
});

test('only deleting wants to be confirmed, by how many', async () => {
  const groups = [{ id: 'g', members: [member('/a/1', false), member('/a/2', true)] }];
  expect((await plan(groups, {}, { action: 'delete' })).review).toMatchObject({ confirmation: 'delete 1 file', undoable: false });
  expect((await plan(groups, {}, { action: 'hold' })).review).toMatchObject({ confirmation: null, undoable: true });
});
