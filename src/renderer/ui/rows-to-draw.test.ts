import { expect, it } from 'vitest';
import { rowsToDraw } from './rows-to-draw';

const view = { first: 100, inView: 8, count: 1000, rowHeight: 50, heading: null, perFrame: 0 } as const;
const ends = (rows: readonly number[]): readonly (number | undefined)[] => [rows[0], rows.at(-1)];

it('draws more where the list is heading than where it came from, and the more the faster', () => {
  expect(ends(rowsToDraw(view))).toEqual([94, 113]);
  expect(ends(rowsToDraw({ ...view, heading: 'forward' }))).toEqual([96, 119]);
  expect(ends(rowsToDraw({ ...view, heading: 'backward', perFrame: 128 }))).toEqual([80, 115]);
  expect(ends(rowsToDraw({ ...view, heading: 'forward', perFrame: 20_000 }))).toEqual([99, 108]);
});

it('draws all rows near the view while it moves, and others only with every fourth row that goes by', () => {
  for (const heading of ['forward', 'backward'] as const) {
    const drawn = Array.from({ length: 40 }, (_, i) => rowsToDraw({ ...view, first: 100 + i, heading, perFrame: 32 }));
    drawn.forEach((rows, i) => {
      const [before, after] = heading === 'forward' ? [3, 8] : [8, 3];
      expect(rows[0]).toBeLessThanOrEqual(100 + i - before);
      expect(rows.at(-1)).toBeGreaterThanOrEqual(107 + i + after);
    });
    const changes = drawn.filter((rows, i) => i > 0 && rows[0] !== drawn[i - 1]![0]).length;
    expect(changes).toBeLessThanOrEqual(10);
    expect(new Set(drawn.map((rows) => rows.length)).size).toBe(1);
  }
});

it('draws no row that is not there', () => {
  expect(ends(rowsToDraw({ ...view, first: 0 }))).toEqual([0, 13]);
  expect(ends(rowsToDraw({ ...view, first: 1, heading: 'forward' }))).toEqual([0, 19]);
  expect(ends(rowsToDraw({ ...view, first: 993 }))).toEqual([987, 999]);
  expect(rowsToDraw({ ...view, first: 0, count: 0 })).toEqual([]);
});
