import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { PastRemoval } from '../../shared/domain';
import type { JournalFile } from '../store/journal';
import type { RemovalTools } from './tools';

/**
 * The removals of which files are in the trash now, newest first. Each trash is listed once, however many
 * files are asked about. Where the system keeps the trash for itself, the journal's word stands.
 */
export async function history({ journal, trash }: Pick<RemovalTools, 'journal' | 'trash'>): Promise<readonly PastRemoval[]> {
  const listings = new Map<string, Promise<ReadonlySet<string>>>();
  const isThere = async ({ trashed }: JournalFile): Promise<boolean> => {
    if (trashed === null) return !trash.canRestore;
    const folder = dirname(trashed);
    const listing = listings.get(folder) ?? list(folder);
    listings.set(folder, listing);
    return (await listing).has(basename(trashed));
  };

  const past: PastRemoval[] = [];
  for (const { id, started } of journal.removals()) {
    let files = 0;
    let bytes = 0;
    for (const file of journal.files(id) ?? []) {
      if (file.state !== 'trashed' || !(await isThere(file))) continue;
      files++;
      bytes += file.bytes;
    }
    if (files > 0) past.push({ transaction: id, when: started, files, bytes, undoable: trash.canRestore });
  }
  return past;
}

async function list(folder: string): Promise<ReadonlySet<string>> {
  // A trash that can't be listed (emptied away, or on a disk that isn't connected) has nothing to undo now.
  return new Set(await readdir(folder).catch(() => []));
}
