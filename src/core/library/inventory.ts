import { sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { skipReasons } from '../../shared/scan';
import type { ScannedFile } from '../scan/scan';
import { inventoryStandings, type Inventory, type InventorySkip } from '../store/inventory';
import { rowState, type FileTable } from './file-table';
import type { Intake } from './intake';
import type { SkippedList } from './skipped-list';

/** Among the standings of files. */
export const skippedCode = inventoryStandings.indexOf('skipped');

const standingOf = new Map<number, number>([
  [rowState.skipped, skippedCode],
  [rowState.hashed, inventoryStandings.indexOf('new')],
  [rowState.cached, inventoryStandings.indexOf('known')],
]);

/** What a table knows of the files that are there, to be kept: files that were removed, or never looked at, are left out. */
export function inventoryOf(table: FileTable, skipped: SkippedList, when: Pick<Inventory, 'scanned' | 'scannedBefore' | 'whole' | 'leftOut'>): Inventory {
  const { columns } = table;
  const rows: number[] = [];
  for (let row = 0; row < table.count; row++) if (standingOf.has(columns.state[row]!)) rows.push(row);
  /** Files listed in several goes have several numbers for one folder: here each has one. */
  const folders = new Map<string, number>();
  const numbers = Uint32Array.from({ length: table.folderCount }, (_, number) => {
    const folder = table.folderAt(number);
    if (!folders.has(folder)) folders.set(folder, folders.size);
    return folders.get(folder)!;
  });
  const places = new Map(rows.map((row, place) => [row, place]));
  const passed: InventorySkip[] = [];
  for (const { row, path, reason, detail } of skipped.entries()) {
    const place = row === null ? path : places.get(row);
    if (place !== undefined) passed.push({ of: place, reason: skipReasons.indexOf(reason), detail });
  }
  return {
    ...when,
    folders: [...folders.keys()],
    files: {
      names: rows.map((row) => table.name(row)),
      folder: Uint32Array.from(rows, (row) => numbers[columns.folder[row]!]!),
      bytes: Float64Array.from(rows, (row) => columns.bytes[row]!),
      modified: Float64Array.from(rows, (row) => columns.modified[row]!),
      numbers: Uint32Array.from({ length: 2 * rows.length }, (_, i) => columns.numbers[2 * rows[i >> 1]! + (i & 1)]!),
      companions: Uint8Array.from(rows, (row) => columns.companions[row]!),
      standings: Uint8Array.from(rows, (row) => standingOf.get(columns.state[row]!)!),
    },
    skipped: passed,
  };
}

/** Files taken in before other work of the thread has its turn. */
const slice = 2000;

/** Takes in what an inventory says, as if it had just been found. What the store does not know any more is skipped, with the reason. */
export async function recallInventory(intake: Intake, inventory: Inventory, signal: AbortSignal): Promise<void> {
  const { files, skipped } = inventory;
  for (let start = 0; start < files.names.length; start += slice) {
    const some = Array.from({ length: Math.min(slice, files.names.length - start) }, (_, i) => fileAt(inventory, start + i));
    const unknown = intake.recall(some, (place) => inventoryStandings[files.standings[start + place]!]!);
    for (const row of unknown) intake.skip(row, 'changed', 'It is not known any more as it was when the library was scanned. Scan again.');
    await setImmediate();
    if (signal.aborted) return;
  }
  for (const { of, reason, detail } of skipped) {
    if (typeof of === 'string') intake.passBy({ path: of, isFile: false, reason: skipReasons[reason]!, detail });
    // Rows are as the files of the inventory.
    else intake.skip(of, skipReasons[reason]!, detail);
  }
}

/** A file of an inventory, by its place there. */
export function fileAt({ folders, files }: Inventory, at: number): ScannedFile {
  return { path: folders[files.folder[at]!]! + sep + files.names[at]!, bytes: files.bytes[at]!, modified: files.modified[at]!, companions: files.companions[at]! };
}
