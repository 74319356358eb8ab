import { compose, identity, invert, type Affine } from '../../shared/affine';
import { hypothesisOf, type Candidates } from '../matching/candidates';
import { differencesOf } from '../matching/differences';
import { barOf, distanceOf } from '../matching/distance';
import { forEachNeighbour } from '../matching/neighbours';
import type { Star } from '../matching/stars';
import type { Comparison } from '../matching/verify';
import type { Comparisons } from './comparisons';
import type { GroupInput } from '../ports';
import type { PartStep } from './group-steps';
import { editedPictures } from './edited-pictures';
import { KeepJudge } from './keep';

/** A file of a group, as compared with the group's keeper. */
export interface FoundMember {
  readonly file: number;
  readonly distance: number;
  readonly differences: number;
  readonly map: Affine;
  /** Whether nothing that is known tells it from the keeper: their pixels may be the same. */
  readonly twin: boolean;
  /** Whether the others of the group say that it was edited. */
  readonly edited: boolean;
  /** For a bridge the first file of the picture that it is like, and how far it is from that. */
  readonly via: { readonly file: number; readonly distance: number } | null;
}

/** Keeper first; the rest by distance to it, then `order`. */
export type FoundGroup = readonly FoundMember[];

/** Of a picture of a star: the map to the centre, and what it was compared with and how; the centre itself with nothing. */
export interface Place {
  readonly map: Affine;
  readonly comparedWith: number;
  readonly comparison: Comparison | null;
}

/**
 * Chooses the keeper of a star's files, and says of every picture how it compares with the keeper's: a picture that is too far from
 * it, though close to another of the group, is a bridge. Null where all but one file have gone.
 */
export function groupOfStar({ input, pictures, neighbours, choice, gone }: PartStep, star: Star, comparisons: Comparisons): FoundGroup | null {
  const places = placesOf(star, neighbours.candidates, comparisons);
  const filesByPicture = new Map(Array.from(places.keys(), (picture) => [picture, presentFiles(pictures, picture, gone)]));
  const filesOf = (picture: number): readonly number[] => filesByPicture.get(picture) ?? [];
  const present = [...places.keys()].filter((picture) => filesOf(picture).length > 0);
  const files = present.flatMap((picture) => filesOf(picture).map((file) => ({ file, picture })));
  if (files.length < 2) return null;
  const worked = editedPictures(input, pictures, star.centre, places, present);
  const edited = files.map(({ picture }) => Number(worked.has(picture)));
  const keeper = files[new KeepJudge(input, choice.keep).best({ files: files.map(({ file }) => file), edited })]!;
  const pairs = new Map<number, number>();
  forEachNeighbour(neighbours, keeper.picture, (other, pair) => pairs.set(other, pair));
  const bar = barOf(choice.radius);
  const found = new Map(present.map((picture) => [picture, compareWithKeeper(picture)]));
  const members = files.map(({ file, picture }): FoundMember => {
    const { map, distance, captioned, via } = found.get(picture)!;
    const differences = picture === keeper.picture ? 0 : differencesOf(map, sizeOf(file), sizeOf(keeper.file), captioned);
    return { file, distance, differences, map, via, edited: worked.has(picture), twin: mayHaveThePixelsOf(file, picture === keeper.picture, distance, differences) };
  });
  return inOrder(input, members, keeper.file);

  function compareWithKeeper(picture: number): Pick<FoundMember, 'map' | 'distance' | 'via'> & { readonly captioned: Comparison | null } {
    if (picture === keeper.picture) return { map: identity, distance: 0, captioned: null, via: null };
    const own = places.get(picture)!;
    const ofKeeper = places.get(keeper.picture)!;
    const composed = compose(invert(ofKeeper.map), own.map);
    const best = directly(picture, composed);
    const agrees = best !== null && best.comparison.score >= bar;
    const distance = best === null ? distanceOf(-Infinity) : distanceOf(best.comparison.score);
    return {
      map: agrees ? best.map : composed,
      distance,
      captioned: agrees ? best.comparison : null,
      via: agrees ? null : bridgeOf(picture === star.centre ? ofKeeper.comparedWith : own.comparedWith, picture === star.centre ? places.get(ofKeeper.comparedWith)! : own),
    };
  }

  /** What a picture agreed with may be the keeper's after all, at a lesser bar, or have gone. */
  function bridgeOf(picture: number, { comparison }: Place): FoundMember['via'] {
    const [file] = picture === keeper.picture ? [] : filesOf(picture);
    return file === undefined ? null : { file, distance: distanceOf(comparison?.score ?? Infinity) };
  }

  /** The comparison with the keeper's picture, as a pair, or starting from how both lie over a third. */
  function directly(picture: number, composed: Affine): { readonly comparison: Comparison; readonly map: Affine } | null {
    const pair = pairs.get(picture);
    const byPair = pair === undefined ? null : comparisons.ofPair(pair);
    const asPair = byPair && { comparison: byPair, map: mapFrom(picture, byPair.map, pair!, neighbours.candidates) };
    if (asPair && asPair.comparison.score >= bar) return asPair;
    const along = comparisons.along(composed, keeper.picture, picture, star.centre);
    if (along.score === -Infinity) return asPair;
    return asPair && asPair.comparison.score >= along.score ? asPair : { comparison: along, map: along.map };
  }

  /** Of one format, equal pixels look equal to the last bit; of several, nearly so. */
  function mayHaveThePixelsOf(file: number, looksEqual: boolean, distance: number, differences: number): boolean {
    if (input.widths[file] !== input.widths[keeper.file] || input.heights[file] !== input.heights[keeper.file]) return false;
    return looksEqual || (distance === 0 && differences === 0 && input.formats[file] !== input.formats[keeper.file]);
  }

  function sizeOf(file: number): { readonly width: number; readonly height: number } {
    return { width: input.widths[file]!, height: input.heights[file]! };
  }
}

