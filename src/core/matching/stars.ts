import { invert, type Affine } from './affine';
import type { Candidates } from './candidates';
import type { Comparison, Verifier } from './verify';

/** A picture of a group that was compared with the group's centre and agreed, or with members that did (a bridge). */
export interface Member {
  readonly picture: number;
  /** How well it agreed with what it was compared with. */
  readonly score: number;
  readonly correlation: number;
  /** From this picture as shown to the centre's (or the nearest member's): in sides, from the middles. */
  readonly map: Affine;
  /** The member that it was compared with: the centre, but for a bridge. */
  readonly comparedWith: number;
}

export interface Star {
  readonly centre: number;
  readonly members: readonly Member[];
}

/** Scores at or above this are copies; see docs/accuracy.md for how it was chosen. */
export const usualBar = 1.6;

/** A star of two members that agree with two of another star's belongs to it. */
const linksToJoin = 2;
/** What a star's links must exceed the bar by for each doubling of the pictures that would join at once. */
const costOfJoining = 0.05;
/** Members of a star that a leftover is compared with, at most. */
const mostTries = 12;
/** Scores this far below the bar are near misses: pictures of the same make, but not copies. */
const nearMiss = 0.5;
/** How much each near miss around a centre raises the bar for its other neighbours, and how far at most. */
const raisedBy = 0.06;
const mostRaised = 0.6;

/**
 * Groups pictures around the ones with most candidates, verifying lazily: a group of n costs about n comparisons. Every member
 * agrees with the centre; what agrees with two members instead is a bridge. Deterministic: only numbers, distances and scores
 * decide.
 */
export function groupIntoStars(count: number, candidates: Candidates, verifier: Verifier, bar: number = usualBar): readonly Star[] {
  const graph = graphOf(count, candidates);
  const memo = new Map<number, Comparison>();
  const compare = (pair: number): Comparison => {
    const known = memo.get(pair);
    if (known !== undefined) return known;
    const made = verifier.compare(candidates.hypothesisOf(pair));
    memo.set(pair, made);
    return made;
  };
  const starOf = new Int32Array(count).fill(-1);
  /** What each picture's neighbourhood asks for, once it has been tried as a centre. */
  const bars = new Float64Array(count).fill(bar);
  const stars: { centre: number; members: Member[] }[] = [];

  for (const centre of byPromise(count, graph, candidates)) {
    if (starOf[centre] !== -1) continue;
    const compared: { readonly other: number; readonly pair: number; readonly result: Comparison }[] = [];
    let misses = 0;
    graph.forEach(centre, (other, pair) => {
      if (starOf[other] !== -1) return;
      const result = compare(pair);
      if (result.score >= bar) compared.push({ other, pair, result });
      else if (result.score >= bar - nearMiss) misses++;
    });
    bars[centre] = bar + Math.min(mostRaised, Math.max(0, misses - compared.length) * raisedBy);
    const members = compared.filter(({ result }) => result.score >= bars[centre]!);
    if (members.length === 0) continue;
    starOf[centre] = stars.length;
    for (const { other } of members) starOf[other] = stars.length;
    stars.push({ centre, members: members.map(({ other, pair, result }) => memberOf(other, centre, pair, result)) });
  }
  joinLeftovers();
  return stars.filter((star) => star.members.length > 0);

  function memberOf(picture: number, comparedWith: number, pair: number, { score, correlation, map }: Comparison): Member {
    const { query } = candidates.hypothesisOf(pair);
    return { picture, score, correlation, comparedWith, map: query === picture ? invert(map) : map };
  }

  /** Pictures in no star, and small stars as a whole, join the star with which they share two links or more. */
  function joinLeftovers(): void {
    for (let picture = 0; picture < count; picture++) {
      const own = starOf[picture]!;
      if (own !== -1 && stars[own]!.centre !== picture) continue;
      const size = own === -1 ? 1 : stars[own]!.members.length + 1;
      const target = bestTarget(picture, own, size);
      if (target === null) continue;
      const star = stars[target.star]!;
      star.members.push(memberOf(picture, target.with, target.pair, target.result));
      starOf[picture] = target.star;
      if (own === -1) continue;
      for (const member of stars[own]!.members) starOf[member.picture] = target.star;
      star.members.push(...stars[own]!.members);
      stars[own]!.members = [];
    }
  }

  function bestTarget(picture: number, own: number, size: number): Target | null {
    const links = new Map<number, Target & { tries: number; count: number }>();
    graph.forEach(picture, (other, pair) => {
      const star = starOf[other]!;
      if (star === -1 || star === own || stars[star]!.members.length + 1 < size) return;
      const link = links.get(star) ?? { star, with: other, pair, result: compare(pair), tries: 0, count: 0 };
      links.set(star, link);
      if (link.tries >= mostTries || link.count >= linksToJoin) return;
      link.tries++;
      const result = compare(pair);
      const wanted = Math.max(bars[picture]!, bars[stars[star]!.centre]!) + costOfJoining * Math.log2(size);
      if (result.score < wanted) return;
      link.count++;
      if (result.score > link.result.score || link.count === 1) Object.assign(link, { with: other, pair, result });
    });
    let best: Target | null = null;
    for (const link of links.values()) {
      if (link.count >= linksToJoin && (best === null || link.result.score > best.result.score)) best = link;
    }
    return best;
  }
}

interface Target {
  readonly star: number;
  readonly with: number;
  readonly pair: number;
  readonly result: Comparison;
}

interface Graph {
  readonly starts: Uint32Array;
  forEach(picture: number, visit: (other: number, pair: number) => void): void;
}

/** Each picture's candidates, the nearest first. */
function graphOf(count: number, { count: pairs, lower, higher, distanceOf }: Candidates): Graph {
  const starts = new Uint32Array(count + 1);
  for (let pair = 0; pair < pairs; pair++) {
    starts[lower[pair]! + 1]!++;
    starts[higher[pair]! + 1]!++;
  }
  for (let picture = 0; picture < count; picture++) starts[picture + 1]! += starts[picture]!;
  const next = starts.slice();
  const links = new Uint32Array(2 * pairs);
  for (let pair = 0; pair < pairs; pair++) {
    links[next[lower[pair]!]!++] = pair;
    links[next[higher[pair]!]!++] = pair;
  }
  for (let picture = 0; picture < count; picture++) {
    links.subarray(starts[picture], starts[picture + 1]).sort((a, b) => distanceOf(a) - distanceOf(b) || a - b);
  }
  return {
    starts,
    forEach(picture, visit) {
      for (let place = starts[picture]!; place < starts[picture + 1]!; place++) {
        const pair = links[place]!;
        visit(lower[pair] === picture ? higher[pair]! : lower[pair]!, pair);
      }
    },
  };
}

/** Pictures in the order in which they are tried as centres: those with many near candidates first. */
function byPromise(count: number, graph: Graph, { distanceOf }: Candidates): Uint32Array {
  const promise = new Float64Array(count);
  for (let picture = 0; picture < count; picture++) {
    graph.forEach(picture, (_other, pair) => {
      promise[picture]! += 2 ** -distanceOf(pair);
    });
  }
  return Uint32Array.from(promise.keys()).sort((a, b) => promise[b]! - promise[a]! || a - b);
}
