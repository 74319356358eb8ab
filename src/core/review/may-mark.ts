import { standings } from '../../shared/folders';
import type { FileTable } from '../library/file-table';

const free = standings.indexOf('free');

/** Whether a file may be marked for removal at all: it is there, and in no protected folder. Everything that marks asks here. */
export function mayMark(table: FileTable, row: number): boolean {
  return table.isPresent(row) && table.columns.standings[row] === free;
}
