import type { FileTable } from './file-table';

export function contentKey(table: FileTable, row: number): string | null {
  const { bytes, hashes } = table.columns;
  return `${bytes[row]!} ${hashes[2 * row]!} ${hashes[2 * row + 1]!}`;
}
