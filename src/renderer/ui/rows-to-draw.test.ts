import { expect, it } from 'vitest';
import { rowsToDraw } from './rows-to-draw';

const view = { first: 100, last: 107, count: 1000, rowHeight: 50, heading: null, perFrame: 0 } as const;
const ends = (rows: readonly number[]): readonly (number | undefined)[] => [rows[0], rows.at(-1)];

it('draws more where the list is heading than where it came from, and the more the faster', () => {
  expect(ends(rowsToDraw(view))).toEqual([94, 113]);
  expect(ends(rowsToDraw({ ...view, heading: 'forward' }))).toEqual([97, 115]);
  expect(ends(rowsToDraw({ ...view, heading: 'backward', perFrame: 128 }))).toEqual([81, 110]);
  expect(ends(rowsToDraw({ ...view, heading: 'forward', perFrame: 20_000 }))).toEqual([99, 108]);
});

it('draws no row that is not there', () => {
  expect(ends(rowsToDraw({ ...view, first: 0, last: 7 }))).toEqual([0, 13]);
  expect(ends(rowsToDraw({ ...view, first: 993, last: 999 }))).toEqual([987, 999]);
  expect(rowsToDraw({ ...view, first: 0, last: 0, count: 0 })).toEqual([]);
});
