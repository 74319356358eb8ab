import { type SkipReason, skipReasons } from '../../shared/scan';
import { pixelDigestVersion } from '../decode/pixel-digest-version';
import { recordSize } from '../matching/record';
import type { Digests, HashBatch, HashTask } from '../ports';
import { isDamage, isMisfit, Malformed, Replaced, transact, type Sql } from './database';
import { daysOf } from './days';
import { FolderIds, splitPath } from './folder-ids';
import { checkOf, lookCheck } from './look-check';
import { RecordReader, type RecordFile } from './record-file';
import { asText, decodeDigest, decodeKnown, exactly, rowsOf, type FoundDigest, type FoundFile } from './rows';
import type { Slots } from './slots';

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
  /** What does not agree with its check is not known, and forgotten. */
  lookup(tasks: readonly HashTask[]): readonly (Known | null)[];
  /** Answers the slots of the batch's records. */
  save(batch: HashBatch, taskOf: (row: number) => HashTask): Uint32Array;
  lookupPixels(tasks: readonly HashTask[]): Digests;
  savePixels(tasks: readonly HashTask[], digests: Digests): void;
}

/** Failures that lie in the content alone, and so hold until the file changes. */
const lasting: ReadonlySet<SkipReason> = new Set<SkipReason>([
  'not-an-image', 'empty', 'truncated', 'corrupt', 'unsupported', 'too-large',
]);

/** Files asked for in one query: enough to make its cost vanish, few enough for small texts. */
const chunk = 5000;
/** So many rows are written by one statement, as long as there are so many: the driver takes longer to begin one than SQLite to write a row. */
const putSizes = [64, 32, 16, 8, 4, 2, 1] as const;
/** How old the day on which a file was last met may be before it is written anew. */
const daysUnwritten = 7;

export interface FingerprintOptions {
  /** The algorithm's. */
  readonly version: number;
  /** Where the records are. What was stored with another file's slots is forgotten. */
  readonly records: RecordFile;
  readonly slots: Slots;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Something was not as it was written. */
  readonly onDamage: () => void;
}

type SqlValue = number | string | null;

const columns = [
  'folder', 'name', 'bytes', 'modified', 'version', 'hash_low', 'hash_high', 'width', 'height', 'format', 'detail', 'skip', 'skip_detail',
  'content_low', 'content_high', 'slot', 'pixels_low', 'pixels_high', 'number_low', 'number_high', 'quality', 'depth', 'extras', 'day', 'sum',
] as const;

