import { candidatesOf, hypothesisOf, searchPairs, type Candidates, type Pictures, type Reach } from '../matching/candidates';
import { neighboursOf } from '../matching/neighbours';
import { groupIntoStars, type Stars } from '../matching/stars';
import type { Verifier } from '../matching/verify';

/** All pairs that are worth a closer look, found in one go. */
export function findCandidates(pictures: Pictures, reach?: Reach): Candidates {
  return candidatesOf([searchPairs(pictures, Uint32Array.from({ length: pictures.count }, (_, picture) => picture), reach)]);
}

interface Member {
  readonly picture: number;
  readonly comparedWith: number;
  readonly pair: number;
}

export interface Star {
  readonly centre: number;
  readonly members: readonly Member[];
}

/** The stars of all parts, one after the other. `known` remembers the scores of pairs from one bar to the next. */
export function starsOf(count: number, candidates: Candidates, verifier: Pick<Verifier, 'compare'>, bar: number, known = new Map<number, number>()): readonly Star[] {
  const neighbours = neighboursOf(count, candidates);
  const scoreOf = (pair: number): number => {
    const score = known.get(pair) ?? verifier.compare(hypothesisOf(candidates, pair)).score;
    known.set(pair, score);
    return score;
  };
  return Array.from({ length: neighbours.partStarts.length - 1 }, (_, part) => starsIn(groupIntoStars(neighbours, part, scoreOf, bar, null))).flat();
}

function starsIn({ centres, starts, pictures, comparedWith, pairs }: Stars): readonly Star[] {
  return Array.from(centres, (centre, star) => ({
    centre,
    members: Array.from(pictures.subarray(starts[star], starts[star + 1]), (picture, i) => {
      const at = starts[star]! + i;
      return { picture, comparedWith: comparedWith[at]!, pair: pairs[at]! };
    }),
  }));
}