/** A group of files that look the same to the last bit, or of files of which only the distance to the best of them is known. */
export function groupOfFiles(input: GroupInput, judge: KeepJudge, files: readonly number[], distanceTo: ((keeper: number, file: number) => number) | null = null): FoundGroup {
  const keeper = files[judge.best({ files, edited: null })]!;
  const members = files.map((file) => ({ file, distance: file === keeper ? 0 : (distanceTo?.(keeper, file) ?? 0), differences: 0, map: identity, via: null, edited: false, twin: distanceTo === null }));
  return inOrder(input, members, keeper);
}

function inOrder({ order }: GroupInput, members: FoundMember[], keeper: number): FoundGroup {
  return members.sort((a, b) => Number(b.file === keeper) - Number(a.file === keeper) || a.distance - b.distance || order[a.file]! - order[b.file]!);
}

/** The files of a picture that have not gone, best by `order` first. */
export function presentFiles({ files, starts }: PartStep['pictures'], picture: number, gone: Uint8Array | null): readonly number[] {
  const all = Array.from(files.subarray(starts[picture], starts[picture + 1]));
  return gone ? all.filter((file) => gone[file] === 0) : all;
}

function placesOf(star: Star, candidates: Candidates, comparisons: Comparisons): ReadonlyMap<number, Place> {
  const found = new Map<number, Place>([[star.centre, { map: identity, comparedWith: star.centre, comparison: null }]]);
  let waiting = star.members;
  // Bridges come behind what they lead to, or are looked at again.
  for (let rounds = 0; waiting.length > 0 && rounds <= star.members.length; rounds++) {
    waiting = waiting.filter(({ picture, comparedWith, pair }) => {
      const onto = found.get(comparedWith);
      if (!onto) return true;
      const comparison = comparisons.ofPair(pair);
      found.set(picture, { map: compose(onto.map, mapFrom(picture, comparison.map, pair, candidates)), comparedWith, comparison });
      return false;
    });
  }
  return found;
}

/** The map of a pair, from this one of its pictures to the other. */
function mapFrom(picture: number, map: Affine, pair: number, candidates: Candidates): Affine {
  return hypothesisOf(candidates, pair).query === picture ? invert(map) : map;
}
