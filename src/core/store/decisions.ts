import { storing, transact, type Sql } from './database';

/**
 * What was decided of a file: it is to go; it was chosen to stay; or nothing, but a file equal to it was decided upon, and the two
 * must not be mistaken for each other. In the order of their codes in the store: append only.
 */
export const decisions = ['marked', 'kept', 'left'] as const;
export type Decision = (typeof decisions)[number];

export interface StoredDecision {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** What the file holds (`library/content-key.ts`); null where that was not known. */
  readonly content: string | null;
  readonly decision: Decision;
}

/** The decisions of each library, which is a set of folders. Methods throw an AppFailure `storage` when they can't work. */
export interface Decisions {
  /** In no order. */
  of(folders: readonly string[]): readonly StoredDecision[];
  /** In one transaction: first forgets paths, then puts decisions in the place of earlier ones of the same paths. */
  change(folders: readonly string[], forget: readonly string[], put: readonly StoredDecision[]): void;
}

export const decisionMigrations = [
  `CREATE TABLE review (id INTEGER PRIMARY KEY, folders TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE decision (
     review INTEGER NOT NULL, path TEXT NOT NULL, bytes INTEGER NOT NULL, modified REAL NOT NULL, content TEXT, decision INTEGER NOT NULL,
     PRIMARY KEY (review, path)
   ) STRICT, WITHOUT ROWID;`,
] as const;

export function createDecisions(db: Sql): Decisions {
  const list = db.prepare<[string]>('SELECT path, bytes, modified, content, decision FROM decision WHERE review = (SELECT id FROM review WHERE folders = ?)').raw();
  const begin = db.prepare('INSERT OR IGNORE INTO review (folders) VALUES (?)');
  const find = db.prepare<[string]>('SELECT id FROM review WHERE folders = ?').raw();
  const drop = db.prepare('DELETE FROM decision WHERE review = ? AND path = ?');
  const write = db.prepare('INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?, ?, ?)');
  return {
    of: storing((folders) => {
      return list.all(keyOf(folders)).flatMap((row) => decode(row) ?? []);
    }),
    change: storing((folders, forget, put) => {
      transact(db, () => {
        const key = keyOf(folders);
        begin.run(key);
        const review = idIn(find.all(key)[0]);
        for (const path of forget) drop.run(review, path);
        for (const { path, bytes, modified, content, decision } of put) {
          write.run(review, path, bytes, modified, content, decisions.indexOf(decision));
        }
      });
    }),
  };
}

/** Null for a row that makes no sense. */
function decode(row: unknown): StoredDecision | null {
  if (!Array.isArray(row)) return null;
  const [path, bytes, modified, content, code] = row as unknown[];
  if (typeof path !== 'string' || typeof bytes !== 'number' || typeof modified !== 'number' || typeof code !== 'number') return null;
  const decision = decisions[code];
  if (decision === undefined || (content !== null && typeof content !== 'string')) return null;
  return { path, bytes, modified, content, decision };
}

function idIn(row: unknown): unknown {
  return Array.isArray(row) ? (row[0] as unknown) : null;
}

/** In one order, for the same folders chosen in another order are the same library. */
function keyOf(folders: readonly string[]): string {
  return JSON.stringify([...folders].sort());
}
