import { dirname } from 'node:path';
import { standings, type FolderRole, type Standing } from '../../shared/folders';

/** What a person said of folders: absolute paths, links resolved. */
export interface StoredRules {
  readonly roles: readonly { readonly path: string; readonly role: FolderRole }[];
  /** Folders from the one whose files are kept rather than others'. */
  readonly priority: readonly string[];
}

/** What holds for the files of a folder, as columns have it. */
export interface FolderPlace {
  /** Index into `standings`. */
  readonly standing: number;
  /** Place in the order of folders: the less, the rather are its files kept. Folders that are not in the order come last. */
  readonly rank: number;
}

export const freePlace: FolderPlace = { standing: standings.indexOf('free'), rank: 0 };

/** What holds where, by the nearest folder above of which something was said. Paths are absolute, with links resolved. */
export class RoleMap {
  readonly #roles: ReadonlyMap<string, FolderRole>;
  readonly #ranks: ReadonlyMap<string, number>;

  constructor(rules: StoredRules) {
    this.#roles = new Map(rules.roles.map(({ path, role }) => [path, role]));
    this.#ranks = new Map(rules.priority.map((path, rank) => [path, rank]));
  }

  /** A folder that is left out and was scanned nevertheless, by being chosen itself, is free. */
  standingOf(folder: string): Standing {
    const role = nearest(folder, this.#roles);
    return role === undefined || role === 'excluded' ? 'free' : role;
  }

  rankOf(folder: string): number {
    return nearest(folder, this.#ranks) ?? this.#ranks.size;
  }

  placeOf(folder: string): FolderPlace {
    return { standing: standings.indexOf(this.standingOf(folder)), rank: this.rankOf(folder) };
  }

  /** Whether a folder itself is one to leave out. */
  isExcluded(folder: string): boolean {
    return this.#roles.get(folder) === 'excluded';
  }
}

function nearest<T>(folder: string, said: ReadonlyMap<string, T>): T | undefined {
  if (said.size === 0) return undefined;
  for (let at = folder; ; at = dirname(at)) {
    const found = said.get(at);
    if (found !== undefined || at === dirname(at)) return found;
  }
}
