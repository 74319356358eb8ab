import { identity } from '../../shared/affine';
import { queryOf } from '../matching/candidates';
import { differencesOf, isWorkedOn, type Agreement } from '../matching/differences';
import { barOf, distanceOf } from '../matching/distance';
import { forEachNeighbour } from '../matching/neighbours';
import type { Stars } from '../matching/stars';
import type { Comparisons } from './comparisons';
import { Draft } from './draft';
import type { GroupInput } from '../ports';
import type { PartOfPictures, PictureColumns } from './group-steps';
import { KeepJudge } from './keep';
import type { Layout } from './lay-out';
import { composeRows, invertRow, mapLength, withRows } from './map-rows';

const none = -1;
/** Two that agree on what there is to see are no witnesses against each other. */
const fewestAgreeing = 2;
export const identityRow = Float64Array.from(identity);

/** How a picture compares with the keeper's. */
class Found {
  /** A row. */
  readonly map = new Float64Array(mapLength);
  distance = 0;
  score = -Infinity;
  correlation = 0;
  trimmed = 0;
  /** For a bridge the place of what it is like; none for all others. */
  via = none;
  viaDistance = 0;
}

const theSame = new Found();
theSame.map.set(identityRow);

/**
 * Turns stars into groups: chooses the keeper of a star's files, and says of every picture how it compares with the keeper's. A picture that is
 * too far from that, though close to another of the group, is a bridge.
 */
export class StarGroups {
  readonly #bar: number;
  readonly #judge: KeepJudge;
  readonly #draft = new Draft();
  /** The star at hand, its centre first: pictures, how they lie over the centre, the places of what they were compared with, and their scores. */
  readonly #pictures: number[] = [];
  #maps = new Float64Array(16 * mapLength);
  readonly #comparedWith: number[] = [];
  readonly #scores: number[] = [];
  /** 1 where the others say that a picture was edited. */
  readonly #edited: number[] = [];
  #count = 0;
  /** Its files that have not gone, by picture; of each its picture's place, and of each picture where its files begin. */
  readonly #files: number[] = [];
  readonly #owners: number[] = [];
  readonly #filesEdited: number[] = [];
  readonly #firsts: number[] = [];
  /** By place in the part: a picture's place in the star, and its pair with the keeper's picture, from 1. */
  readonly #placeOf: Uint32Array;
  readonly #pairOf: Uint32Array;
  readonly #found = new Found();
  /** Rows: from the centre to the keeper's picture; from a picture to the keeper's by way of the centre; a pair's. */
  readonly #toKeeper = new Float64Array(mapLength);
  readonly #composed = new Float64Array(mapLength);
  readonly #pairs = new Float64Array(mapLength);

  constructor(
    private readonly part: PartOfPictures,
    private readonly stars: Stars,
    private readonly comparisons: Comparisons,
  ) {
    const { partStarts } = part.neighbours;
    this.#bar = barOf(part.choice.radius);
    this.#judge = new KeepJudge(part.input, part.choice.keep);
    this.#placeOf = new Uint32Array(partStarts[part.part + 1]! - partStarts[part.part]!);
    this.#pairOf = new Uint32Array(this.#placeOf.length);
  }

