import { dirname, join } from 'node:path';
import type { SkipReason } from '../../shared/scan';
import type { Inventory } from '../store/inventory';
import { contentKey, contentName } from './content-key';
import { rowState, type FileTable } from './file-table';
import { skippedCode } from './inventory';
import type { SkippedList } from './skipped-list';

/** What a scan may not have met though it is there, and will be there next time. */
export const unseen: readonly SkipReason[] = ['folder-unreadable', 'excluded', 'vanished', 'no-permission', 'read-error', 'no-answer'];

/** A file of the former scan that holds what a file holds that had to be read now. */
interface Source {
  readonly folder: string;
  readonly name: string;
  readonly content: string;
}

/**
 * Of a whole listing, takes for known the files that had to be read but are no news: each holds what a file of the former scan held that has gone from
 * its path since (it was moved or renamed), or is that file, written anew. Where more files hold the same than have gone, the others are
 * copies, and new.
 */
export function recogniseMoved(table: FileTable, skipped: SkippedList, former: Inventory): void {
  const read = rowsRead(table);
  if (read.size === 0) return;
  const gone = new Map<string, Source[]>();
  for (const source of sourcesGone(sourcesOf(former, read), table, skipped)) gone.set(source.content, [...(gone.get(source.content) ?? []), source]);
  for (const [content, sources] of gone) {
    const names = new Set(sources.map(({ name }) => name));
    const rows = read.get(content)!.filter((row) => table.state(row) === rowState.hashed);
    // Of several the one that kept its name is rather the one that moved.
    rows.sort((a, b) => Number(names.has(table.name(b))) - Number(names.has(table.name(a))) || a - b);
    for (const row of rows.slice(0, sources.length)) table.setState(row, rowState.cached);
  }
}

/** By content, the rows of files that the store did not know. */
function rowsRead(table: FileTable): Map<string, number[]> {
  const read = new Map<string, number[]>();
  for (let row = 0; row < table.count; row++) {
    const content = table.state(row) === rowState.hashed ? contentKey(table, row) : null;
    if (content === null) continue;
    const same = read.get(content);
    if (same) same.push(row);
    else read.set(content, [row]);
  }
  return read;
}

function sourcesOf({ folders, files }: Inventory, read: ReadonlyMap<string, readonly number[]>): readonly Source[] {
  const { names, folder, bytes, numbers, standings } = files;
  const sizes = new Set([...read.keys()].map((content) => Number.parseInt(content, 10)));
  return names.flatMap((name, i) => {
    if (standings[i] === skippedCode || !sizes.has(bytes[i]!)) return [];
    const content = contentName(bytes[i]!, numbers[2 * i]!, numbers[2 * i + 1]!);
    return content !== null && read.has(content) ? [{ folder: folders[folder[i]!]!, name, content }] : [];
  });
}

/** Those that are not at their paths any more. A file that was only written anew there is taken for known. */
function sourcesGone(sources: readonly Source[], table: FileTable, skipped: SkippedList): readonly Source[] {
  const byFolder = new Map<string, Map<string, Source>>();
  for (const source of sources) byFolder.set(source.folder, (byFolder.get(source.folder) ?? new Map<string, Source>()).set(source.name, source));
  const wanted = Array.from({ length: table.folderCount }, (_, number) => byFolder.get(table.folderAt(number)));
  for (let row = 0; row < table.count; row++) {
    const named = wanted[table.columns.folder[row]!];
    const source = named?.get(table.name(row));
    if (!named || !source) continue;
    const content = table.isPresent(row) ? contentKey(table, row) : source.content;
    // What is at its path now is another file: it has gone all the same.
    if (content !== source.content) continue;
    named.delete(source.name);
    if (table.state(row) === rowState.hashed) table.setState(row, rowState.cached);
  }
  const unmet = new Set<string>();
  for (const { row, path, reason } of skipped.entries()) if (row === null && unseen.includes(reason)) unmet.add(path);
  return [...byFolder.values()].flatMap((named) => [...named.values()]).filter(({ folder, name }) => !isWithin(join(folder, name), unmet));
}

/** Whether a path, or a folder above it, is one of these. */
function isWithin(path: string, places: ReadonlySet<string>): boolean {
  if (places.size === 0) return false;
  for (let at = path; ; at = dirname(at)) {
    if (places.has(at)) return true;
    if (dirname(at) === at) return false;
  }
}
