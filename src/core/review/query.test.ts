import { describe, expect, it } from 'vitest';
import { plainQuery, plainSort, type GroupQuery, type GroupSort } from '../../shared/query';
import { PathSearch } from './path-search';
import { findGroups } from './query';
import { makeGroups, type MadeGroup } from './testing/made-groups';

const day = (date: string): number => Date.parse(`${date}T12:00:00Z`);

/** In the order of space to gain, as the engine lays them out. */
const made: readonly MadeGroup[] = [
  { kind: 'similar', files: [{ path: 'Trip 10/Été.jpg', bytes: 9000, modified: day('2020-05-01') }, { path: 'Backup/e\u0301te\u0301 (1).png', bytes: 5000, format: 'png', distance: 7 }] },
  { kind: 'exact', files: [{ path: 'Trip 2/IMG_2.jpg', bytes: 2000, modified: day('2024-01-01') }, { path: 'Trip 2/IMG_2 copy.jpg', bytes: 2000 }, { path: 'Backup/img_2.jpg', bytes: 2000 }] },
  { kind: 'exact', files: [{ path: 'Trip 2/IMG_10.jpg', bytes: 300, modified: day('2022-01-01') }, { path: 'Backup/Отпуск.jpg', bytes: 300 }] },
  { kind: 'similar-shot', files: [{ path: 'Burst/a.jpg', bytes: 90_000, modified: day('2025-01-01') }, { path: 'Burst/b.jpg', bytes: 90_000, distance: 12 }] },
];
const { table, groups } = makeGroups(made);
const source = { table, groups, search: new PathSearch(table), isDecided: (group: number) => group === 1, isNew: (row: number) => table.name(row) === 'IMG_10.jpg' };

function find(query: Partial<GroupQuery>, sort: GroupSort = plainSort): readonly number[] {
  return [...findGroups(source, { query: { ...plainQuery, ...query }, sort }).groups];
}

describe('a query', () => {
  it('answers all groups in their own order, with sums that similar shots add no gain to', () => {
    expect(findGroups(source, { query: plainQuery, sort: plainSort })).toEqual({
      groups: Uint32Array.of(0, 1, 2, 3), sums: { groups: 4, files: 9, bytesToGain: 5000 + 4000 + 300 },
    });
    expect(findGroups(source, { query: { ...plainQuery, kinds: ['exact'] }, sort: plainSort }).sums).toEqual({ groups: 2, files: 5, bytesToGain: 4300 });
  });

  it.each([
    ['backup', [0, 1, 2]],
    ['  TRIP 2 ', [1, 2]],
    ['"trip 2"', [1, 2]],
    ['"trip 2', [1, 2]],
    ['ÉTÉ', [0]],
    ['e\u0301te\u0301', [0]],
    ['(1)', [0]],
    ['trip img_2', [1]],
    ['отпуск', [2]],
    ['2/img', [1, 2]],
    ['photos/trip', [0, 1, 2]],
    ['trip/', []],
    ['img_2/', []],
    ['/photos/trip 2/img_10.jpg', [2]],
    ['"/photos/trip 2/img_10.jpg"', [2]],
    ['""', [0, 1, 2, 3]],
    ['*', []],
  ])('finds paths with %j', (text, expected) => expect(find({ text })).toEqual(expected));

  it('wants all that it says of a file to hold for one file', () => {
    expect(find({ formats: ['png'], bytes: { min: 5000, max: 5000 } })).toEqual([0]);
    expect(find({ formats: ['png'], bytes: { min: 9000, max: null } })).toEqual([]);
    expect(find({ text: 'backup', isNew: true })).toEqual([]);
    expect(find({ isNew: true })).toEqual([2]);
    expect(find({ isNew: false })).toEqual([0, 1, 2, 3]);
    expect(find({ dates: { min: day('2022-01-01'), max: day('2024-01-01') } })).toEqual([1, 2]);
  });

  it('takes the farthest file for the distance, and decisions by group', () => {
    expect(find({ distance: { min: 1, max: 7 } })).toEqual([0]);
    expect(find({ distance: { min: null, max: 0 } })).toEqual([1, 2]);
    expect(find({ decided: 'decided' })).toEqual([1]);
    expect(find({ decided: 'undecided' })).toEqual([0, 2, 3]);
  });

  it.each([
    ['gain', [2, 1, 0, 3], [0, 1, 2, 3]],
    ['members', [0, 2, 1, 3], [1, 0, 2, 3]],
    ['distance', [1, 2, 0, 3], [0, 1, 2, 3]],
    ['date', [0, 2, 1, 3], [1, 2, 0, 3]],
    ['folder', [1, 2, 0, 3], [0, 2, 1, 3]],
  ] as const)('sorts by %s, equal ones as they were and shots last', (by, ascending, descending) => {
    expect(find({}, { by, descending: false })).toEqual(ascending);
    expect(find({}, { by, descending: true })).toEqual(descending);
  });
});
