import { fileExtras, type ImageFormat, imageFormats } from '../../shared/files';
import { companionKinds, standings } from '../../shared/folders';
import { keepCriteria, type KeepCriterion, type KeepPolicy } from '../../shared/keep';
import type { GroupInput } from '../ports';
import { nameSigns } from './name-signs';

/** What is known of files that can speak for keeping them. `order` is null where files stand in their order. */
export type KeepColumns = Pick<
  GroupInput,
  'widths' | 'heights' | 'formats' | 'bytes' | 'qualities' | 'depths' | 'extras' | 'nameSigns' | 'standings' | 'companions' | 'folderRanks' | 'modified'
> & { readonly order: Uint32Array | null };

/** What all is worth in parts of a point's share: values are whole numbers from 0 to this, so that sums are exact on every machine. */
export const whole = 1_000_000;

/** Formats that usually hold what was made, not what was left of it. (WebP and AVIF can, but seldom do.) */
const losslessFormats: ReadonlySet<ImageFormat> = new Set<ImageFormat>(['png', 'tiff', 'svg']);
/** What has to stay with its picture, unless there is the same beside another. */
const largeCompanions = (1 << companionKinds.indexOf('raw')) | (1 << companionKinds.indexOf('movie'));
const reference = standings.indexOf('reference');
const lossless = Uint8Array.from(imageFormats, (format) => (losslessFormats.has(format) ? 1 : 0));
export const losslessQuality = 100;
/** Steps of JPEG quality that cost all of a quality's points. */
const qualityRange = 60;
/** Halvings of the bytes per pixel that do: each is worth about 15 steps of quality. */
const densityHalvings = 4;
/** Bits per colour channel where a file does not say. */
const usualDepth = 8;
/** What a file of a reference folder has beside its score: more than all criteria together. */
const beyondAll = whole * 1000;
/** Milliseconds. FAT keeps dates to two seconds, so files that were only copied there may differ by that. */
const sameMoment = 2000;

/** The best and the worst of a group, by which its files are measured. */
interface Standard {
  pixels: number;
  /** The greatest that is known; `dense` where not all are. */
  quality: number;
  dense: boolean;
  density: number;
  depth: number;
  extras: number;
  firstRank: number;
  lastRank: number;
  oldest: number;
  newest: number;
}

/** How much of a criterion a file has, 0 – {@link whole}. `edited`: whether others of its group say that it was. */
type Measure = (columns: KeepColumns, standard: Standard, file: number, edited: boolean) => number;

const measures: Readonly<Record<KeepCriterion, Measure>> = {
  resolution: (c, { pixels }, file) => share(pixelsOf(c, file) / pixels),
  quality: (c, { pixels, quality, dense, density }, file) => {
    if (isLossless(c, file)) return whole;
    return dense ? share(1 - Math.log2(density / densityOf(c, file, pixels)) / densityHalvings) : share(1 - (quality - c.qualities[file]!) / qualityRange);
  },
  depth: (c, { depth }, file) => share(depthOf(c, file) / depth),
  lossless: (c, _, file) => (isLossless(c, file) ? whole : 0),
  metadata: (c, { extras }, file) => share(1 - bitsIn(extras & ~c.extras[file]!) / fileExtras.length),
  companion: (c, _, file) => ((c.companions[file]! & largeCompanions) === 0 ? 0 : whole),
  original: (c, _, file, edited) => (edited || hasSign(c, file, nameSigns.edited) ? 0 : whole),
  folder: (c, { firstRank, lastRank }, file) => (firstRank === lastRank ? whole : share((lastRank - c.folderRanks[file]!) / (lastRank - firstRank))),
  name: (c, _, file) => (hasSign(c, file, nameSigns.copy) ? 0 : whole),
  date: (c, { oldest, newest }, file) => (newest - oldest <= sameMoment ? whole : share((newest - c.modified[file]!) / (newest - oldest))),
};

/** Files of a group, and 1 at the place of each of which the others say that it was edited; null where they say nothing. */
export interface KeepGroup {
  readonly files: ArrayLike<number>;
  readonly edited: ArrayLike<number> | null;
}

