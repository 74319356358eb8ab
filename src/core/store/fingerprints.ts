import { sep } from 'node:path';
import { skipReasons, type SkipReason } from '../../shared/domain';
import { pixelDigestVersion } from '../decode/pixel-digest-version';
import type { Digests, HashBatch, HashTask } from '../ports';
import { transact, type Sql } from './database';
import type { RecordFile } from './record-file';
import { decodeDigest, decodeKnown, type FoundDigest, type FoundFile } from './rows';

/** What is known of a file's content since an earlier scan. */
export type Known =
  | {
      readonly kind: 'fingerprint';
      readonly hashLow: number;
      readonly hashHigh: number;
      readonly contentLow: number;
      readonly contentHigh: number;
      /** See `decode/grid.ts`; both 0 where not known. */
      readonly pixelsLow: number;
      readonly pixelsHigh: number;
      /** Of all the file's bytes; see `decode/byte-number.ts`. */
      readonly numberLow: number;
      readonly numberHigh: number;
      /** Where its record is; at least 1. */
      readonly slot: number;
      /** Pixels after EXIF orientation. */
      readonly width: number;
      readonly height: number;
      /** Index into `imageFormats`. */
      readonly format: number;
      readonly detail: number;
      /** See `decode/traits.ts`. */
      readonly quality: number;
      readonly depth: number;
      readonly extras: number;
    }
  | { readonly kind: 'skip'; readonly reason: SkipReason; readonly detail: string };

export interface Fingerprints {
  lookup(tasks: readonly HashTask[]): readonly (Known | null)[];
  /** Answers the slot of the batch's first record. */
  save(batch: HashBatch, taskOf: (row: number) => HashTask): number;
  lookupPixels(tasks: readonly HashTask[]): Digests;
  savePixels(tasks: readonly HashTask[], digests: Digests): void;
}

/** Failures that lie in the content alone, and so hold until the file changes. */
const lasting: ReadonlySet<SkipReason> = new Set<SkipReason>([
  'not-an-image', 'empty', 'truncated', 'corrupt', 'unsupported', 'too-large',
]);

/** A folder's path is stored once; its files lie side by side, in the order of their names. */
export const fingerprintMigrations = [
  `CREATE TABLE folder (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE file (
     folder INTEGER NOT NULL, name TEXT NOT NULL,
     bytes INTEGER NOT NULL, modified REAL NOT NULL, version INTEGER NOT NULL,
     hash_low INTEGER NOT NULL, hash_high INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
     format INTEGER NOT NULL, detail INTEGER NOT NULL,
     skip INTEGER, skip_detail TEXT,
     PRIMARY KEY (folder, name)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE digest (
     folder INTEGER NOT NULL, name TEXT NOT NULL,
     bytes INTEGER NOT NULL, modified REAL NOT NULL, sha256 BLOB NOT NULL,
     PRIMARY KEY (folder, name)
   ) STRICT, WITHOUT ROWID;`,
  `ALTER TABLE file ADD COLUMN content_low INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE file ADD COLUMN content_high INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE file ADD COLUMN slot INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE record_file (id TEXT NOT NULL) STRICT;`,
] as const;

/** Later steps of the same database. */
export const pixelMigrations = [
  `ALTER TABLE file ADD COLUMN pixels_low INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE file ADD COLUMN pixels_high INTEGER NOT NULL DEFAULT 0;`,
  `CREATE TABLE pixels (
     folder INTEGER NOT NULL, name TEXT NOT NULL,
     bytes INTEGER NOT NULL, modified REAL NOT NULL, version INTEGER NOT NULL, sha256 BLOB NOT NULL,
     PRIMARY KEY (folder, name)
   ) STRICT, WITHOUT ROWID;`,
] as const;

/** Later still: what is not known of a file is found out by hashing it again. */
export const numberMigrations = [
  `DELETE FROM file WHERE skip IS NULL;
   ALTER TABLE file ADD COLUMN number_low INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE file ADD COLUMN number_high INTEGER NOT NULL DEFAULT 0;
   DROP TABLE digest;`,
  `DELETE FROM file WHERE skip IS NULL;
   ALTER TABLE file ADD COLUMN quality INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE file ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE file ADD COLUMN extras INTEGER NOT NULL DEFAULT 0;`,
] as const;

/** Folders whose ids are kept: files come folder by folder, so of a million folders few are needed at a time. */
const mostFolders = 10_000;
/** Files asked for in one query: enough to make its cost vanish, few enough for small texts. */
const chunk = 5000;

/**
 * The fingerprint cache over an open database; `version` is the algorithm's. Throws what SQLite throws.
 *
 * @param records Where the records are. What was stored with another file's slots is forgotten.
 */