  /** Lays out the group of a star, if more than one of its files are there. */
  add(star: number, layout: Layout): void {
    this.#read(star);
    this.#readFiles();
    if (this.#files.length < 2) return;
    const { neighbours } = this.part;
    this.#findEdited();
    const best = this.#judge.best({ files: this.#files, edited: this.#filesEdited });
    const keeper = this.#files[best]!;
    const keeperPlace = this.#owners[best]!;
    const picture = this.#pictures[keeperPlace]!;
    invertRow(this.#maps, keeperPlace, this.#toKeeper, 0);
    forEachNeighbour(neighbours, picture, (other, pair) => (this.#pairOf[this.#inPart(other)] = pair + 1));
    this.#draft.clear();
    for (let place = 0; place < this.#count; place++) this.#addFiles(place, keeper, keeperPlace);
    forEachNeighbour(neighbours, picture, (other) => (this.#pairOf[this.#inPart(other)] = 0));
    layout.add(this.#draft, keeper);
  }

  #read(star: number): void {
    const { centres, starts, pictures, comparedWith, pairs } = this.stars;
    const [first, beyond] = [starts[star]!, starts[star + 1]!];
    this.#maps = withRows(this.#maps, 1 + beyond - first);
    this.#maps.set(identityRow);
    this.#place(0, centres[star]!, 0, Infinity);
    this.#edited[0] = 0;
    for (let at = first; at < beyond; at++) {
      const place = 1 + at - first;
      const picture = pictures[at]!;
      const onto = this.#placeOf[this.#inPart(comparedWith[at]!)]!;
      this.#readPair(pairs[at]!, picture);
      composeRows(this.#maps, onto, this.#pairs, 0, this.#maps, place);
      this.#place(place, picture, onto, this.comparisons.score);
      // What was compared with the centre lies over it as the comparison says.
      this.#edited[place] = onto === 0 && isWorkedOn(this.#pairs, this.comparisons) ? 1 : 0;
    }
    this.#count = 1 + beyond - first;
  }

  #place(place: number, picture: number, comparedWith: number, score: number): void {
    this.#pictures[place] = picture;
    this.#comparedWith[place] = comparedWith;
    this.#scores[place] = score;
    this.#placeOf[this.#inPart(picture)] = place;
  }

  /** Compares a pair, and leaves the map from this one of its pictures to the other. */
  #readPair(pair: number, picture: number): void {
    this.comparisons.ofPair(pair);
    this.comparisons.readMap(this.#pairs);
    if (queryOf(this.part.neighbours.candidates, pair) === picture) invertRow(this.#pairs, 0, this.#pairs, 0);
  }

  #readFiles(): void {
    const { pictures: { files, starts }, gone } = this.part;
    this.#files.length = 0;
    for (let place = 0; place < this.#count; place++) {
      this.#firsts[place] = this.#files.length;
      const picture = this.#pictures[place]!;
      for (let at = starts[picture]!; at < starts[picture + 1]!; at++) {
        const file = files[at]!;
        if (gone && gone[file] !== 0) continue;
        this.#owners[this.#files.length] = place;
        this.#files.push(file);
      }
    }
    this.#firsts[this.#count] = this.#files.length;
  }

  /**
   * Leaves only those pictures for edited of which that can be told. Of two that differ as if one was cropped or written on, either may be the
   * one that was; but where more pictures agree with the centre than differ from it, those that differ were.
   */
  #findEdited(): void {
    let [present, agreeing, differing] = [0, 0, 0];
    for (let place = 0; place < this.#count; place++) {
      if (this.#firsts[place] === this.#firsts[place + 1]) continue;
      present++;
      if (this.#comparedWith[place] !== 0) continue;
      if (this.#edited[place] === 1) differing++;
      else agreeing++;
    }
    const isTold = present > fewestAgreeing && agreeing >= fewestAgreeing && differing < agreeing;
    for (let place = 0; place < this.#count; place++) if (!isTold) this.#edited[place] = 0;
    this.#filesEdited.length = this.#files.length;
    for (let at = 0; at < this.#files.length; at++) this.#filesEdited[at] = this.#edited[this.#owners[at]!]!;
  }

  #addFiles(place: number, keeper: number, keeperPlace: number): void {
    const first = this.#firsts[place]!;
    const beyond = this.#firsts[place + 1]!;
    if (first === beyond) return;
    const { input } = this.part;
    const isKeepers = place === keeperPlace;
    if (!isKeepers) this.#compare(place, keeperPlace);
    const { map, distance, via, viaDistance } = isKeepers ? theSame : this.#found;
    const agreement: Agreement | null = this.#found.score >= this.#bar ? this.#found : null;
    for (let at = first; at < beyond; at++) {
      const file = this.#files[at]!;
      const differences = isKeepers ? 0 : differencesOf(map, sizeOf(input, file), sizeOf(input, keeper), agreement);
      const twin = mayHaveThePixelsOf(input, keeper, file, isKeepers, distance, differences);
      this.#draft.add(file, distance, differences, map, twin, this.#edited[place], via === none ? none : this.#firsts[via]!, viaDistance);
    }
  }

  #compare(place: number, keeperPlace: number): void {
    const found = this.#found;
    composeRows(this.#toKeeper, 0, this.#maps, place, this.#composed, 0);
    this.#compareDirectly(place, keeperPlace);
    found.distance = distanceOf(found.score);
    found.via = none;
    found.viaDistance = 0;
    if (found.score >= this.#bar) return;
    found.map.set(this.#composed);
    // The centre was compared with nobody, but the keeper was.
    const via = this.#comparedWith[place === 0 ? keeperPlace : place]!;
    // That may be the keeper's picture after all, at a lesser bar, or have gone.
    if (via === keeperPlace || this.#firsts[via] === this.#firsts[via + 1]) return;
    found.via = via;
    found.viaDistance = distanceOf(this.#scores[place === 0 ? via : place]!);
  }

  /** Compares with the keeper's picture, as a pair, or starting from how both lie over a third. */
  #compareDirectly(place: number, keeperPlace: number): void {
    const picture = this.#pictures[place]!;
    const pair = this.#pairOf[this.#inPart(picture)]! - 1;
    this.#found.score = -Infinity;
    if (pair >= 0) {
      this.#readPair(pair, picture);
      this.#find();
      this.#found.map.set(this.#pairs);
      if (this.#found.score >= this.#bar) return;
    }
    this.comparisons.along(this.#composed, this.#pictures[keeperPlace]!, picture);
    if (this.comparisons.score <= this.#found.score) return;
    this.#find();
    this.comparisons.readMap(this.#found.map);
  }

  #find(): void {
    this.#found.score = this.comparisons.score;
    this.#found.correlation = this.comparisons.correlation;
    this.#found.trimmed = this.comparisons.trimmed;
  }

  #inPart(picture: number): number {
    const { places, partStarts } = this.part.neighbours;
    return places[picture]! - partStarts[this.part.part]!;
  }
}

/** A group of files that look the same to the last bit. */
export function addFiles(files: readonly number[], judge: KeepJudge, draft: Draft, layout: Layout): void {
  draft.clear();
  for (const file of files) draft.add(file, 0, 0, identityRow, true);
  layout.add(draft, files[judge.best({ files, edited: null })]!);
}

/** The files of a picture that have not gone, best by `order` first. */
export function presentFiles({ files, starts }: PictureColumns, picture: number, gone: Uint8Array | null): readonly number[] {
  const all = Array.from(files.subarray(starts[picture], starts[picture + 1]));
  return gone ? all.filter((file) => gone[file] === 0) : all;
}

/** Of one format, equal pixels look equal to the last bit; of several, nearly so. */
function mayHaveThePixelsOf({ widths, heights, formats }: GroupInput, keeper: number, file: number, looksEqual: boolean, distance: number, differences: number): boolean {
  if (widths[file] !== widths[keeper] || heights[file] !== heights[keeper]) return false;
  return looksEqual || (distance === 0 && differences === 0 && formats[file] !== formats[keeper]);
}

function sizeOf({ widths, heights }: GroupInput, file: number): { readonly width: number; readonly height: number } {
  return { width: widths[file]!, height: heights[file]! };
}
