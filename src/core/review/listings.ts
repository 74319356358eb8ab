import { LRUCache } from 'lru-cache';
import type { Handlers } from '../../shared/contract';
import type { GroupId, GroupPlace } from '../../shared/groups';
import { AppFailure } from '../../shared/errors';
import { plainQuery, plainSort, type GroupListing } from '../../shared/query';
import { groupAt } from '../library/group-pages';
import type { Library } from '../library/library';
import { rowState, type FileTable } from '../library/file-table';
import { PathSearch } from './path-search';
import { findGroups, type FoundGroups } from './query';

interface List extends FoundGroups {
  readonly revision: number;
}

/** Lists kept: what a window shows, and what it showed a moment ago. */
const held = 4;

/** The groups of the open library as a person wants to see them: each list is made once for as long as it holds. */
export class Listings {
  readonly #lists = new LRUCache<string, List>({ max: held });
  #search: { readonly table: FileTable; readonly paths: PathSearch } | null = null;
  #made = 0;

  constructor(private readonly library: Library) {}

  list({ query = plainQuery, sort = plainSort }: Partial<GroupListing>): List {
    const { session, ids, review, scannedBefore } = this.library.current;
    const { table, groups } = session;
    const decided = query.decided === 'any' ? 0 : review.state.revision;
    const key = JSON.stringify([ids.token, groups.summary.revision, decided, query, sort]);
    const known = this.#lists.get(key);
    if (known) return known;
    const isDecided = (group: number): boolean => review.isDecided(group);
    const isNew = (row: number): boolean => scannedBefore !== null && table.state(row) === rowState.hashed;
    const found = findGroups({ table, groups, search: this.#pathsOf(table), isDecided, isNew }, { query, sort });
    const list = { ...found, revision: ++this.#made };
    this.#lists.set(key, list);
    return list;
  }

  /** The number of a group; null for one that is not there any more, under this name. */
  numberOf(id: GroupId): number | null {
    const { session, ids } = this.library.current;
    const group = this.heirOf(id);
    return group !== null && ids.idOf(session.groups.rows(group)[0]!) === id ? group : null;
  }

  /** The number of the group that holds the file that a group was named by; null where none does. */
  heirOf(id: GroupId): number | null {
    const { session, ids } = this.library.current;
    try {
      return session.groups.groupOf(ids.rowOf(id)) ?? null;
    } catch (error) {
      if (error instanceof AppFailure) return null;
      throw error;
    }
  }

  #pathsOf(table: FileTable): PathSearch {
    if (this.#search?.table !== table) this.#search = { table, paths: new PathSearch(table) };
    return this.#search.paths;
  }
}

export function listingHandlers(library: Library, listings: Listings): Pick<Handlers, 'groups.page' | 'groups.ids' | 'groups.places'> {
  return {
    'groups.page': ({ offset, limit, ...listing }) => {
      const { groups, sums, revision } = listings.list(listing);
      const { session, ids, review } = library.current;
      const items = Array.from(groups.subarray(offset, offset + limit), (group) => groupAt(session.table, ids, session.groups, review, group));
      return { revision, marks: review.state.revision, total: groups.length, offset, items, sums };
    },
    'groups.ids': ({ offset, limit, ...listing }) => {
      const { groups, revision } = listings.list(listing);
      const { session, ids } = library.current;
      return { revision, ids: Array.from(groups.subarray(offset, offset + limit), (group) => ids.idOf(session.groups.rows(group)[0]!)) };
    },
    'groups.places': ({ groups: wanted, ...listing }) => {
      const { groups, revision } = listings.list(listing);
      const places = new Map<number, number>();
      groups.forEach((group, place) => places.set(group, place));
      const { session, ids } = library.current;
      const placeOf = (id: GroupId): GroupPlace | null => {
        const group = listings.heirOf(id);
        const index = group === null ? undefined : places.get(group);
        return group === null || index === undefined ? null : { group: ids.idOf(session.groups.rows(group)[0]!), index };
      };
      return { revision, places: wanted.map(placeOf) };
    },
  };
}
