import type { Client } from '../../shared/contract';
import type { Group } from '../../shared/groups';
import type { GroupListing } from '../../shared/query';
import type { Listing } from './listing';
import { findRow, rowAt, type PagedList } from './paged-list';
import type { Picks } from './picks';
import type { View } from './view';

interface Parts {
  readonly client: Client;
  readonly groups: PagedList<Group>;
  readonly listing: Listing;
  readonly picks: Picks;
  readonly view: View;
}

/**
 * To be called when another list of groups is shown: stays with the group that is looked at, wherever it is now, and with those that are
 * chosen. Where that group is not in the list any more, the one in its place is looked at; in a list of other groups, the first.
 */
export function createFollowing({ client, groups, listing, picks, view }: Parts): () => Promise<void> {
  let followed: GroupListing | null = null;
  let turn = 0;

  return async () => {
    const asked = ++turn;
    const { listing: shown } = listing.store.getState();
    const before = view.store.getState().selection;
    const chosen = [...picks.store.getState().groups];
    const found = before && findRow(groups.store.getState().pages, ({ id }) => id === before.group);
    let place = found?.index ?? null;
    const lost = before !== null && before.group !== '' && place === null;
    if (lost || chosen.length > 0) {
      const answer = await client.call('groups.places', { ...shown, groups: lost ? [before.group, ...chosen] : chosen });
      // Whatever is shown now is followed by the call that came after this one.
      if (asked !== turn || view.store.getState().selection !== before) return;
      if (answer.ok) {
        const { places } = answer.value;
        if (lost) place = places[0] ?? null;
        picks.keep(chosen, lost ? places.slice(1) : places);
      }
    }
    const { pages, total } = groups.store.getState();
    const near = followed === null || followed === shown ? Math.min(before?.index ?? 0, total - 1) : 0;
    followed = shown;
    const index = place ?? Math.max(0, near);
    const group = rowAt(pages, index)?.id ?? (place === null ? undefined : before?.group);
    view.select(group === undefined ? null : { group, index });
  };
}
