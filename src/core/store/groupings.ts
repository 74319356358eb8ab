import { groupBytes, groupColumns } from '../grouping/group-columns';
import type { GroupOutput } from '../ports';
import { transact, type Sql } from './database';
import { checkOf } from './look-check';

/** Groups of libraries as they were found, so that an unchanged one is not compared again. */
export interface Groupings {
  /** By what was grouped (see `library/grouping-key.ts`); null where that is not known. */
  lookup(key: string): GroupOutput | null;
  save(key: string, groups: GroupOutput): void;
}

export const groupingMigrations = [
  `CREATE TABLE grouping (key TEXT PRIMARY KEY, saved INTEGER NOT NULL, groups INTEGER NOT NULL, members INTEGER NOT NULL, columns BLOB NOT NULL) STRICT;`,
] as const;

/** The latest of several libraries, at every strictness. */
const mostKept = 64;
/** Over an open database. Throws what SQLite throws. */
export function createGroupings(db: Sql): Groupings {
  const find = db.prepare<[string]>('SELECT groups, members, columns, sum FROM grouping WHERE key = ?').raw();
  const put = db.prepare('INSERT OR REPLACE INTO grouping VALUES (?, ?, ?, ?, ?, ?)');
  const prune = db.prepare('DELETE FROM grouping WHERE key NOT IN (SELECT key FROM grouping ORDER BY saved DESC LIMIT ?)');
  return {
    lookup(key) {
      const [row] = find.all(key);
      return decode(key, row);
    },
    save(key, groups) {
      transact(db, () => {
        const columns = encode(groups);
        put.run(key, Date.now(), groups.starts.length - 1, groups.members.length, columns, sumOf(key, groups.starts.length - 1, columns));
        prune.run(mostKept);
      });
    },
  };
}

/** All columns lie over one buffer. */
function encode({ starts }: GroupOutput): Buffer {
  return Buffer.from(starts.buffer);
}

/** Of the columns and what they are kept under. */
function sumOf(key: string, groups: number, columns: Uint8Array): number {
  return checkOf(Buffer.from(`${key} ${groups} ${checkOf(columns)}`));
}

/** Null for a row that makes no sense, or was damaged. */
function decode(key: string, row: unknown): GroupOutput | null {
  if (!Array.isArray(row)) return null;
  const [groups, members, blob, sum] = row as unknown[];
  if (typeof groups !== 'number' || typeof members !== 'number') return null;
  // The driver answers blobs as Buffer or as ArrayBuffer, depending on the call.
  const bytes = blob instanceof Uint8Array ? Uint8Array.from(blob) : blob instanceof ArrayBuffer ? new Uint8Array(blob) : null;
  return bytes?.length === groupBytes(groups, members) && sum === sumOf(key, groups, bytes) ? groupColumns(groups, members, bytes.buffer) : null;
}