export function createFingerprints(db: Sql, version: number, records: RecordFile): Fingerprints {
  const [known] = db.prepare('SELECT id FROM record_file').raw().all();
  if (!Array.isArray(known) || known[0] !== records.id) {
    db.exec(`BEGIN IMMEDIATE; DELETE FROM file WHERE skip IS NULL; DELETE FROM record_file;
             INSERT INTO record_file VALUES ('${records.id}'); COMMIT`);
  }
  const findFolders = db.prepare<[string]>(
    'SELECT j.key, f.id FROM json_each(?) j CROSS JOIN folder f ON f.path = j.value').raw();
  const addFolder = db.prepare<[string]>('INSERT INTO folder (path) VALUES (?) ON CONFLICT DO NOTHING');
  const findFiles = db.prepare<[string]>(
    `SELECT j.key, f.bytes, f.modified, f.version, f.hash_low, f.hash_high, f.width, f.height, f.format, f.detail,
            f.skip, f.skip_detail, f.content_low, f.content_high, f.slot, f.pixels_low, f.pixels_high,
            f.number_low, f.number_high, f.quality, f.depth, f.extras
     FROM json_each(?) j CROSS JOIN file f ON f.folder = j.value ->> 0 AND f.name = j.value ->> 1`).raw();
  const putFile = db.prepare('INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const findPixels = db.prepare<[string]>(
    `SELECT j.key, p.bytes, p.modified, p.sha256
     FROM json_each(?) j CROSS JOIN pixels p ON p.folder = j.value ->> 0 AND p.name = j.value ->> 1 AND p.version = ${pixelDigestVersion}`).raw();
  const putPixels = db.prepare(`INSERT OR REPLACE INTO pixels VALUES (?, ?, ?, ?, ${pixelDigestVersion}, ?)`);
  const folderIds = new Map<string, number>();

  function learnFolders(paths: ReadonlySet<string>): void {
    if (folderIds.size > mostFolders) folderIds.clear();
    const asked = [...paths].filter((path) => !folderIds.has(path));
    if (asked.length === 0) return;
    for (const row of findFolders.all(JSON.stringify(asked))) {
      if (!Array.isArray(row)) continue;
      const [key, id] = row as unknown[];
      const path = typeof key === 'number' ? asked[key] : undefined;
      if (path !== undefined && typeof id === 'number') folderIds.set(path, id);
    }
  }

  /** Within a transaction. */
  function folderId(path: string): number {
    const known = folderIds.get(path);
    if (known !== undefined) return known;
    addFolder.run(path);
    learnFolders(new Set([path]));
    return folderIds.get(path) ?? 0;
  }

  function write<T>(work: () => T): T {
    try {
      return transact(db, work);
    } catch (error) {
      // Folders added in it are gone, and their ids may be given to others.
      folderIds.clear();
      throw error;
    }
  }

  /** Hands over what is found, as (position in `tasks`, row): one query for thousands of files, whatever their folders. */
  function find<T>(tasks: readonly HashTask[], query: typeof findFiles, decode: (row: unknown) => T | null, take: (at: number, found: T) => void): void {
    for (let start = 0; start < tasks.length; start += chunk) {
      const places = tasks.slice(start, start + chunk).map((task) => split(task.path));
      learnFolders(new Set(places.map(([folder]) => folder)));
      const asked: [number, string][] = [];
      const positions: number[] = [];
      places.forEach(([folder, name], i) => {
        const id = folderIds.get(folder);
        if (id === undefined) return;
        positions.push(start + i);
        asked.push([id, name]);
      });
      if (asked.length === 0) continue;
      for (const row of query.all(JSON.stringify(asked))) {
        const found = decode(row);
        const key: unknown = Array.isArray(row) ? row[0] : undefined;
        const at = typeof key === 'number' ? positions[key] : undefined;
        if (found !== null && at !== undefined) take(at, found);
      }
    }
  }

  return {
    lookup(tasks) {
      const last = records.count;
      const answers = new Array<Known | null>(tasks.length).fill(null);
      find<FoundFile>(tasks, findFiles, decodeKnown, (at, found) => {
        const task = tasks[at];
        if (!task || found.version !== version || !isSame(task, found)) return;
        if (found.known.kind === 'skip' || (found.known.slot > 0 && found.known.slot <= last)) answers[at] = found.known;
      });
      return answers;
    },

    save(batch, taskOf) {
      // Within the transaction, whose lock keeps others from appending.
      return write(() => {
        const slot = records.append(batch.records);
        batch.rows.forEach((row, i) => {
          const task = taskOf(row);
          const [folder, name] = split(task.path);
          putFile.run(
            folderId(folder), name, task.bytes, task.modified, version,
            batch.hashes[2 * i]!, batch.hashes[2 * i + 1]!, batch.widths[i]!, batch.heights[i]!,
            batch.formats[i]!, batch.details[i]!, null, null,
            batch.contents[2 * i]!, batch.contents[2 * i + 1]!, slot + i,
            batch.pixels[2 * i]!, batch.pixels[2 * i + 1]!,
            batch.numbers[2 * i]!, batch.numbers[2 * i + 1]!,
            batch.qualities[i]!, batch.depths[i]!, batch.extras[i]!,
          );
        });
        for (const { row, reason, detail } of batch.failures) {
          if (!lasting.has(reason)) continue;
          const task = taskOf(row);
          const [folder, name] = split(task.path);
          putFile.run(
            folderId(folder), name, task.bytes, task.modified, version, 0, 0, 0, 0, 0, 0, skipReasons.indexOf(reason), detail, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          );
        }
        return slot;
      });
    },

    lookupPixels(tasks) {
      const answers = new Array<Uint8Array | null>(tasks.length).fill(null);
      find<FoundDigest>(tasks, findPixels, decodeDigest, (at, found) => {
        const task = tasks[at];
        if (task && isSame(task, found)) answers[at] = found.sha256;
      });
      return answers;
    },

    savePixels(tasks, digests) {
      write(() => {
        tasks.forEach((task, i) => {
          const digest = digests[i];
          if (!digest) return;
          const [folder, name] = split(task.path);
          putPixels.run(folderId(folder), name, task.bytes, task.modified, Buffer.from(digest));
        });
      });
    },
  };
}

function isSame(task: HashTask, found: { readonly bytes: number; readonly modified: number }): boolean {
  return task.bytes === found.bytes && task.modified === found.modified;
}

/** The folder with its separator, and the name: joined they give the path again. */
function split(path: string): readonly [folder: string, name: string] {
  const cut = path.lastIndexOf(sep) + 1;
  return [path.slice(0, cut), path.slice(cut)];
}

