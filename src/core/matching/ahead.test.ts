import { expect, test } from 'vitest';
import { aheadOf, compareAhead, none } from './ahead';
import { neighboursOf } from './neighbours';
import { groupIntoStars, type Stars } from './stars';

const [families, each] = [20, 12];
const count = families * each;
const bar = 1.6;

/** Families whose pictures are all candidates of each other, and, so that all are one part, of a stranger in the next. */
function library() {
  const familyOf = (picture: number): number => picture % families;
  const pairs: [number, number][] = [];
  for (let lower = 0; lower < count; lower++) {
    for (let higher = lower + 1; higher < count; higher++) if (familyOf(lower) === familyOf(higher) || higher === lower + 1) pairs.push([lower, higher]);
  }
  const neighbours = neighboursOf(count, { lower: Uint32Array.from(pairs, ([a]) => a), higher: Uint32Array.from(pairs, ([, b]) => b), codes: new Uint32Array(pairs.length) });
  expect(neighbours.partStarts).toHaveLength(2);
  const scores = new Map<number, number>();
  const scoreOf = (pair: number): number => {
    const [lower, higher] = pairs[pair]!;
    const score = scores.get(pair) ?? (familyOf(lower) === familyOf(higher) ? 3 : 0.1);
    scores.set(pair, score);
    return score;
  };
  return { neighbours, scores, scoreOf };
}

function plain(stars: Stars): unknown {
  return Object.fromEntries(Object.entries(stars).map(([name, column]: [string, Uint32Array]) => [name, [...column]]));
}

test('what was compared ahead is what grouping asks for, and grouping finds the same', () => {
  const alone = library();
  const expected = plain(groupIntoStars(alone.neighbours, 0, alone.scoreOf, bar, null));
  expect(alone.scores.size).toBeLessThan(alone.neighbours.candidates.lower.length / 3);

  const { neighbours, scores, scoreOf } = library();
  const ahead = aheadOf(count);
  compareAhead(neighbours, 0, ahead, scoreOf, bar);
  const compared = new Set(scores.keys());
  expect(compared.size).toBeLessThan(1.2 * alone.scores.size);
  expect(plain(groupIntoStars(neighbours, 0, scoreOf, bar, ahead))).toEqual(expected);
  expect(scores.size - compared.size).toBeLessThan(alone.scores.size / 10);
});

test('two who compare ahead leave each other’s pictures alone', () => {
  const { neighbours, scoreOf } = library();
  const ahead = aheadOf(count);
  let asked = 0;
  const work = (): void => compareAhead(neighbours, 0, ahead, (pair) => (asked++, scoreOf(pair)), bar);
  work();
  const first = asked;
  work();
  expect([first > 0, asked]).toEqual([true, first]);
});

test('nothing is compared that grouping has passed, or when it ended', () => {
  const { neighbours, scores, scoreOf } = library();
  const ahead = aheadOf(count);
  groupIntoStars(neighbours, 0, scoreOf, bar, ahead);
  expect(ahead.tried[0]).toBe(count);
  scores.clear();
  compareAhead(neighbours, 0, ahead, scoreOf, bar);
  ahead.tried[0] = 0;
  ahead.spoken.fill(0);
  compareAhead(neighbours, 0, ahead, scoreOf, bar);
  expect(scores.size).toBe(0);

  // It ends in the midst of a picture, too.
  const late = aheadOf(count);
  compareAhead(neighbours, 0, late, (pair) => ((late.tried[0] = count), scoreOf(pair)), bar);
  expect(scores.size).toBe(1);
});

test('a grouping that begins again forgets what one before it had come to', () => {
  const { neighbours, scoreOf } = library();
  const ahead = aheadOf(count);
  const first = plain(groupIntoStars(neighbours, 0, scoreOf, bar, ahead));
  expect(ahead.starAt).not.toContain(none);
  expect(plain(groupIntoStars(neighbours, 0, scoreOf, bar, ahead))).toEqual(first);
});
