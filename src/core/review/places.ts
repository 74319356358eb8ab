import { basename, dirname } from 'node:path';
import type { Handlers } from '../../shared/contract';
import type { GroupId } from '../../shared/groups';
import { contentKey } from '../library/content-key';
import type { Library } from '../library/library';
import type { ScanSession } from '../library/session';
import type { Places, StoredPlace } from '../store/places';

/** Where a person was in the review of the open library, kept over the end of the program. */
export function placeHandlers(library: Library, places: Places): Pick<Handlers, 'place.get' | 'place.save'> {
  const paths = (): readonly string[] => library.current.folders.map(({ path }) => path);
  const nameOf = ({ file }: StoredPlace): GroupId | null => {
    const { session, ids } = library.current;
    const group = file === null ? undefined : groupWith(session, file.path, file.content);
    return group === undefined ? null : ids.idOf(session.groups.rows(group)[0]!);
  };
  return {
    'place.get': () => {
      const stored = places.of(paths());
      return stored === null ? null : { listing: stored.listing, group: nameOf(stored), above: stored.above };
    },
    'place.save': ({ listing, group, above }) => {
      const { session, ids } = library.current;
      const row = group === null ? null : ids.rowOf(group);
      const file = row === null ? null : { path: session.table.path(row), content: contentKey(session.table, row) };
      places.save(paths(), { listing, file, above });
      return null;
    },
  };
}

/** The group that a file is in; where it is in none under its path, one that a file of the same content is in. */
function groupWith({ table, groups }: ScanSession, path: string, content: string | null): number | undefined {
  const name = basename(path);
  const folder = dirname(path);
  let like: number | undefined;
  for (let group = 0; group < groups.count; group++) {
    for (const row of groups.rows(group)) {
      if (table.name(row) === name && table.folder(row) === folder) return group;
      if (content !== null && like === undefined && contentKey(table, row) === content) like = group;
    }
  }
  return like;
}
