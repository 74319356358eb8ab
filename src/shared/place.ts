import type { GroupId } from './groups';
import type { GroupListing } from './query';

/** Where a person is in the review of a library. */
export interface ReviewPlace {
  readonly listing: GroupListing;
  /** The group that is looked at; null: none. */
  readonly group: GroupId | null;
  /** How many groups of the list are above those on screen. */
  readonly above: number;
}
