import { describe, expect, it } from 'vitest';
import { hammingDistance } from './hamming';
import { createHammingIndex, openHammingIndex, type HammingIndex } from './hamming-index';
import type { Pairs } from './hamming-kernel';
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

/** Lines "a b distance" of all pairs, sorted. */
function listed(visitAll: (visit: (pairs: Pairs) => void) => void, ordered = false): string[] {
  const lines: string[] = [];
  visitAll(({ count, left, right, distances }) => {
    for (let i = 0; i < count; i++) {
      const [a, b] = ordered || left[i]! < right[i]! ? [left[i]!, right[i]!] : [right[i]!, left[i]!];
      lines.push(`${a} ${b} ${distances[i]!}`);
    }
  });
  return lines.sort();
}

const pairsOf = (index: HammingIndex): string[] => listed((visit) => index.forEachPair(visit));
const matchesOf = (index: HammingIndex, queries: Uint32Array): string[] => listed((visit) => index.query(queries, visit), true);

describe('the Hamming index', () => {
  const hashes = clusteredHashes(3000);
  const some = hashes.subarray(0, 1000);

  it.each(Array.from({ length: 17 }, (_, radius) => radius))('finds all within %i bits, of each other and of foreign hashes, once', (radius) => {
    const pairs: string[] = [];
    const matches: string[] = [];
    for (let a = 0; a < 3000; a++) {
      for (let b = 0; b < 3000; b++) {
        const distance = hammingDistance(hashes, a, b);
        if (distance > radius) continue;
        if (a < b) pairs.push(`${a} ${b} ${distance}`);
        if (a < 500) matches.push(`${a} ${b} ${distance}`);
      }
    }
    const index = createHammingIndex(hashes, radius);
    expect(pairsOf(index)).toEqual(pairs.sort());
    expect(pairsOf(index)).toEqual(pairs);
    expect(matchesOf(index, some)).toEqual(matches.sort());
    expect(matchesOf(openHammingIndex(index.space, 0), some.slice(0, 2))).toEqual(matches.filter((line) => line.startsWith('0 ')));
  });

  it('finds the same in a set so large that it is cut otherwise', () => {
    const large = clusteredHashes(120_000);
    for (const radius of [0, 1, 4, 8]) {
      const index = createHammingIndex(large, radius, { lanes: 2 });
      const planted: string[] = [];
      for (let row = 0; row < 120_000; row++) {
        for (let other = row + 1; other < row - (row % 10) + 10; other++) {
          if (hammingDistance(large, row, other) <= radius) planted.push(`${row} ${other} ${hammingDistance(large, row, other)}`);
        }
      }
      const found = pairsOf(index);
      const known = new Set(found);
      expect(known.size).toBe(found.length);
      expect(planted.filter((line) => !known.has(line))).toEqual([]);
      const forwards = matchesOf(openHammingIndex(index.space, 1), large).filter((line) => parseInt(line) < Number(line.split(' ')[1]));
      expect(forwards).toEqual(found);
    }
  });

  it('finds what it is sure of where less than all is enough, and nothing that is not there', () => {
    const all = pairsOf(createHammingIndex(hashes, 10));
    const found = pairsOf(createHammingIndex(hashes, 10, { sure: 5 }));
    const known = new Set(found);
    expect(all).toEqual(expect.arrayContaining(found));
    expect(all.filter((line) => Number(line.split(' ')[2]) <= 5 && !known.has(line))).toEqual([]);
  });

  it('takes no hashes at all', () => {
    const index = createHammingIndex(new Uint32Array(0), 5);
    index.forEachPair(() => expect.unreachable());
    index.query(new Uint32Array(2), () => expect.unreachable());
  });
});
