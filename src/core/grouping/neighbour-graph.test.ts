import { describe, expect, it } from 'vitest';
import { hammingDistance } from './hamming';
import { HammingSearcher } from './hamming-kernel';
import { layOut, makeColumn, wordsAt } from './hamming-space';
import { graphOf } from './neighbour-graph';
import { randomNumbers } from './test-random';

/** Half in a ball whose members are mostly near each other, the rest anywhere; rows in no order. */
function hashesAround(count: number): Uint32Array {
  const next = randomNumbers(17);
  const hashes = Uint32Array.from({ length: 2 * count }, () => (next() % 3 === 0 ? next() : 0));
  for (let row = 0; row < count; row++) {
    if (next() % 2 === 0) continue;
    hashes.set([7, 7], 2 * row);
    for (let flips = next() % 9; flips > 0; flips--) hashes[2 * row + ((next() >>> 5) & 1)]! ^= 1 << (next() & 31);
  }
  return hashes;
}

describe('lists of neighbours', () => {
  const radius = 8;

  it.each([[300, 1], [2000, 40], [15_000, 7]])('of %i hashes hold the %i lowest rows near each, and no others', (count, most) => {
    const hashes = hashesAround(count);
    const column = makeColumn(count);
    wordsAt(column, column.hashes, 2 * count).set(hashes);
    const space = layOut(column, count, radius, { lists: most });
    const searcher = new HammingSearcher(space, 0);
    searcher.build(0, 1);
    searcher.joinInTurn(() => expect.unreachable());
    const { starts, neighbours } = graphOf(space);

    const expected = new Set<string>();
    for (let row = 0; row < count; row++) {
      for (let other = 0, found = 0; other < count && found < most; other++) {
        if (other === row || hammingDistance(hashes, row, other) > radius) continue;
        expected.add(`${row} ${other}`).add(`${other} ${row}`);
        found++;
      }
    }
    expect(expected.size).toBeGreaterThan(count / 2);
    const wrong: string[] = [];
    for (let row = 0; row < count; row++) {
      for (const other of neighbours.subarray(starts[row], starts[row + 1])) if (!expected.delete(`${row} ${other}`)) wrong.push(`${row} ${other}`);
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    expect([...expected].slice(0, 5)).toEqual([]);
  });
});
