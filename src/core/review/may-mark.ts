import type { FileTable } from '../library/file-table';

/** Whether a file may be marked for removal at all. Everything that marks asks here. */
export function mayMark(table: FileTable, row: number): boolean {
  return table.isPresent(row);
}
