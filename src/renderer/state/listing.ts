import { createStore, type StoreApi } from 'zustand/vanilla';
import { plainListing, plainQuery, type GroupListing, type GroupQuery, type GroupSort, type GroupSums } from '../../shared/query';

export interface ListingState {
  readonly listing: GroupListing;
  /** Of all groups that answer the query; null until the first of them are here. */
  readonly sums: GroupSums | null;
}

/** Which groups the person wants to see, and in what order. */
export interface Listing {
  readonly store: StoreApi<ListingState>;
  readonly filter: (part: Partial<GroupQuery>) => void;
  /** Leaves the text. */
  readonly clearFilters: () => void;
  readonly clear: () => void;
  readonly sort: (sort: GroupSort) => void;
  readonly show: (listing: GroupListing) => void;
  /** Another library: all groups, in their own order. */
  readonly reset: () => void;
  /** Takes the sums of a page that was asked for with this listing. */
  readonly take: (listing: GroupListing, sums: GroupSums) => void;
}

export function createListing(): Listing {
  const store = createStore<ListingState>(() => ({ listing: plainListing, sums: null }));
  const ask = (part: Partial<GroupListing>): void => store.setState(({ listing }) => ({ listing: { ...listing, ...part } }));
  return {
    store,
    filter: (part) => ask({ query: { ...store.getState().listing.query, ...part } }),
    clearFilters: () => ask({ query: { ...plainQuery, text: store.getState().listing.query.text } }),
    clear: () => ask({ query: plainQuery }),
    sort: (sort) => ask({ sort }),
    show: ask,
    reset: () => store.setState({ listing: plainListing, sums: null }),
    take: (listing, sums) => {
      if (listing === store.getState().listing) store.setState({ sums });
    },
  };
}
