import type { Affine } from './affine';
import type { FileId, ImageFile } from './files';
import type { CompanionKind, Standing } from './folders';
import type { KeepReason } from './keep';
import type { GroupSums } from './query';

/** Groups of copies. */

export type GroupId = string;

/**
 * What was done to a picture, as far as can be seen by laying it over the kept file's: turned by a quarter or a half, mirrored,
 * cut down to a part of it, given margins or more of the scene, tilted by a few degrees, stretched in one direction, written or
 * drawn upon in a place, given more or fewer pixels. In the order of their bits in binary records: append only.
 */
export const differences = ['quarter-turn', 'half-turn', 'mirrored', 'cropped', 'extended', 'tilted', 'stretched', 'captioned', 'resized'] as const;
export type Difference = (typeof differences)[number];

/** From places in a picture as shown, in its sides from its middle (−0.5 – 0.5), to where they lie in another one, in that one's sides. */
export type PictureMap = Affine;

/**
 * How a file is like the kept one: equal byte for byte, equal once decoded (its container or what it says of the picture differs), or a
 * picture that looks the same. In the order of their codes in binary records: append only.
 */
export const likenesses = ['identical', 'same-pixels', 'similar'] as const;
export type Likeness = (typeof likenesses)[number];

export interface GroupMember {
  readonly file: ImageFile;
  /** How far the picture is from the kept file's, 0 (the same) – {@link radiusRange}.max (that far or farther). */
  readonly distance: number;
  readonly likeness: Likeness;
  readonly differences: readonly Difference[];
  /** From this picture to the kept file's; null for the kept file itself. */
  readonly map: PictureMap | null;
  /** For a picture that is too far from the kept file's, but close to another of its group: which one, and how far that is. */
  readonly bridge: { readonly file: FileId; readonly name: string; readonly distance: number } | null;
  /** Whether it is to go. */
  readonly marked: boolean;
  readonly standing: Standing;
  readonly companions: readonly CompanionKind[];
  /**
   * What tells it from the suggested keeper, what weighs most first; none where nothing does. Of the suggested keeper itself: in what it
   * is better than others.
   */
  readonly reasons: readonly KeepReason[];
  /** By criterion, in the order of `keepCriteria`; the suggested keeper has most in all. */
  readonly points: readonly number[];
}

/**
 * `exact`: all members are equal byte for byte. `same-pixels`: once decoded. `similar`: the pictures look alike. `similar-shot`: no copies, but
 * taken one after the other, as in a burst. In the order of their codes in binary records: append only.
 */
export const groupKinds = ['exact', 'same-pixels', 'similar', 'similar-shot'] as const;
export type GroupKind = (typeof groupKinds)[number];

export interface Group {
  readonly id: GroupId;
  readonly kind: GroupKind;
  /** The suggested keeper comes first; the rest by distance, then path. At least two. */
  readonly members: readonly GroupMember[];
  /** The file that stays: the person's choice, or the first that is not marked. */
  readonly keeper: FileId;
  /** Whether the person marked a file of it, or chose the keeper. */
  readonly decided: boolean;
  /** What removing all but the keeper would free. */
  readonly bytesToGain: number;
}

export interface GroupsSummary {
  /** Changes whenever the groups do; pages of different revisions must not be mixed. */
  readonly revision: number;
  /** Images that were compared, removed ones left out. */
  readonly images: number;
  readonly groups: number;
  /** Files in groups. */
  readonly files: number;
  readonly bytesToGain: number;
  /** Images with too little detail to compare: plain, dark, a gradient. Only equal bytes make these copies. */
  readonly plain: number;
  /** Groups that are not shown, for all their files are in reference folders: there is nothing to be done about them. */
  readonly referenceGroups: number;
  /** By radius how many groups there would be; null where that is not known yet. */
  readonly groupsByRadius: readonly (number | null)[];
  /** Whether some groups, or members, are still missing, for pictures are being compared. */
  readonly incomplete: boolean;
}

export interface Page<T> {
  readonly total: number;
  readonly offset: number;
  readonly items: readonly T[];
}

export interface GroupPage extends Page<Group> {
  /** Changes whenever the list does, be it by its groups or by what is decided of them. */
  readonly revision: number;
  /** Of the marks; see `MarksState`. */
  readonly marks: number;
  /** Of all groups of the list. */
  readonly sums: GroupSums;
}

export interface GroupIds {
  readonly revision: number;
  readonly ids: readonly GroupId[];
}

/** Where a group is in a list, under the name that it has now. */
export interface GroupPlace {
  readonly group: GroupId;
  readonly index: number;
}

export interface GroupPlaces {
  readonly revision: number;
  readonly places: readonly (GroupPlace | null)[];
}
