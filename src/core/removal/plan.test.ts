import { expect, test } from 'vitest';
import { planRemoval, type PlanGroup, type PlanMember, type PlannedRemoval } from './plan';
import type { Looked } from './checks';

function member(path: string, marked: boolean, identity = 0): PlanMember {
  return { id: path, path, bytes: 10, modified: 5, identity, marked };
}

/** Plans over a disk on which every file is as scanned but those named. */
function plan(groups: readonly Omit<PlanGroup, 'tie'>[], disk: Record<string, 'gone' | 'changed'> = {}, folderFiles = new Map<string, number>()): Promise<PlannedRemoval> {
  const look = (path: string): Promise<Looked> => {
    if (disk[path] === 'gone') return Promise.resolve({ ok: false, failure: { reason: 'vanished', detail: 'Gone.' } });
    const modified = disk[path] === 'changed' ? 6 : 5;
    return Promise.resolve({ ok: true, facts: { bytes: 10, modified, device: 1n, inode: 1n, links: 1 } });
  };
  const input = { id: 'p', action: 'trash', folder: null, roots: [], groups: groups.map((group) => ({ ...group, tie: false })), folderFiles } as const;
  return planRemoval(input, { undoable: true, equalOnly: false, hindrance: () => Promise.resolve(null) }, { look });
}

test('says what goes, from where, and what stays; survivors know what equals them', async () => {
  const { review, items } = await plan([
    { id: 'g', members: [member('/a/1', false, 7), member('/a/2', true, 7), member('/b/3', true), member('/b/4', false)] },
    { id: 'h', members: [member('/c/5', false), member('/b/6', true)] },
  ]);
  expect(review).toEqual({
    id: 'p', action: 'trash', folder: null, trashless: 0, confirmation: null, files: 3, bytes: 30, folders: [{ path: '/b', files: 2 }, { path: '/a', files: 1 }],
    staying: 3, oddities: [], refused: [], undoable: true,
  });
  expect(items[0]).toEqual({
    id: '/a/2', path: '/a/2', bytes: 10, modified: 5,
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

  const less = await plan([{ id: 'g', members }], { '/a/1': 'gone' });
  expect(less.items.map(({ path }) => path)).toEqual(['/a/3']);
  expect(less.review.refused).toMatchObject([{ path: '/a/1', reason: 'vanished' }, { path: '/a/2', reason: 'no-survivor' }]);
  expect((await plan([{ id: 'g', members: members.slice(0, 1) }])).items).toEqual([]);
});

test('nothing goes when the file that was to stay is gone or changed', async () => {
  const groups = [{ id: 'g', members: [member('/a/1', false), member('/a/2', true), member('/a/3', true)] }];
  for (const state of ['gone', 'changed'] as const) {
    const { items, review } = await plan(groups, { '/a/1': state });
    expect(items).toEqual([]);
    expect(review.refused.map(({ path, reason }) => [path, reason])).toEqual([['/a/2', 'no-survivor'], ['/a/3', 'no-survivor']]);
  }
  const { items, review } = await plan(groups, { '/a/2': 'changed' });
  expect(items.map(({ path }) => path)).toEqual(['/a/3']);
  expect(review.refused).toMatchObject([{ path: '/a/2', reason: 'changed' }]);
});

test('points out a folder that would lose all its images', async () => {
  const groups = [{ id: 'g', members: [member('/a/1', false), member('/b/2', true), member('/b/3', true), member('/c/4', true)] }];
  const { review } = await plan(groups, {}, new Map([['/a', 1], ['/b', 2], ['/c', 2]]));
  expect(review.oddities).toEqual([{ kind: 'whole-folder', folder: '/b', files: 2 }]);
});
