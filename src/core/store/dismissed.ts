import { z } from 'zod';
import type { Commit } from './changes';
import { storing, type Sql } from './database';

/** A file as it was when it was said to be no copy. */
export interface DismissedFile {
  /** What is in it; see `library/content-key.ts`. */
  readonly content: string;
  /** Absolute; where it was then. */
  readonly path: string;
}

/** A set of contents, no two entries of which are copies of each other. */
export interface StoredDismissal {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly when: number;
  /** How many files it is about… */
  readonly count: number;
  /** …and these, or as many of them as were asked for. */
  readonly files: readonly DismissedFile[];
}

/** What a person said not to be copies, by content. */
export interface DismissalStore {
  /** Answers the id, which is never given again. At least two files. */
  add(when: number, files: readonly DismissedFile[]): number;
  /** Does nothing where it is gone already. */
  remove(id: number): void;
  count(): number;
  /** Newest first, each with as many files at most. */
  page(offset: number, limit: number, files: number): readonly StoredDismissal[];
  /** By id the contents of each, in the order of their files. */
  contents(): ReadonlyMap<number, readonly string[]>;
}

/** The same, for who looks after the table. */
export interface DismissalTable extends DismissalStore {
  /** `known`: the id that it had before. */
  add(when: number, files: readonly DismissedFile[], known?: number | null): number;
}

export const dismissalMigrations = [
  `CREATE TABLE dismissed (id INTEGER PRIMARY KEY AUTOINCREMENT, moment REAL NOT NULL, files INTEGER NOT NULL) STRICT;
   CREATE TABLE dismissed_file (
     dismissed INTEGER NOT NULL, place INTEGER NOT NULL, content TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY (dismissed, place)
   ) STRICT, WITHOUT ROWID;`,
] as const;

const dismissalRow = z.tuple([z.int(), z.number(), z.int()]);
const fileRow = z.tuple([z.string(), z.string()]);
const contentRow = z.tuple([z.int(), z.string()]);
const idRow = z.tuple([z.int()]);

/** Over an open database. */
export function createDismissals(db: Sql, commit: Commit): DismissalTable {
  const put = db.prepare('INSERT OR REPLACE INTO dismissed (id, moment, files) VALUES (?, ?, ?) RETURNING id').raw();
  const putFile = db.prepare('INSERT INTO dismissed_file VALUES (?, ?, ?, ?)');
  const drop = db.prepare('DELETE FROM dismissed WHERE id = ?');
  const dropFiles = db.prepare('DELETE FROM dismissed_file WHERE dismissed = ?');
  const total = db.prepare('SELECT count(*) FROM dismissed').raw();
  const list = db.prepare('SELECT id, moment, files FROM dismissed ORDER BY id DESC LIMIT ? OFFSET ?').raw();
  const listFiles = db.prepare('SELECT content, path FROM dismissed_file WHERE dismissed = ? ORDER BY place LIMIT ?').raw();
  const listContents = db.prepare('SELECT dismissed, content FROM dismissed_file ORDER BY dismissed, place').raw();

  return {
    add: storing((when, files, known = null) =>
      commit(() => {
        const [id] = idRow.parse(put.all(known, when, files.length)[0]);
        dropFiles.run(id);
        files.forEach(({ content, path }, place) => putFile.run(id, place, content, path));
        return id;
      }, (id) => ({ kind: 'dismissed', id, when, files }))),

    remove: storing((id) => {
      commit(() => {
        dropFiles.run(id);
        drop.run(id);
      }, () => ({ kind: 'undismissed', id }));
    }),

    count: storing(() => idRow.parse(total.all()[0])[0]),

    page: storing((offset, limit, files) =>
      list.all(limit, offset).map((row) => {
        const [id, when, count] = dismissalRow.parse(row);
        const found = listFiles.all(id, files).map((file) => fileRow.parse(file));
        return { id, when, count, files: found.map(([content, path]) => ({ content, path })) };
      })),

    contents: storing(() => {
      const contents = new Map<number, string[]>();
      for (const row of listContents.all()) {
        const [id, content] = contentRow.parse(row);
        const known = contents.get(id);
        if (known) known.push(content);
        else contents.set(id, [content]);
      }
      return contents;
    }),
  };
}
