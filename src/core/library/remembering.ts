import { toAppError } from '../../shared/errors';
import type { HashTask } from '../ports';
import type { Inventory } from '../store/inventory';
import { libraryKey } from '../store/library-key';
import type { Store } from '../store/store';
import { fileAt, inventoryOf, skippedCode } from './inventory';
import type { OpenLibrary } from './open-library';

/** Of more files than this nothing is kept: it would hold up the program's main thread for a second, and take hundreds of megabytes. */
const mostFiles = 500_000;

/** What is kept of a library from one scan to the next: when it was scanned, and what was found. */
export class Remembering {
  constructor(private readonly store: Store) {}

  /** When a library was scanned last, milliseconds since 1970; null: never. */
  scannedBefore(folders: readonly string[]): number | null {
    const key = libraryKey(folders);
    return this.store.libraries().find((known) => libraryKey(known.folders) === key)?.scanned ?? null;
  }

  inventory(folders: readonly string[]): Inventory | null {
    return this.store.lookupInventory(folders);
  }

  /** The same to be shown; null also where nothing is known any more of its files, as after an update that compares pictures by other means. */
  recallable(folders: readonly string[]): Inventory | null {
    const inventory = this.inventory(folders);
    if (!inventory) return null;
    const some = sampleOf(inventory);
    return some.length === 0 || this.store.lookup(some).some((known) => known !== null) ? inventory : null;
  }

  /** A scan has ended, whether it came to its end or not. */
  scanned({ session, paths, ended, isRecalled }: OpenLibrary): void {
    if (isRecalled) return;
    try {
      this.store.saveLibrary({ folders: paths, scanned: ended, files: session.stats.files, groups: session.groups.count });
    } catch (error) {
      // What was scanned can be reviewed all the same, and a disk that is full says so wherever a choice is to be kept.
      if (toAppError(error).kind !== 'storage') throw error;
    }
  }

  /** Writes down what a scan found; of one that was ended half way only where there is nothing of a whole one before. */
  keep(library: OpenLibrary): void {
    if (library.isRecalled) return;
    if (library.whole || this.store.lookupInventory(library.paths) === null) this.write(library);
  }

  /** Writes down what is there of a library now, unless that is too much. */
  write({ session, paths, ended, whole, scannedBefore, leftOut }: OpenLibrary): void {
    if (session.table.count > mostFiles) {
      this.store.forgetInventory(paths);
      return;
    }
    this.store.saveInventory(paths, inventoryOf(session.table, session.skipped, { scanned: ended, whole, scannedBefore, leftOut }));
  }

  /** What was written down is about to be no longer so. */
  forget({ paths }: OpenLibrary): void {
    this.store.forgetInventory(paths);
  }
}

/** Enough to tell a cache that is there from one that was begun afresh. */
const mostAsked = 64;

/** Some of the pictures of an inventory, from all over it. */
function sampleOf(inventory: Inventory): readonly HashTask[] {
  const { standings } = inventory.files;
  const pictures: number[] = [];
  for (let at = 0; at < standings.length; at++) if (standings[at] !== skippedCode) pictures.push(at);
  const every = Math.max(1, Math.ceil(pictures.length / mostAsked));
  return pictures.filter((_, i) => i % every === 0).map((at, row) => ({ row, ...fileAt(inventory, at) }));
}
