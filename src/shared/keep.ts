import type { FileExtra, ImageFile } from './files';

/**
 * What can speak for keeping one file of a group rather than another: pixels; how little was lost by compression; bits per colour
 * channel; a format that loses nothing; EXIF data, place, date and colour profile; a RAW file or a film beside it; not having been edited or written on; the order of folders; a
 * name that no program gave to a copy; the date of the last change. docs/keeping.md says how each is measured.
 */
export const keepCriteria = ['resolution', 'quality', 'depth', 'lossless', 'metadata', 'companion', 'original', 'folder', 'name', 'date'] as const;
export type KeepCriterion = (typeof keepCriteria)[number];

/** What a criterion counts at most, in points; 0: not at all. */
export const keepWeights = { min: 0, max: 10 } as const;

/** Every criterion once. Equal scores are decided by the first that tells two files apart. */
export type KeepPolicy = readonly { readonly criterion: KeepCriterion; readonly weight: number }[];

export const defaultKeepPolicy: KeepPolicy = [
  { criterion: 'resolution', weight: 10 },
  { criterion: 'quality', weight: 10 },
  { criterion: 'depth', weight: 5 },
  { criterion: 'lossless', weight: 2 },
  { criterion: 'metadata', weight: 4 },
  { criterion: 'companion', weight: 8 },
  { criterion: 'original', weight: 3 },
  { criterion: 'folder', weight: 5 },
  { criterion: 'name', weight: 1 },
  { criterion: 'date', weight: 1 },
];

/** Whether two policies judge alike: those that count nothing may stand anywhere. */
export function isSamePolicy(one: KeepPolicy, other: KeepPolicy): boolean {
  return nameOfPolicy(one) === nameOfPolicy(other);
}

/** A name that policies share if they judge alike, and no others. */
export function nameOfPolicy(policy: KeepPolicy): string {
  return policy.filter(({ weight }) => weight > 0).map(({ criterion, weight }) => `${criterion} ${weight}`).join(', ');
}

/** Something in which a file is better or worse than another one of its group. */
export type KeepReason =
  /** `ratio`: of its pixels to the other's. */
  | { readonly criterion: 'resolution'; readonly better: boolean; readonly ratio: number }
  /** As JPEG qualities, 1–100, or where these are not to be told in bytes per pixel. */
  | { readonly criterion: 'quality'; readonly better: boolean; readonly measure: 'estimate' | 'density'; readonly own: number; readonly other: number }
  /** Bits per colour channel. */
  | { readonly criterion: 'depth'; readonly better: boolean; readonly own: number; readonly other: number }
  /** What it has and the other lacks, or lacks and the other has. */
  | { readonly criterion: 'metadata'; readonly better: boolean; readonly parts: readonly FileExtra[] }
  /** Milliseconds between the two. */
  | { readonly criterion: 'date'; readonly better: boolean; readonly apart: number }
  /** Files of reference folders are kept whatever their scores. */
  | { readonly criterion: 'reference'; readonly better: boolean }
  | { readonly criterion: 'lossless' | 'companion' | 'original' | 'folder' | 'name'; readonly better: boolean };

/** A file that would be kept, or is. */
export interface KeepChoice {
  readonly file: ImageFile;
  /** What tells it from the other one of the two. */
  readonly reasons: readonly KeepReason[];
}

/** What another policy would change. */
export interface KeepPreview {
  /** Groups in which another file would be kept. */
  readonly changed: number;
  /** Groups in which another would be suggested, if the person had not decided already. */
  readonly decided: number;
  readonly groups: number;
  /** Groups in which nothing would tell the kept file from another one. */
  readonly ties: number;
  /** The first of those that would change. */
  readonly examples: readonly { readonly from: KeepChoice; readonly to: KeepChoice }[];
}
