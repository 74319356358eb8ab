import { sep } from 'node:path';
import type { Sql } from './database';

/** Folders whose ids are kept: files come folder by folder, so of a million folders few are needed at a time. */
const mostFolders = 10_000;

/** The numbers of folders in the cache, by their paths. */
export class FolderIds {
  readonly #ids = new Map<string, number>();
  readonly #find;
  readonly #add;

  constructor(db: Sql) {
    this.#find = db.prepare<[string]>('SELECT j.key, f.id FROM json_each(?) j CROSS JOIN folder f ON f.path = j.value').raw();
    this.#add = db.prepare<[string]>('INSERT INTO folder (path) VALUES (?) ON CONFLICT DO NOTHING');
  }

  /** Looks many up in one query. */
  learn(paths: ReadonlySet<string>): void {
    if (this.#ids.size > mostFolders) this.#ids.clear();
    const asked = [...paths].filter((path) => !this.#ids.has(path));
    if (asked.length === 0) return;
    for (const row of this.#find.all(JSON.stringify(asked))) {
      if (!Array.isArray(row)) continue;
      const [key, id] = row as unknown[];
      const path = typeof key === 'number' ? asked[key] : undefined;
      if (path !== undefined && typeof id === 'number') this.#ids.set(path, id);
    }
  }

  /** Undefined for one that was not learnt, or is not there. */
  known(path: string): number | undefined {
    return this.#ids.get(path);
  }

  /** The number of a folder that is made if need be; within a transaction. */
  take(path: string): number {
    const known = this.#ids.get(path);
    if (known !== undefined) return known;
    this.#add.run(path);
    this.learn(new Set([path]));
    return this.#ids.get(path) ?? 0;
  }

  /** To be called after a transaction that failed: folders added in it are gone, and their numbers may be given to others. */
  forget(): void {
    this.#ids.clear();
  }
}

/** The folder with its separator, and the name: joined they give the path again. */
export function splitPath(path: string): readonly [folder: string, name: string] {
  const cut = path.lastIndexOf(sep) + 1;
  return [path.slice(0, cut), path.slice(cut)];
}
