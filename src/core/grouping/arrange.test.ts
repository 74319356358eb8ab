import { expect, test } from 'vitest';
import { groupKinds } from '../../shared/groups';
import { groupInput } from '../library/group-set';
import { FileTable, rowState } from '../library/file-table';
import type { GroupInput } from '../ports';
import { arrangeGroups, thinGroups } from './arrange';
import { groupColumns, mapSize } from './group-columns';

/** Files of these sizes, told apart by nothing else. */
function filesOf(...sizes: readonly number[]): GroupInput {
  const table = new FileTable();
  sizes.forEach((bytes, row) => {
    table.add(`/photos/${row}.jpg`, bytes, 0);
    table.setState(row, rowState.hashed);
  });
  return groupInput(table, table.fingerprinted(), { kept: null, passing: '' });
}

test('a group loses members and says of the others what it said before', () => {
  const input = filesOf(50, 40, 40, 30, 20);
  const from = groupColumns(2, 5);
  from.starts.set([0, 3, 5]);
  from.members.set([0, 1, 2, 3, 4]);
  from.distances.set([0, 1, 7, 0, 2]);
  from.differences.set([0, 1, 2, 0, 4]);
  from.likenesses.set([0, 2, 1, 0, 2]);
  from.maps.set(from.maps.map((_, i) => Math.floor(i / mapSize)));
  from.vias.set([0, 0, 2, 0, 0]);
  from.viaDistances.set([0, 0, 3, 0, 0]);
  from.kinds.fill(groupKinds.indexOf('similar'));

  const whole = thinGroups(from, new Map([[1, [3]]]));
  expect([...whole.starts]).toEqual([0, 3]);
  expect([...whole.vias]).toEqual([0, 0, 2]);

  const thin = thinGroups(from, new Map([[0, [0, 2]]]));
  expect([...thin.starts]).toEqual([0, 2, 4]);
  expect([...thin.members]).toEqual([0, 2, 3, 4]);
  expect([...thin.distances]).toEqual([0, 7, 0, 2]);
  expect([...thin.differences]).toEqual([0, 2, 0, 4]);
  expect([...thin.maps.subarray(mapSize, 2 * mapSize)]).toEqual(Array.from({ length: mapSize }, () => 2));
  // What it was like has gone, and with it the least likeness.
  expect([...thin.vias, ...thin.viaDistances]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  expect(groupKinds[thin.kinds[0]!]).toBe('same-pixels');

  // 40 to gain, then 20.
  expect([...arrangeGroups(input, [thinGroups(from, new Map([[0, []]])), thinGroups(from, new Map([[0, [0, 1]], [1, []]]))]).members]).toEqual([0, 1, 3, 4]);
});