/** The fingerprint cache over an open database. Throws what SQLite throws. */
export function createFingerprints(db: Sql, { version, records, slots, now, onDamage }: FingerprintOptions): Fingerprints {
  const findFiles = db.prepare<[string]>(
    `SELECT ${asText(`j.key, f.bytes, ${exactly('f.modified')}, f.version, f.hash_low, f.hash_high, f.width, f.height, f.format, f.detail,
            f.skip, f.skip_detail, f.content_low, f.content_high, f.slot, f.pixels_low, f.pixels_high,
            f.number_low, f.number_high, f.quality, f.depth, f.extras, f.day, f.sum`)}
     FROM json_each(?) j CROSS JOIN file f ON f.folder = j.value ->> 0 AND f.name = j.value ->> 1`).raw();
  const puts = putSizes.map((size) => ({ size, statement: db.prepare<[SqlValue[]]>(
    `INSERT INTO file (${columns.join(', ')}) VALUES ${Array(size).fill(`(${columns.map(() => '?').join(', ')})`).join(', ')}
     ON CONFLICT DO UPDATE SET ${columns.slice(2).map((name) => `${name} = excluded.${name}`).join(', ')}`) }));
  const these = '(folder, name) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))';
  const meet = db.prepare<[number, string]>(`UPDATE file SET day = ? WHERE ${these}`);
  const drop = db.prepare<[string]>(`DELETE FROM file WHERE ${these}`);
  const findPixels = db.prepare<[string]>(
    `SELECT ${asText(`j.key, p.bytes, ${exactly('p.modified')}, hex(p.sha256), p.sum`)}
     FROM json_each(?) j CROSS JOIN pixels p ON p.folder = j.value ->> 0 AND p.name = j.value ->> 1 AND p.version = ${pixelDigestVersion}`).raw();
  const putPixels = db.prepare(`INSERT OR REPLACE INTO pixels (folder, name, bytes, modified, version, sha256, sum) VALUES (?, ?, ?, ?, ${pixelDigestVersion}, ?, ?)`);
  const folders = new FolderIds(db);

  function write<T>(work: () => T): T {
    try {
      return transact(db, work);
    } catch (error) {
      folders.forget();
      throw error;
    }
  }

  /** Hands over what is found, as (position in `tasks`, row): one query for thousands of files, whatever their folders. */
  function find<T>(tasks: readonly HashTask[], query: typeof findFiles, decode: (row: readonly unknown[]) => T | null, take: (at: number, found: T) => void): void {
    for (let start = 0; start < tasks.length; start += chunk) {
      const places = tasks.slice(start, start + chunk).map((task) => splitPath(task.path));
      folders.learn(new Set(places.map(([folder]) => folder)));
      const asked: [number, string][] = [];
      const positions: number[] = [];
      places.forEach(([folder, name], i) => {
        const id = folders.known(folder);
        if (id === undefined) return;
        positions.push(start + i);
        asked.push([id, name]);
      });
      if (asked.length === 0) continue;
      for (const row of ask(query, asked)) {
        const found = decode(row);
        const [key] = row;
        const at = typeof key === 'number' ? positions[key] : undefined;
        if (found !== null && at !== undefined) take(at, found);
      }
    }
  }

  function ask(query: typeof findFiles, asked: readonly (readonly [number, string])[]): readonly (readonly unknown[])[] {
    try {
      return rowsOf(query.get(JSON.stringify(asked)));
    } catch (error) {
      // JSON has no words for a blob, and no column here holds one.
      throw isMisfit(error) ? new Malformed('A row has a value of another type than its column.') : error;
    }
  }

  /** Adds a row's values, in the order of the columns. */
  function addRow(values: SqlValue[], task: HashTask, known: Known, record: Uint8Array | null): void {
    const { path, bytes, modified } = task;
    const [folder, name] = splitPath(path);
    const end = [daysOf(now()), lookCheck({ path, bytes, modified, version, known }, record)] as const;
    if (known.kind === 'skip') {
      values.push(folders.take(folder), name, bytes, modified, version, 0, 0, 0, 0, 0, 0, skipReasons.indexOf(known.reason), known.detail, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...end);
      return;
    }
    values.push(
      folders.take(folder), name, bytes, modified, version,
      known.hashLow, known.hashHigh, known.width, known.height, known.format, known.detail, null, null,
      known.contentLow, known.contentHigh, known.slot, known.pixelsLow, known.pixelsHigh, known.numberLow, known.numberHigh,
      known.quality, known.depth, known.extras, ...end,
    );
  }

  function put(values: readonly SqlValue[]): void {
    let from = 0;
    for (const { size, statement } of puts) {
      const length = size * columns.length;
      for (; from + length <= values.length; from += length) statement.run(values.slice(from, from + length));
    }
  }

  /** As [folder, name] pairs. */
  function namesOf(tasks: readonly HashTask[]): string {
    return JSON.stringify(tasks.map(({ path }) => {
      const [folder, name] = splitPath(path);
      return [folders.known(folder), name];
    }));
  }

  /** What is found out by the way. It can be found out again, so that a disk that is full, or somebody who is writing, keeps nobody from knowing files. */
  function note(unwritten: readonly HashTask[], damaged: readonly HashTask[]): void {
    if (unwritten.length + damaged.length === 0) return;
    if (damaged.length > 0) onDamage();
    try {
      write(() => {
        if (unwritten.length > 0) meet.run(daysOf(now()), namesOf(unwritten));
        if (damaged.length > 0) drop.run(namesOf(damaged));
      });
    } catch (error) {
      if (isDamage(error)) throw error;
    }
  }

  return {
    lookup(tasks) {
      const answers = new Array<Known | null>(tasks.length).fill(null);
      const found: { readonly at: number; readonly task: HashTask; readonly file: FoundFile; readonly slot: number }[] = [];
      find<FoundFile>(tasks, findFiles, decodeKnown, (at, file) => {
        const task = tasks[at];
        if (task && file.version === version && isSame(task, file)) found.push({ at, task, file, slot: file.known.kind === 'skip' ? 0 : file.known.slot });
      });
      if (found.length === 0) return answers;
      // In the order in which their records are quickly read.
      found.sort((a, b) => a.slot - b.slot);
      const today = daysOf(now());
      const unwritten: HashTask[] = [];
      const damaged: HashTask[] = [];
      const reader = new RecordReader(records.path, recordSize);
      try {
        if (reader.id !== records.id) throw new Replaced('The file of looks was replaced.');
        for (const { at, task, file, slot } of found) {
          const record = file.known.kind === 'skip' ? null : reader.find(slot);
          const isSound = (record !== null) === (file.known.kind === 'fingerprint') && lookCheck({ path: task.path, bytes: file.bytes, modified: file.modified, version: file.version, known: file.known }, record) === file.sum;
          if (!isSound) {
            damaged.push(task);
            continue;
          }
          answers[at] = file.known;
          if (Math.abs(today - file.day) >= daysUnwritten) unwritten.push(task);
        }
      } finally {
        reader.close();
      }
      note(unwritten, damaged);
      return answers;
    },

    save(batch, taskOf) {
      // Within the transaction, whose lock keeps others from writing records.
      return write(() => {
        const taken = slots.write(batch.records);
        const values: SqlValue[] = [];
        batch.rows.forEach((row, i) => {
          addRow(values, taskOf(row), knownOf(batch, i, taken[i]!), batch.records.subarray(i * recordSize, (i + 1) * recordSize));
        });
        for (const { row, reason, detail } of batch.failures) if (lasting.has(reason)) addRow(values, taskOf(row), { kind: 'skip', reason, detail }, null);
        put(values);
        return taken;
      });
    },

    lookupPixels(tasks) {
      const answers = new Array<Uint8Array | null>(tasks.length).fill(null);
      find<FoundDigest>(tasks, findPixels, decodeDigest, (at, found) => {
        const task = tasks[at];
        if (task && isSame(task, found) && found.sum === pixelCheck(task, found.sha256)) answers[at] = found.sha256;
      });
      return answers;
    },

    savePixels(tasks, digests) {
      write(() => {
        tasks.forEach((task, i) => {
          const digest = digests[i];
          if (!digest) return;
          const [folder, name] = splitPath(task.path);
          putPixels.run(folders.take(folder), name, task.bytes, task.modified, Buffer.from(digest), pixelCheck(task, digest));
        });
      });
    },
  };
}

function isSame(task: HashTask, found: { readonly bytes: number; readonly modified: number }): boolean {
  return task.bytes === found.bytes && task.modified === found.modified;
}

function pixelCheck({ path, bytes, modified }: HashTask, digest: Uint8Array): number {
  return checkOf(Buffer.concat([digest, Buffer.from(`${bytes} ${modified} ${path}`)]));
}

function knownOf(batch: HashBatch, i: number, slot: number): Known {
  return {
    kind: 'fingerprint',
    hashLow: batch.hashes[2 * i]!,
    hashHigh: batch.hashes[2 * i + 1]!,
    contentLow: batch.contents[2 * i]!,
    contentHigh: batch.contents[2 * i + 1]!,
    pixelsLow: batch.pixels[2 * i]!,
    pixelsHigh: batch.pixels[2 * i + 1]!,
    numberLow: batch.numbers[2 * i]!,
    numberHigh: batch.numbers[2 * i + 1]!,
    slot,
    width: batch.widths[i]!,
    height: batch.heights[i]!,
    format: batch.formats[i]!,
    detail: batch.details[i]!,
    quality: batch.qualities[i]!,
    depth: batch.depths[i]!,
    extras: batch.extras[i]!,
  };
}
