import { z } from 'zod';
import { skipReasons } from '../../shared/scan';
import { transact, type Sql } from './database';
import { inventoryStandings, type Inventories, type Inventory, type InventorySkip } from './inventory';
import { libraryKey } from './library-key';
import { checkOf } from './look-check';
import { libraryLimit } from './preferences';

export const inventoryMigrations = [
  `CREATE TABLE inventory (folders TEXT PRIMARY KEY, scanned REAL NOT NULL, head TEXT NOT NULL, columns BLOB NOT NULL, sum INTEGER NOT NULL) STRICT;`,
] as const;

const headSchema = z.object({
  scanned: z.number(),
  scannedBefore: z.number().nullable(),
  whole: z.boolean(),
  leftOut: z.string(),
  folders: z.array(z.string()),
  names: z.array(z.string()),
  details: z.array(z.string()),
  /** Paths of what is no file, in the order of what was skipped. */
  paths: z.array(z.string()),
  skipped: z.int().min(0),
});
type Head = z.infer<typeof headSchema>;

const noFile = 0xffff_ffff;

/** Over an open database. Throws what SQLite throws. */
export function createInventories(db: Sql): Inventories {
  const find = db.prepare<[string]>('SELECT head, columns, sum FROM inventory WHERE folders = ?').raw();
  const put = db.prepare('INSERT OR REPLACE INTO inventory VALUES (?, ?, ?, ?, ?)');
  const drop = db.prepare('DELETE FROM inventory WHERE folders = ?');
  const prune = db.prepare('DELETE FROM inventory WHERE folders NOT IN (SELECT folders FROM inventory ORDER BY scanned DESC LIMIT ?)');
  return {
    lookup(folders) {
      const key = libraryKey(folders);
      const row: unknown = find.all(key)[0];
      if (!Array.isArray(row)) return null;
      const [text, blob, sum] = row as unknown[];
      // The driver answers blobs as Buffer or as ArrayBuffer, depending on the call.
      const bytes = blob instanceof Uint8Array ? Uint8Array.from(blob) : blob instanceof ArrayBuffer ? new Uint8Array(blob) : null;
      if (typeof text !== 'string' || bytes === null || sum !== sumOf(key, text, bytes)) return null;
      const head = headSchema.safeParse(JSON.parse(text));
      return head.success ? decode(head.data, bytes.buffer) : null;
    },
    save(folders, inventory) {
      const key = libraryKey(folders);
      const { head, columns } = encode(inventory);
      const text = JSON.stringify(head);
      transact(db, () => {
        put.run(key, inventory.scanned, text, Buffer.from(columns.buffer), sumOf(key, text, columns));
        prune.run(libraryLimit);
      });
    },
    forget(folders) {
      drop.run(libraryKey(folders));
    },
  };
}

function sumOf(key: string, head: string, columns: Uint8Array): number {
  return checkOf(Buffer.from(`${checkOf(Buffer.from(head))} ${checkOf(columns)} ${key}`));
}

/** Views of the columns over one buffer, the widest first, so that each lies where its numbers may. */
function columnsOver(files: number, skipped: number, buffer = new ArrayBuffer(sizeOf(files, skipped))) {
  let at = 0;
  const next = (bytes: number): number => (at += bytes) - bytes;
  const columns = {
    bytes: new Float64Array(buffer, next(8 * files), files),
    modified: new Float64Array(buffer, next(8 * files), files),
    folder: new Uint32Array(buffer, next(4 * files), files),
    numbers: new Uint32Array(buffer, next(8 * files), 2 * files),
  };
  const skips = {
    of: new Uint32Array(buffer, next(4 * skipped), skipped),
    detail: new Uint32Array(buffer, next(4 * skipped), skipped),
  };
  return {
    buffer,
    files: { ...columns, companions: new Uint8Array(buffer, next(files), files), standings: new Uint8Array(buffer, next(files), files) },
    skips: { ...skips, reason: new Uint8Array(buffer, next(skipped), skipped) },
  };
}

function sizeOf(files: number, skipped: number): number {
  return 30 * files + 9 * skipped;
}

function encode({ files, skipped, ...rest }: Inventory): { readonly head: Head; readonly columns: Uint8Array<ArrayBuffer> } {
  const { names, ...from } = files;
  const { buffer, files: to, skips } = columnsOver(names.length, skipped.length);
  for (const column of ['bytes', 'modified', 'folder', 'numbers', 'companions', 'standings'] as const) to[column].set(from[column]);
  const details = new Map<string, number>();
  const paths: string[] = [];
  skipped.forEach(({ of, reason, detail }, i) => {
    if (!details.has(detail)) details.set(detail, details.size);
    if (typeof of === 'string') paths.push(of);
    skips.of[i] = typeof of === 'string' ? noFile : of;
    skips.reason[i] = reason;
    skips.detail[i] = details.get(detail)!;
  });
  const head = { ...rest, folders: [...rest.folders], names: [...names], details: [...details.keys()], paths, skipped: skipped.length };
  return { head, columns: new Uint8Array(buffer) };
}

/** Null for columns that make no sense. */
function decode({ names, details, paths, skipped: count, ...rest }: Head, buffer: ArrayBuffer): Inventory | null {
  if (buffer.byteLength !== sizeOf(names.length, count)) return null;
  const { files, skips } = columnsOver(names.length, count, buffer);
  const others = paths.values();
  const skipped = Array.from({ length: count }, (_, i): InventorySkip => {
    const of = skips.of[i]!;
    return { of: of === noFile ? (others.next().value ?? '') : of, reason: skips.reason[i]!, detail: details[skips.detail[i]!] ?? '' };
  });
  const isSound = files.folder.every((at) => at < rest.folders.length) && files.standings.every((code) => code < inventoryStandings.length)
    && skipped.every(({ of, reason }) => reason < skipReasons.length && (typeof of === 'string' || of < names.length));
  return isSound ? { ...rest, files: { names, ...files }, skipped } : null;
}
