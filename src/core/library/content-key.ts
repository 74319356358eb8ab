import type { FileTable } from './file-table';

/**
 * A name for what a file holds, by which it is known again after it was moved or renamed: its size in bytes and the number of all its
 * bytes, 16 hexadecimal digits. Two files of one size that differ have the same name by one chance in 2⁶⁴. Null where the bytes were not numbered:
 * of files that gave no picture, and without a look.
 */
export function contentKey(table: FileTable, row: number): string | null {
  const { bytes, numbers } = table.columns;
  return contentName(bytes[row]!, numbers[2 * row]!, numbers[2 * row + 1]!);
}

/** The same from a file's size and the two halves of its number; it begins with the size. */
export function contentName(bytes: number, low: number, high: number): string | null {
  return low === 0 && high === 0 ? null : `${bytes}-${hex(high)}${hex(low)}`;
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
