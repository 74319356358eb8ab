import type { ImageFormat } from './files';
import type { GroupKind } from './groups';

/** From one value to another, both included; null where it is open. */
export interface Span {
  readonly min: number | null;
  readonly max: number | null;
}

/**
 * Which groups a person wants to see. What is said of files (`text`, `formats`, `bytes`, `dates`, `isNew`) has to hold for one file of the
 * group, all of it for the same one; the rest for the group.
 */
export interface GroupQuery {
  /** Words that the path of a file contains, in any order and any case; a phrase in double quotes is one word. */
  readonly text: string;
  /** Empty: any. */
  readonly formats: readonly ImageFormat[];
  /** Empty: any. */
  readonly kinds: readonly GroupKind[];
  readonly bytes: Span;
  /** Of last changes, milliseconds since 1970 (UTC). */
  readonly dates: Span;
  /** Of the file that is farthest from the suggested keeper, in the steps of `radiusRange`. */
  readonly distance: Span;
  /** Whether the person has marked or chosen anything in the group. */
  readonly decided: 'any' | 'decided' | 'undecided';
  /** Whether a file has come or changed since the library was scanned before; null: any. */
  readonly isNew: boolean | null;
}

/** By the space to gain; the number of files; the distance of the farthest; the date of the newest; the folder and name of the keeper. */
export const sortKeys = ['gain', 'members', 'distance', 'date', 'folder'] as const;
export type SortKey = (typeof sortKeys)[number];

/** Groups that are equal in it stand in the order of space to gain; similar shots, which are no copies, come after all others. */
export interface GroupSort {
  readonly by: SortKey;
  readonly descending: boolean;
}

/** A list of groups: which, and in what order. */
export interface GroupListing {
  readonly query: GroupQuery;
  readonly sort: GroupSort;
}

const open: Span = { min: null, max: null };

/** Any group. */
export const plainQuery: GroupQuery = {
  text: '', formats: [], kinds: [], bytes: open, dates: open, distance: open, decided: 'any', isNew: null,
};
export const plainSort: GroupSort = { by: 'gain', descending: true };
/** All groups as the engine found them. */
export const plainListing: GroupListing = { query: plainQuery, sort: plainSort };

export function isOpen({ min, max }: Span): boolean {
  return min === null && max === null;
}

/** Whether a query leaves nothing out. */
export function isPlain({ text, formats, kinds, bytes, dates, distance, decided, isNew }: GroupQuery): boolean {
  const any = formats.length === 0 && kinds.length === 0 && decided === 'any' && isNew === null && text.trim() === '';
  return any && [bytes, dates, distance].every(isOpen);
}

export interface GroupSums {
  readonly groups: number;
  readonly files: number;
  readonly bytesToGain: number;
}