/**
 * Judges which file of a group to keep: each criterion measures a file against the best of its group, and the sum of all, as the policy
 * weighs them, is its score. See docs/keeping.md.
 */
export class KeepJudge {
  readonly #weights: readonly { readonly measure: Measure; readonly weight: number }[];
  /** By place in `keepCriteria`. */
  readonly #weightOf: readonly number[];

  constructor(
    private readonly columns: KeepColumns,
    policy: KeepPolicy,
  ) {
    const counting = policy.filter(({ weight }) => weight > 0);
    this.#weightOf = keepCriteria.map((criterion) => counting.find((one) => one.criterion === criterion)?.weight ?? 0);
    this.#weights = counting.map(({ criterion, weight }) => ({ measure: measures[criterion], weight }));
  }

  /**
   * The place of the file to keep: one of a reference folder, where there is any; then the highest score; of equal ones the one that is
   * ahead in the first criterion that tells them apart; where none does, which is a tie, the first by `order`. The result does not depend on
   * the order of the files.
   */
  choose(group: KeepGroup): { readonly place: number; readonly tie: boolean } {
    if (this.areAlike(group)) return { place: this.#firstOf(group), tie: group.files.length > 1 };
    const standard = this.#standardOf(group);
    let [place, tie] = [0, false];
    let most = this.#score(standard, group, 0);
    for (let other = 1; other < group.files.length; other++) {
      const score = this.#score(standard, group, other);
      if (score < most) continue;
      const lead = score > most ? 1 : this.#difference(standard, group, other, place);
      if (lead === 0) tie = true;
      else if (lead > 0) tie = false;
      if (lead < 0 || (lead === 0 && !this.#comesFirst(group.files[other]!, group.files[place]!))) continue;
      place = other;
      most = score;
    }
    return { place, tie };
  }

  /** Whether all that is asked of files is the same for all of a group, as it is for most exact copies. What is no more than nearly the same may be missed. */
  areAlike({ files, edited }: KeepGroup): boolean {
    const c = this.columns;
    const first = files[0]!;
    const sameBytes = c.qualities[first] === 0;
    let [oldest, newest] = [c.modified[first]!, c.modified[first]!];
    for (let place = 0; place < files.length; place++) {
      const file = files[place]!;
      if (edited?.[place] === 1) return false;
      if (c.widths[file] !== c.widths[first] || c.heights[file] !== c.heights[first] || c.formats[file] !== c.formats[first]) return false;
      if (c.qualities[file] !== c.qualities[first] || c.depths[file] !== c.depths[first] || c.extras[file] !== c.extras[first]) return false;
      if (c.nameSigns[file] !== c.nameSigns[first] || c.standings[file] !== c.standings[first] || c.companions[file] !== c.companions[first]) return false;
      if (c.folderRanks[file] !== c.folderRanks[first] || (sameBytes && c.bytes[file] !== c.bytes[first])) return false;
      oldest = Math.min(oldest, c.modified[file]!);
      newest = Math.max(newest, c.modified[file]!);
    }
    return newest - oldest <= sameMoment;
  }

  best(group: KeepGroup): number {
    return this.choose(group).place;
  }

  /** Whether no criterion tells the file at a place from another one. */
  hasTie(group: KeepGroup, place: number): boolean {
    const standard = this.#standardOf(group);
    for (let other = 0; other < group.files.length; other++) {
      if (other !== place && this.#difference(standard, group, place, other) === 0) return true;
    }
    return false;
  }

  /** By place, and for each in the order of `keepCriteria`: the values of all criteria that count, 0 – {@link whole} times their weights. */
  scores(group: KeepGroup): readonly (readonly number[])[] {
    const standard = this.#standardOf(group);
    const all: number[][] = [];
    for (let place = 0; place < group.files.length; place++) {
      const edited = group.edited?.[place] === 1;
      const scores: number[] = [];
      for (let i = 0; i < keepCriteria.length; i++) {
        const weight = this.#weightOf[i]!;
        scores.push(weight === 0 ? 0 : weight * measures[keepCriteria[i]!](this.columns, standard, group.files[place]!, edited));
      }
      all.push(scores);
    }
    return all;
  }

  /** The most pixels of a group whose qualities are compared by their bytes per pixel; null for any other. */
  pixelsIfDense(group: KeepGroup): number | null {
    const { dense, pixels } = this.#standardOf(group);
    return dense ? pixels : null;
  }

  #score(standard: Standard, { files, edited }: KeepGroup, place: number): number {
    let sum = isReference(this.columns, files[place]!) ? beyondAll : 0;
    for (const { measure, weight } of this.#weights) sum += weight * measure(this.columns, standard, files[place]!, edited?.[place] === 1);
    return sum;
  }

  #firstOf({ files }: KeepGroup): number {
    let first = 0;
    for (let place = 1; place < files.length; place++) if (this.#comesFirst(files[place]!, files[first]!)) first = place;
    return first;
  }

  #comesFirst(file: number, other: number): boolean {
    const { order } = this.columns;
    return order ? order[file]! < order[other]! : file < other;
  }

  /** What a file is ahead of another by in the first criterion that tells them apart; 0 where none does. */
  #difference(standard: Standard, { files, edited }: KeepGroup, place: number, other: number): number {
    const standing = Number(isReference(this.columns, files[place]!)) - Number(isReference(this.columns, files[other]!));
    if (standing !== 0) return standing;
    for (const { measure } of this.#weights) {
      const lead = measure(this.columns, standard, files[place]!, edited?.[place] === 1) - measure(this.columns, standard, files[other]!, edited?.[other] === 1);
      if (lead !== 0) return lead;
    }
    return 0;
  }

  #standardOf({ files }: KeepGroup): Standard {
    const c = this.columns;
    const standard: Standard = {
      pixels: 1, quality: 0, dense: false, density: 0, depth: 1, extras: 0, firstRank: Infinity, lastRank: 0, oldest: Infinity, newest: -Infinity,
    };
    for (let place = 0; place < files.length; place++) {
      const file = files[place]!;
      standard.pixels = Math.max(standard.pixels, pixelsOf(c, file));
      if (isLossless(c, file)) standard.quality = losslessQuality;
      else {
        standard.quality = Math.max(standard.quality, c.qualities[file]!);
        standard.dense ||= c.qualities[file] === 0;
      }
      standard.depth = Math.max(standard.depth, depthOf(c, file));
      standard.extras |= c.extras[file]!;
      standard.firstRank = Math.min(standard.firstRank, c.folderRanks[file]!);
      standard.lastRank = Math.max(standard.lastRank, c.folderRanks[file]!);
      standard.oldest = Math.min(standard.oldest, c.modified[file]!);
      standard.newest = Math.max(standard.newest, c.modified[file]!);
    }
    if (!standard.dense) return standard;
    for (let place = 0; place < files.length; place++) {
      const file = files[place]!;
      if (!isLossless(c, file)) standard.density = Math.max(standard.density, densityOf(c, file, standard.pixels));
    }
    return standard;
  }
}

/** Rounded down: the best alone is whole. */
function share(value: number): number {
  return Math.max(0, Math.min(whole, Math.floor(value * whole)));
}

export function pixelsOf({ widths, heights }: KeepColumns, file: number): number {
  return Math.max(1, widths[file]! * heights[file]!);
}

/**
 * Bytes per pixel, beside a picture of `most` pixels. In much smaller ones what is said of the picture takes as many bytes as the picture
 * itself, so they count as having at least a quarter of those pixels.
 */
export function densityOf(columns: KeepColumns, file: number, most: number): number {
  return Math.max(1, columns.bytes[file]!) / Math.max(pixelsOf(columns, file), most / 4);
}

export function depthOf({ depths }: KeepColumns, file: number): number {
  return depths[file]! === 0 ? usualDepth : depths[file]!;
}

export function isLossless({ formats }: KeepColumns, file: number): boolean {
  return lossless[formats[file]!] === 1;
}

export function isReference(columns: KeepColumns, file: number): boolean {
  return columns.standings[file] === reference;
}

function hasSign({ nameSigns: signs }: KeepColumns, file: number, sign: number): boolean {
  return (signs[file]! & sign) !== 0;
}

function bitsIn(set: number): number {
  let count = 0;
  for (let left = set; left !== 0; left &= left - 1) count++;
  return count;
}
