import { z } from 'zod';
import type { GroupListing } from '../../shared/query';
import { groupListingSchema } from '../../shared/schema';
import { storing, type Sql } from './database';
import { libraryKey } from './library-key';

/** Where the review of a library was left. */
export interface StoredPlace {
  readonly listing: GroupListing;
  /** The file that the group that was looked at is named by: its path, and what it holds (`library/content-key.ts`), where that was known. */
  readonly file: { readonly path: string; readonly content: string | null } | null;
  /** Groups above those on screen. */
  readonly above: number;
}

/** Methods throw an AppFailure `storage` when they can't work. */
export interface Places {
  /** Null where nothing was saved, or nothing that makes sense. */
  of(folders: readonly string[]): StoredPlace | null;
  save(folders: readonly string[], place: StoredPlace): void;
}

export const placeMigrations = [
  `CREATE TABLE place (
     folders TEXT PRIMARY KEY, listing TEXT NOT NULL, path TEXT, content TEXT, above INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,
] as const;

const placeRow = z
  .tuple([z.string(), z.string().nullable(), z.string().nullable(), z.int().min(0)])
  .transform(([listing, path, content, above]) => ({ listing: parsed(listing), file: path === null ? null : { path, content }, above }))
  .pipe(z.object({ listing: groupListingSchema, file: z.object({ path: z.string().min(1), content: z.string().nullable() }).nullable(), above: z.int() }));

export function createPlaces(db: Sql): Places {
  const find = db.prepare<[string]>('SELECT listing, path, content, above FROM place WHERE folders = ?').raw();
  const put = db.prepare('INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?)');
  return {
    of: storing((folders) => {
      const row = placeRow.safeParse(find.all(libraryKey(folders))[0]);
      return row.success ? row.data : null;
    }),
    save: storing((folders, { listing, file, above }) => {
      put.run(libraryKey(folders), JSON.stringify(listing), file?.path ?? null, file?.content ?? null, above);
    }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
