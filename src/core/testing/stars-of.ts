import { candidatesOf, hypothesisOf, searchPairs, type Candidates, type Pictures, type Reach } from '../matching/candidates';
import { neighboursOf } from '../matching/neighbours';
import { groupIntoStars, type Star } from '../matching/stars';
import type { Verifier } from '../matching/verify';

/** All pairs that are worth a closer look, found in one go. */
export function findCandidates(pictures: Pictures, reach?: Reach): Candidates {
  return candidatesOf([searchPairs(pictures, Uint32Array.from({ length: pictures.count }, (_, picture) => picture), reach)]);
}

/** The stars of all parts, one after the other. `known` remembers the scores of pairs from one bar to the next. */
export function starsOf(count: number, candidates: Candidates, verifier: Pick<Verifier, 'compare'>, bar: number, known = new Map<number, number>()): readonly Star[] {
  const neighbours = neighboursOf(count, candidates);
  const scoreOf = (pair: number): number => {
    const score = known.get(pair) ?? verifier.compare(hypothesisOf(candidates, pair)).score;
    known.set(pair, score);
    return score;
  };
  return Array.from({ length: neighbours.partStarts.length - 1 }, (_, part) => groupIntoStars(neighbours, part, scoreOf, bar)).flat();
}
