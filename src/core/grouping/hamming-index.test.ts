import { describe, expect, it } from 'vitest';
import { hammingDistance } from './hamming';
import { createHammingIndex } from './hamming-index';
import { randomNumbers } from './test-random';

/** Random hashes in clusters: each of a tenth of them with nine neighbours up to 20 bits away. */
function clusteredHashes(count: number): Uint32Array {
  const next = randomNumbers(7);
  const hashes = new Uint32Array(2 * count);
  for (let row = 0; row < count; row++) {
    const origin = row - (row % 10);
    hashes[2 * row] = row === origin ? next() : hashes[2 * origin]!;
    hashes[2 * row + 1] = row === origin ? next() : hashes[2 * origin + 1]!;
    for (let flips = row === origin ? 0 : next() % 20; flips > 0; flips--) {
      const bit = next() % 64;
      hashes[2 * row + (bit >> 5)]! ^= 1 << (bit & 31);
    }
  }
  return hashes;
}

function pairsByComparingAll(hashes: Uint32Array, radius: number): string[] {
  const pairs: string[] = [];
  for (let a = 0; a < hashes.length / 2; a++) {
    for (let b = a + 1; b < hashes.length / 2; b++) {
      const distance = hammingDistance(hashes, a, b);
      if (distance <= radius) pairs.push(`${a} ${b} ${distance}`);
    }
  }
  return pairs.sort();
}

describe('the Hamming index', () => {
  const hashes = clusteredHashes(1500);

  it.each(Array.from({ length: 17 }, (_, radius) => radius))('visits every pair within %i bits once', (radius) => {
    const index = createHammingIndex(hashes, radius);
    const expected = pairsByComparingAll(hashes, radius);
    const pairs: string[] = [];
    index.forEachPair((a, b, distance) => pairs.push(`${Math.min(a, b)} ${Math.max(a, b)} ${distance}`));
    expect(pairs.sort()).toEqual(expected);

    const neighbours: string[] = [];
    for (let row = 0; row < 1500; row++) {
      index.forEachNeighbour(row, (other, distance) => row < other && neighbours.push(`${row} ${other} ${distance}`));
    }
    expect(neighbours.sort()).toEqual(expected);
  });

  it('finds the same in a set so large that it is cut otherwise', () => {
    const large = clusteredHashes(120_000);
    for (const radius of [0, 1, 4, 8]) {
      let found = 0;
      let planted = 0;
      createHammingIndex(large, radius).forEachPair((a, b) => (found += Math.floor(a / 10) === Math.floor(b / 10) ? 1 : 0));
      for (let row = 0; row < 120_000; row++) {
        for (let other = row + 1; other < row - (row % 10) + 10; other++) if (hammingDistance(large, row, other) <= radius) planted++;
      }
      expect(found).toBe(planted);
    }
  });

  it('takes no hashes at all', () => {
    createHammingIndex(new Uint32Array(0), 5).forEachPair(() => expect.unreachable());
  });
});
