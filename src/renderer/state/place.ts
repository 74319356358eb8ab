import type { StoreApi } from 'zustand';
import type { Client } from '../../shared/contract';
import type { Following } from './follow-groups';
import type { Listing } from './listing';
import { isRunning, type ScanView } from './scan';
import type { View } from './view';

/** Keeps where the person is in the review of a library, and comes back there. */
export interface Place {
  /** A scan begins, or another library is shown: what is kept of it is to be come back to. */
  readonly leave: () => void;
  /** Groups are on screen. Once no more are to come, goes to the group that was looked at, unless the person went elsewhere meanwhile. */
  readonly arrive: () => Promise<void>;
  /** Something of it may have changed. */
  readonly note: () => void;
  /** The page is about to go: writes down at once what is not yet. */
  readonly flush: () => void;
}

interface Parts {
  readonly client: Client;
  readonly following: Following;
  readonly listing: Listing;
  readonly scan: StoreApi<ScanView>;
  readonly view: View;
}

/** How long changes gather before they are written down, in milliseconds. */
const gatherMs = 250;

export function createPlace({ client, following, listing, scan, view }: Parts): Place {
  /** Nothing is kept before what was kept is come back to. */
  let arrived = true;
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  /** Whether the list on screen is the one that is asked for. */
  function isShown(): boolean {
    return JSON.stringify(following.shown()) === JSON.stringify(listing.store.getState().listing);
  }

  async function arrive(): Promise<void> {
    if (arrived || isRunning(scan.getState().scan.phase)) return;
    const asked = ++turn;
    const answer = await client.call('place.get', null);
    // The list that was kept is called for already, and this is called again when it is here.
    if (asked !== turn || !answer.ok || !isShown()) return;
    const kept = answer.value;
    const places = kept?.group ? await client.call('groups.places', { ...listing.store.getState().listing, groups: [kept.group] }) : null;
    if (asked !== turn || !isShown()) return;
    arrived = true;
    const there = places?.ok ? places.value.places[0] : null;
    if (!kept || !there || (view.store.getState().selection?.index ?? 0) > 0) return;
    view.select(there);
    view.scrollList(kept.above);
  }

  async function save(): Promise<void> {
    const { listing: shown } = listing.store.getState();
    const { selection, listTop } = view.store.getState();
    const answer = await client.call('place.save', { listing: shown, group: selection?.group || null, above: listTop });
    // A group that is not there any more is none to come back to; anything else a person should know.
    if (!answer.ok && answer.error.kind !== 'not-found') view.report(answer.error);
  }

  function flush(): void {
    if (!timer) return;
    clearTimeout(timer);
    timer = null;
    if (arrived) void save();
  }

  return {
    flush,
    leave: () => {
      arrived = false;
      const asked = ++turn;
      if (timer) clearTimeout(timer);
      timer = null;
      void client.call('place.get', null).then((answer) => {
        if (asked === turn && answer.ok && answer.value) listing.show(answer.value.listing);
      });
    },
    arrive,
    note: () => {
      if (!arrived || scan.getState().scan.phase === 'idle') return;
      timer ??= setTimeout(flush, gatherMs);
    },
  };
}
