import { createStore, type StoreApi } from 'zustand/vanilla';
import { idsLimit, type Client } from '../../shared/contract';
import type { Group, GroupId, GroupPlace } from '../../shared/groups';
import type { GroupListing } from '../../shared/query';
import type { ChoosingHow } from '../ui/VirtualList';
import type { Listing } from './listing';
import { rowAt, type PagedList } from './paged-list';
import type { View } from './view';

export interface PicksState {
  /** Two groups or more; empty where only the one that is looked at is chosen. */
  readonly groups: ReadonlySet<GroupId>;
}

/** Which groups of the list are chosen, besides the one that is looked at (`view`'s selection). */
export interface Picks {
  readonly store: StoreApi<PicksState>;
  readonly choose: (index: number, how: ChoosingHow) => Promise<void>;
  readonly chooseAll: () => Promise<void>;
  readonly clear: () => void;
  /** The ids of all chosen groups. */
  readonly ids: () => readonly GroupId[];
  /** Lets go of groups that are not in the list any more, or keep another file now: what was chosen is what was seen. `places` is parallel to `ids`. */
  readonly keep: (ids: readonly GroupId[], places: readonly (GroupPlace | null)[]) => void;
}

interface Parts {
  readonly client: Client;
  readonly groups: PagedList<Group>;
  readonly listing: Listing;
  readonly view: View;
}

const none: ReadonlySet<GroupId> = new Set();

export function createPicks({ client, groups, listing, view }: Parts): Picks {
  const store = createStore<PicksState>(() => ({ groups: none }));
  /** Where a range begins. */
  let anchor: { readonly listing: GroupListing; readonly index: number } | null = null;
  let turn = 0;

  const set = (chosen: ReadonlySet<GroupId>): void => {
    const active = view.store.getState().selection?.group;
    const alone = chosen.size === 0 || (chosen.size === 1 && active !== undefined && chosen.has(active));
    store.setState({ groups: alone ? none : chosen });
  };
  const activeId = (): readonly GroupId[] => {
    const id = view.store.getState().selection?.group;
    return id ? [id] : [];
  };

  /** A row that is still on its way is looked at by its place; its name follows when it is here. */
  function lookAt(index: number): GroupId | undefined {
    const id = rowAt(groups.store.getState().pages, index)?.id;
    view.select({ group: id ?? '', index });
    return id;
  }

  /** The ids of a stretch of the list, both ends included; null where the list changed meanwhile, or the engine failed. */
  async function idsBetween(first: number, last: number): Promise<readonly GroupId[] | null> {
    const { pages } = groups.store.getState();
    const here = Array.from({ length: Math.min(last - first + 1, idsLimit) }, (_, i) => rowAt(pages, first + i)?.id);
    if (here.length === last - first + 1 && here.every((id) => id !== undefined)) return here;
    const asked = ++turn;
    const wanted = listing.store.getState().listing;
    const found: GroupId[] = [];
    let revision: number | null = null;
    for (let offset = first; offset <= last; offset += idsLimit) {
      const answer = await client.call('groups.ids', { ...wanted, offset, limit: Math.min(idsLimit, last - offset + 1) });
      if (asked !== turn) return null;
      if (!answer.ok) { view.report(answer.error); return null; }
      revision ??= answer.value.revision;
      if (revision !== answer.value.revision) return null;
      found.push(...answer.value.ids);
    }
    return found;
  }

  async function chooseRange(first: number, last: number): Promise<void> {
    const ids = await idsBetween(Math.min(first, last), Math.max(first, last));
    if (ids) set(new Set(ids));
  }

  return {
    store,
    choose: async (index, how) => {
      const { listing: now } = listing.store.getState();
      const before = view.store.getState().selection;
      if (how === 'range') {
        if (anchor?.listing !== now) anchor = { listing: now, index: before?.index ?? index };
        lookAt(index);
        await chooseRange(anchor.index, index);
        return;
      }
      anchor = { listing: now, index };
      turn++;
      if (how === 'one') {
        lookAt(index);
        set(none);
        return;
      }
      const chosen = new Set(store.getState().groups.size > 0 ? store.getState().groups : activeId());
      const id = lookAt(index);
      if (id === undefined) return;
      if (!chosen.delete(id)) chosen.add(id);
      set(chosen);
    },
    chooseAll: async () => {
      const { total } = groups.store.getState();
      if (total > 1) await chooseRange(0, total - 1);
    },
    clear: () => {
      turn++;
      set(none);
    },
    ids: () => (store.getState().groups.size > 0 ? [...store.getState().groups] : activeId()),
    keep: (ids, places) => {
      const { groups: chosen } = store.getState();
      if (chosen.size === 0) return;
      const there = ids.filter((id, i) => places[i]?.group === id && chosen.has(id));
      if (there.length < chosen.size) set(new Set(there));
    },
  };
}
