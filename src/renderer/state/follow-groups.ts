import type { Client, Output } from '../../shared/contract';
import type { Result } from '../../shared/errors';
import type { Group, GroupId, GroupPlace } from '../../shared/groups';
import type { GroupListing } from '../../shared/query';
import type { Listing } from './listing';
import { findRow, rowAt, type PagedList } from './paged-list';
import type { Picks } from './picks';
import type { Selection, View } from './view';

interface Parts {
  readonly client: Client;
  readonly groups: PagedList<Group>;
  readonly listing: Listing;
  readonly picks: Picks;
  readonly view: View;
}

/** Stays with the group that is looked at, wherever it is in another list and whatever file it keeps now, and with those that are chosen. */
export interface Following {
  /**
   * To be called when another listing is asked for: asks already where the group that is looked at is in it. Resolves with that; null where it is not
   * in it, or nothing is looked at.
   */
  readonly ahead: () => Promise<number | null>;
  /**
   * To be called when another list is shown. Where the group is not in it any more, the one in its place is looked at; in a list of other
   * groups, the first. Done at once, so that nobody sees the list without it, where {@link ahead} has asked.
   */
  readonly follow: () => Promise<void>;
  /** To be called when more of the list is here: a group that was only known by its place has a name from then on. */
  readonly name: () => void;
  /** What the list on screen was asked for; null before the first is. */
  readonly shown: () => GroupListing | null;
}

/** What was asked about a listing, and what it was asked for. */
interface Places {
  readonly listing: GroupListing;
  readonly before: Selection | null;
  readonly chosen: readonly GroupId[];
  /** The group that is looked at comes first, where there is one. */
  readonly wanted: readonly GroupId[];
  readonly answer: Result<Output<'groups.places'>> | null;
}

export function createFollowing({ client, groups, listing, picks, view }: Parts): Following {
  let followed: GroupListing | null = null;
  let turn = 0;
  let known: Places | null = null;

  function questionNow(isHere: (group: GroupId) => boolean): Omit<Places, 'answer'> {
    const { selection } = view.store.getState();
    const chosen = [...picks.store.getState().groups];
    const lost = selection !== null && selection.group !== '' && !isHere(selection.group);
    return { listing: listing.store.getState().listing, before: selection, chosen, wanted: lost ? [selection.group, ...chosen] : chosen };
  }

  async function ask(question: Omit<Places, 'answer'>): Promise<Places> {
    const answer = question.wanted.length === 0 ? null : await client.call('groups.places', { ...question.listing, groups: question.wanted });
    return { ...question, answer };
  }

  /** False where the person went elsewhere meanwhile, or chose others. */
  function holds({ listing: asked, before, chosen }: Places): boolean {
    const { groups: now } = picks.store.getState();
    return asked === listing.store.getState().listing && before === view.store.getState().selection && now.size === chosen.length && chosen.every((id) => now.has(id));
  }

  function placeIn({ before, wanted, answer }: Places): GroupPlace | null {
    return answer?.ok && before !== null && wanted[0] === before.group ? (answer.value.places[0] ?? null) : null;
  }

  function apply(places: Places): void {
    const { listing: shown, before, chosen, wanted, answer } = places;
    if (answer?.ok && chosen.length > 0) picks.keep(chosen, answer.value.places.slice(wanted.length - chosen.length));
    const { pages, total } = groups.store.getState();
    const here = before && findRow(pages, ({ id }) => id === before.group);
    const place = placeIn(places) ?? (here && { group: here.row.id, index: here.index });
    const other = followed !== null && followed !== shown;
    const near = other ? 0 : Math.min(before?.index ?? 0, total - 1);
    followed = shown;
    const index = place?.index ?? Math.max(0, near);
    const group = rowAt(pages, index)?.id ?? place?.group;
    view.select(group === undefined ? null : { group, index });
    // What is looked at stays in view, with a row above it.
    if (other) view.scrollList(Math.max(0, index - 1));
  }

  return {
    shown: () => followed,
    name: () => {
      const { selection } = view.store.getState();
      if (selection?.group !== '') return;
      const group = rowAt(groups.store.getState().pages, selection.index)?.id;
      if (group !== undefined) view.select({ group, index: selection.index });
    },
    ahead: async () => {
      const asked = ++turn;
      known = null;
      const places = await ask(questionNow(() => false));
      if (asked === turn) known = places;
      return placeIn(places)?.index ?? null;
    },
    follow: async () => {
      const asked = ++turn;
      const ready = known;
      known = null;
      if (ready && holds(ready)) { apply(ready); return; }
      const places = await ask(questionNow((group) => findRow(groups.store.getState().pages, ({ id }) => id === group) !== null));
      // Whatever is shown now is followed by the call that came after this one.
      if (asked === turn && view.store.getState().selection === places.before) apply(places);
    },
  };
}
