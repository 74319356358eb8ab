import { z } from 'zod';
import type { Commit } from './changes';
import { storing, type Sql } from './database';
import { foldersOf, libraryKey } from './library-key';

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

/** The same, for who looks after the table. */
export interface DecisionTable extends Decisions {
  /** The folders of each library of which something was decided. */
  libraries(): readonly (readonly string[])[];
}

export const decisionMigrations = [
  `CREATE TABLE review (id INTEGER PRIMARY KEY, folders TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE decision (
     review INTEGER NOT NULL, path TEXT NOT NULL, bytes INTEGER NOT NULL, modified REAL NOT NULL, content TEXT, decision INTEGER NOT NULL,
     PRIMARY KEY (review, path)
   ) STRICT, WITHOUT ROWID;`,
] as const;

const reviewRow = z.tuple([z.string()]).transform(([folders]) => foldersOf(folders)).pipe(z.array(z.string().min(1)));

const decisionRow = z
  .tuple([z.string().min(1), z.int().min(0), z.number(), z.string().nullable(), z.int().min(0).max(decisions.length - 1)])
  .transform(([path, bytes, modified, content, code]): StoredDecision => ({ path, bytes, modified, content, decision: decisions[code]! }));

export function createDecisions(db: Sql, commit: Commit): DecisionTable {
  const list = db.prepare<[string]>('SELECT path, bytes, modified, content, decision FROM decision WHERE review = (SELECT id FROM review WHERE folders = ?)').raw();
  const begin = db.prepare('INSERT OR IGNORE INTO review (folders) VALUES (?)');
  const find = db.prepare<[string]>('SELECT id FROM review WHERE folders = ?').raw();
  const drop = db.prepare('DELETE FROM decision WHERE review = ? AND path = ?');
  const write = db.prepare('INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?, ?, ?)');
  const reviews = db.prepare('SELECT folders FROM review ORDER BY id').raw();
  return {
    of: storing((folders) => {
      return list.all(libraryKey(folders)).flatMap((row) => {
        const decoded = decisionRow.safeParse(row);
        return decoded.success ? [decoded.data] : [];
      });
    }),
    change: storing((folders, forget, put) => {
      commit(() => {
        const key = libraryKey(folders);
        begin.run(key);
        const [review] = z.tuple([z.int()]).parse(find.all(key)[0]);
        for (const path of forget) drop.run(review, path);
        for (const { path, bytes, modified, content, decision } of put) {
          write.run(review, path, bytes, modified, content, decisions.indexOf(decision));
        }
      }, () => ({ kind: 'decisions', folders, forget, put }));
    }),
    libraries: storing(() => reviews.all().flatMap((row) => {
      const decoded = reviewRow.safeParse(row);
      return decoded.success ? [decoded.data] : [];
    })),
  };
}
