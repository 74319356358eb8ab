import { readdirSync, type Dirent } from 'node:fs';
import { isUtf8 } from 'node:buffer';

export type OtherKind = 'link' | 'special' | 'bad-name';

export interface OtherEntry {
  /** As it can be opened; for `bad-name`, with the bytes that are no UTF-8 written as `\xNN`. */
  readonly name: string;
  readonly kind: OtherKind;
}

/**
 * What is in a folder, sorted by name (UTF-16 code units), so that a scan always runs in the same order whatever order the file system
 * keeps.
 */
export interface FolderContent {
  /** Names of regular files. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
  readonly others: readonly OtherEntry[];
}

/** Reads one folder. Throws the system's error. */
export function readFolder(path: string): FolderContent {
  const entries = readdirSync(path, { withFileTypes: true });
  // U+FFFD stands for bytes that are no UTF-8, or (rarely) for itself: only the raw bytes tell.
  const told = !entries.some(({ name }) => name.includes('\uFFFD'));
  const { files, folders, others } = told ? divide(entries, ({ name }) => name) : divide(readdirSync(path, { withFileTypes: true, encoding: 'buffer' }), nameOf);
  return { files: files.sort(), folders: folders.sort(), others: others.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** @param named null for what can't be opened by a name */
function divide<Name extends string | Buffer>(entries: readonly Dirent<Name>[], named: (entry: Dirent<Name>) => string | null) {
  const files: string[] = [];
  const folders: string[] = [];
  const others: OtherEntry[] = [];
  for (const entry of entries) {
    const name = named(entry);
    if (name === null) others.push({ name: escapeName(Buffer.from(entry.name)), kind: 'bad-name' });
    else if (entry.isFile()) files.push(name);
    else if (entry.isDirectory()) folders.push(name);
    else others.push({ name, kind: entry.isSymbolicLink() ? 'link' : 'special' });
  }
  return { files, folders, others };
}

function nameOf({ name }: Dirent<Buffer>): string | null {
  return isUtf8(name) ? name.toString() : null;
}

/** A file name as text that shows every byte: printable ASCII as it is, the rest as `\xNN`. */
function escapeName(name: Uint8Array): string {
  return Array.from(name, (byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x5c ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('');
}
