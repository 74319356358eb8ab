import { expect, test } from 'vitest';
import type { Candidates, Hypothesis } from '../matching/candidates';
import type { Comparison, Verifier } from '../matching/verify';
import { comparisonMemory, Comparisons, withRoom, type ComparisonMemory } from './comparisons';

/** Three pairs; the last two pictures have nothing in common. */
const candidates: Candidates = { lower: Uint32Array.of(0, 0, 1), higher: Uint32Array.of(1, 2, 2), codes: Uint32Array.of(0, 0, 0) };

/** Scores pairs by their numbers, and what lies along a map by where that leads. */
class Toy implements Verifier {
  made = 0;

  compare({ query, entry }: Hypothesis): Comparison {
    return this.#comparison(query === 1 && entry === 2 ? -1 : 1 + query + entry / 3, query);
  }

  compareAlong([xx, , x0]: Comparison['map'], query: number, entry: number): Comparison {
    return this.#comparison(xx + x0 / 3, query + entry);
  }

  #comparison(score: number, shift: number): Comparison {
    this.made++;
    return { score, correlation: 0.9, trimmed: 0.95, support: 900, map: [1, 0, shift / 3, 0, 1, 0] };
  }
}

const toy = new Toy();
const along = (memory: ComparisonMemory, x0: number): number => {
  const comparisons = new Comparisons(candidates, memory, () => toy);
  comparisons.along(Float64Array.of(1, 0, x0, 0, 1, 0), 2, 1);
  return comparisons.score;
};
const read = (comparisons: Comparisons, pair: number): number[] => {
  comparisons.ofPair(pair);
  const map = new Float64Array(6);
  comparisons.readMap(map);
  return [comparisons.score, comparisons.correlation, ...map];
};

test.each([['with room for all', 10], ['with room for one', 1], ['without room', 0]])('a memory %s says of pairs what comparing them does', (_, room) => {
  const shared = comparisonMemory(3, 3);
  const memory = room === 0 ? shared : { ...withRoom(shared, room), chunks: withRoom(shared, room).chunks.map((chunk) => ({ ...chunk, figures: chunk.figures.subarray(0, 10 * room) })) };
  const first = [0, 1, 2].map((pair) => read(new Comparisons(candidates, memory, () => toy), pair));
  const again = new Comparisons(candidates, memory, () => toy);
  expect([0, 1, 2].map((pair) => read(again, pair))).toEqual(first);
  expect([0, 1, 2].map((pair) => again.scoreOf(pair))).toEqual(first.map(([score]) => score));
  expect(first.map(([score]) => score)).toEqual([Math.fround(4 / 3), Math.fround(5 / 3), -Infinity]);
});

test('nothing is compared twice, whoever did it first', () => {
  const memory = withRoom(comparisonMemory(3, 3), 10);
  for (const pair of [0, 1, 2]) new Comparisons(candidates, memory, () => toy).scoreOf(pair);
  along(memory, 0);
  const { made } = toy;
  const grown = withRoom(memory, 100);
  expect(grown.chunks).toHaveLength(2);
  for (const pair of [0, 1, 2]) new Comparisons(candidates, grown, () => toy).scoreOf(pair);
  expect(along(grown, 0)).toBe(1);
  expect(toy.made).toBe(made);
});

test('a comparison along another map is another one, whichever was made first', () => {
  const scores = [[0, 3], [3, 0]].map((order) => {
    const memory = withRoom(comparisonMemory(3, 3), 10);
    for (const x0 of order) along(memory, x0);
    return [along(memory, 0), along(memory, 3)];
  });
  expect(scores).toEqual([[1, 2], [1, 2]]);
});
