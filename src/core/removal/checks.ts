import { lstat, open, readdir, type FileHandle } from 'node:fs/promises';
import type { TrashFailure } from '../trash/trash';
import { codeOf } from '../trash/errors';
import { isInTrash } from '../trash/places';

/** A regular file as it is on disk now. */
export interface FileFacts {
  readonly bytes: number;
  /** Milliseconds since 1970, equal to `fs.Stats.mtimeMs`. */
  readonly modified: number;
  /** Device and inode name the file itself, whatever the path. As 64-bit integers: a double would mix some up. */
  readonly device: bigint;
  readonly inode: bigint;
  /** Names (hard links) that the file has. */
  readonly links: number;
}

export type Looked = { readonly ok: true; readonly facts: FileFacts } | { readonly ok: false; readonly failure: TrashFailure };

/** The looks at the disk that a removal takes before it moves anything. */
export interface FileChecks {
  /** Does not follow links; what is no regular file counts as changed. */
  look(path: string): Promise<Looked>;
  /** The names in a folder. Rejects when it can't be read. */
  list(folder: string): Promise<readonly string[]>;
  /** Opens the file and reads a byte of it. */
  isReadable(path: string): Promise<boolean>;
  /** Compares all bytes of two files of this size. Rejects when one can't be read. */
  haveSameContent(a: string, b: string, bytes: number): Promise<boolean>;
  isInTrash(path: string): Promise<boolean>;
}

export const diskChecks: FileChecks = { look, list: (folder) => readdir(folder), isReadable, haveSameContent, isInTrash };

/** Whether a file is still the one that was scanned. */
export function isUnchanged(scanned: { readonly bytes: number; readonly modified: number }, facts: FileFacts): boolean {
  return facts.bytes === scanned.bytes && facts.modified === scanned.modified;
}

/** Whether there is nothing where a look was taken. */
export function isVanished(looked: Looked): boolean {
  return !looked.ok && looked.failure.reason === 'vanished';
}

export function isSameFile(a: FileFacts, b: FileFacts): boolean {
  return a.device === b.device && a.inode === b.inode;
}

async function look(path: string): Promise<Looked> {
  try {
    const found = await lstat(path, { bigint: true });
    if (!found.isFile()) return { ok: false, failure: { reason: 'changed', detail: 'Something else than a file is in its place now.' } };
    return {
      ok: true,
      facts: {
        bytes: Number(found.size),
        modified: milliseconds(found.mtimeNs),
        device: found.dev,
        inode: found.ino,
        links: Number(found.nlink),
      },
    };
  } catch (error) {
    return { ok: false, failure: explainLook(error) };
  }
}

function explainLook(error: unknown): TrashFailure {
  const code = codeOf(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { reason: 'vanished', detail: 'This file is no longer there.' };
    case 'EACCES':
    case 'EPERM':
      return { reason: 'no-permission', detail: 'You have no permission to look at this file.' };
    default:
      return { reason: 'changed', detail: `The system could not look at this file (${code}).` };
  }
}

/** The double that `fs.Stats.mtimeMs` has for it: whole seconds and nanoseconds are scaled apart there too. */
function milliseconds(nanoseconds: bigint): number {
  const rest = ((nanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  return Number((nanoseconds - rest) / 1_000_000_000n) * 1000 + Number(rest) / 1_000_000;
}

async function isReadable(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'r');
    try {
      await file.read(Buffer.alloc(1), 0, 1, 0);
      return true;
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}

const compareChunk = 1 << 18;

async function haveSameContent(a: string, b: string, bytes: number): Promise<boolean> {
  const one = await open(a, 'r');
  try {
    const other = await open(b, 'r');
    try {
      return await readAlike(one, other, bytes);
    } finally {
      await other.close();
    }
  } finally {
    await one.close();
  }
}

async function readAlike(one: FileHandle, other: FileHandle, bytes: number): Promise<boolean> {
  const mine = Buffer.allocUnsafe(Math.min(bytes, compareChunk));
  const theirs = Buffer.allocUnsafe(mine.length);
  for (let position = 0; position < bytes; position += mine.length) {
    const length = Math.min(mine.length, bytes - position);
    const [a, b] = await Promise.all([fill(one, mine.subarray(0, length), position), fill(other, theirs.subarray(0, length), position)]);
    if (a < length || b < length || mine.compare(theirs, 0, length, 0, length) !== 0) return false;
  }
  return true;
}

/** Reads until the buffer is full or the file ends: a network file system may answer less than asked. */
async function fill(file: FileHandle, buffer: Buffer, position: number): Promise<number> {
  let got = 0;
  while (got < buffer.length) {
    const { bytesRead } = await file.read(buffer, got, buffer.length - got, position + got);
    if (bytesRead === 0) break;
    got += bytesRead;
  }
  return got;
}
