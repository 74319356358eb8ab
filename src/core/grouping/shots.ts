import { hypothesisOf } from '../matching/candidates';
import { distanceOf } from '../matching/distance';
import { forEachNeighbour } from '../matching/neighbours';
import type { Stars } from '../matching/stars';
import type { Comparisons } from './comparisons';
import { Draft } from './draft';
import type { PartOfPictures } from './group-steps';
import { KeepJudge } from './keep';
import type { Layout } from './lay-out';
import { identityRow, presentFiles } from './members';

/** Pictures that were taken one after the other agree less than copies do, since something moved, but more than strangers. */
const shotBar = 0.6;

/**
 * Groups of pictures that are no copies but show one scene, upright and whole, as a burst does: each is like the first, which is
 * the one with most that are like it. Pictures that are copies of something are in none of them.
 */
export function addShots({ input, pictures, neighbours, part, choice, gone }: PartOfPictures, stars: Stars, comparisons: Comparisons, layout: Layout): void {
  const offset = neighbours.partStarts[part]!;
  const own = neighbours.pictures.subarray(offset, neighbours.partStarts[part + 1]);
  const taken = new Uint8Array(own.length);
  const take = (picture: number): void => void (taken[neighbours.places[picture]! - offset] = 1);
  const isFree = (picture: number): boolean => taken[neighbours.places[picture]! - offset] === 0 && presentFiles(pictures, picture, gone).length > 0;
  stars.centres.forEach(take);
  stars.pictures.forEach(take);
  const likes = new Map<number, readonly { readonly other: number; readonly score: number }[]>();
  for (const picture of own) {
    if (!isFree(picture)) continue;
    const found: { other: number; score: number }[] = [];
    forEachNeighbour(neighbours, picture, (other, pair) => {
      if (!isFree(other) || !isUpright(pair)) return;
      const score = comparisons.scoreOf(pair);
      if (score >= shotBar) found.push({ other, score });
    });
    if (found.length > 0) likes.set(picture, found);
  }
  const judge = new KeepJudge(input, choice.keep);
  const draft = new Draft();
  for (const [first, others] of [...likes].sort(([a, one], [b, other]) => other.length - one.length || a - b)) {
    if (!isFree(first)) continue;
    const members = others.filter(({ other }) => isFree(other));
    if (members.length === 0) continue;
    const distances = new Map<number, number>();
    for (const { other, score } of members) for (const file of presentFiles(pictures, other, gone)) distances.set(file, distanceOf(score));
    for (const picture of [first, ...members.map(({ other }) => other)]) take(picture);
    const files = [...presentFiles(pictures, first, gone), ...distances.keys()];
    const keeper = files[judge.best({ files, edited: null })]!;
    draft.clear();
    for (const file of files) draft.add(file, file === keeper ? 0 : (distances.get(file) ?? distances.get(keeper) ?? 0), 0, identityRow, false);
    layout.add(draft, keeper, true);
  }

  function isUpright(pair: number): boolean {
    const { window, turn } = hypothesisOf(neighbours.candidates, pair);
    return window === 0 && turn === 0;
  }
}
