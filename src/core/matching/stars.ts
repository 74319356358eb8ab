import { forEachNeighbour, type Neighbours } from './neighbours';

/** A picture of a group that was compared with the group's centre and agreed, or with members that did (a bridge). */
export interface Member {
  readonly picture: number;
  /** The member that it was compared with: the centre, but for a bridge. */
  readonly comparedWith: number;
  /** …and the pair that the two are. */
  readonly pair: number;
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
 * Groups the pictures of a part around the ones with most candidates, comparing lazily: a group of n costs about n comparisons.
 * Every member agrees with the centre; what agrees with two members instead is a bridge. Deterministic: only numbers, distances and
 * scores decide, and no part depends on another.
 *
 * @param scoreOf Compares the pictures of a pair, or remembers how they compared: their score.
 * @param bar The score that copies must reach.
 */
export function groupIntoStars(neighbours: Neighbours, part: number, scoreOf: (pair: number) => number, bar: number): readonly Star[] {
  const { places, partStarts } = neighbours;
  const offset = partStarts[part]!;
  const pictures = neighbours.pictures.subarray(offset, partStarts[part + 1]);
  /** By place in the part: which star a picture is in, −1 for none. */
  const starAt = new Int32Array(pictures.length).fill(-1);
  /** What each picture's neighbourhood asks for, once it has been tried as a centre. */
  const barAt = new Float64Array(pictures.length).fill(bar);
  const starOf = (picture: number): number => starAt[places[picture]! - offset]!;
  const barOf = (picture: number): number => barAt[places[picture]! - offset]!;
  const setStar = (picture: number, star: number): void => void (starAt[places[picture]! - offset] = star);
  const stars: { centre: number; members: Member[] }[] = [];

  for (const centre of neighbours.byPromise.subarray(offset, partStarts[part + 1])) {
    if (starOf(centre) !== -1) continue;
    const compared: { readonly other: number; readonly pair: number; readonly score: number }[] = [];
    let misses = 0;
    forEachNeighbour(neighbours, centre, (other, pair) => {
      if (starOf(other) !== -1) return;
      const score = scoreOf(pair);
      if (score >= bar) compared.push({ other, pair, score });
      else if (score >= bar - nearMiss) misses++;
    });
    const wanted = bar + Math.min(mostRaised, Math.max(0, misses - compared.length) * raisedBy);
    barAt[places[centre]! - offset] = wanted;
    const members = compared.filter(({ score }) => score >= wanted);
    if (members.length === 0) continue;
    setStar(centre, stars.length);
    for (const { other } of members) setStar(other, stars.length);
    stars.push({ centre, members: members.map(({ other, pair }) => ({ picture: other, comparedWith: centre, pair })) });
  }
  joinLeftovers();
  return stars.filter((star) => star.members.length > 0);

  /** Pictures in no star, and small stars as a whole, join the star with which they share two links or more. */
  function joinLeftovers(): void {
    for (const picture of pictures) {
      const own = starOf(picture);
      if (own !== -1 && stars[own]!.centre !== picture) continue;
      const size = own === -1 ? 1 : stars[own]!.members.length + 1;
      const target = bestTarget(picture, own, size);
      if (target === null) continue;
      const star = stars[target.star]!;
      star.members.push({ picture, comparedWith: target.with, pair: target.pair });
      setStar(picture, target.star);
      if (own === -1) continue;
      for (const member of stars[own]!.members) setStar(member.picture, target.star);
      star.members.push(...stars[own]!.members);
      stars[own]!.members = [];
    }
  }

  function bestTarget(picture: number, own: number, size: number): Target | null {
    const links = new Map<number, Target & { tries: number; count: number }>();
    forEachNeighbour(neighbours, picture, (other, pair) => {
      const star = starOf(other);
      if (star === -1 || star === own || stars[star]!.members.length + 1 < size) return;
      const known = links.get(star);
      if (known && (known.tries >= mostTries || known.count >= linksToJoin)) return;
      const score = scoreOf(pair);
      const link = known ?? { star, with: other, pair, score, tries: 0, count: 0 };
      if (!known) links.set(star, link);
      link.tries++;
      const wanted = Math.max(barOf(picture), barOf(stars[star]!.centre)) + costOfJoining * Math.log2(size);
      if (score < wanted) return;
      link.count++;
      if (score > link.score || link.count === 1) Object.assign(link, { with: other, pair, score });
    });
    let best: Target | null = null;
    for (const link of links.values()) {
      if (link.count >= linksToJoin && (best === null || link.score > best.score)) best = link;
    }
    return best;
  }
}

interface Target {
  readonly star: number;
  readonly with: number;
  readonly pair: number;
  readonly score: number;
}
