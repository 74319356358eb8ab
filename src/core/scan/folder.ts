import { readdirSync, type Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { isUtf8 } from 'node:buffer';

export type EntryKind = 'file' | 'folder' | 'link' | 'special' | 'bad-name';

export interface FolderEntry {
  /** As it can be opened; for `bad-name`, with the bytes that are no UTF-8 written as `\xNN`. */
  readonly name: string;
  readonly kind: EntryKind;
}

/** Reads one folder. Rejects with the system's error. */
export type FolderReader = (path: string) => Promise<readonly FolderEntry[]>;

interface Kinds {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/**
 * The entries of a folder, sorted by name (UTF-16 code units), so that a scan always runs in the same
 * order whatever order the file system keeps.
 */
export const readFolder: FolderReader = async (path) => {
  const entries = await readdir(path, { withFileTypes: true });
  return sorted(isTold(entries) ? entries.map(entryOf) : fromRaw(await readdir(path, { withFileTypes: true, encoding: 'buffer' })));
};

/** The same, by calls that hold up the thread. Throws the system's error. */
export function readFolderSync(path: string): readonly FolderEntry[] {
  const entries = readdirSync(path, { withFileTypes: true });
  return sorted(isTold(entries) ? entries.map(entryOf) : fromRaw(readdirSync(path, { withFileTypes: true, encoding: 'buffer' })));
}

/** U+FFFD stands for bytes that are no UTF-8, or (rarely) for itself: only the raw bytes tell. */
function isTold(entries: readonly Dirent[]): boolean {
  return !entries.some(({ name }) => name.includes('\uFFFD'));
}

function entryOf(entry: Dirent): FolderEntry {
  return { name: entry.name, kind: kindOf(entry) };
}

function sorted(entries: FolderEntry[]): readonly FolderEntry[] {
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function fromRaw(entries: readonly Dirent<Buffer>[]): FolderEntry[] {
  return entries.map((entry) =>
    isUtf8(entry.name)
      ? { name: entry.name.toString(), kind: kindOf(entry) }
      : { name: escapeName(entry.name), kind: 'bad-name' },
  );
}

function kindOf(entry: Kinds): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'special';
}

/** A file name as text that shows every byte: printable ASCII as it is, the rest as `\xNN`. */
function escapeName(name: Uint8Array): string {
  return Array.from(name, (byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x5c ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('');
}
