import type { FileTable } from './file-table';

/**
 * Finds the rows whose files are equal byte for byte, as far as is told by their sizes, the numbers of their bytes, their hashes
 * and dimensions: files that agree in all that and differ are one pair in 2⁶⁴, or were made to.
 *
 * @param rows Of fingerprinted files.
 * @returns Parallel to `rows`: for files that equal others the place of the first of them, counted from 1; 0 for all others.
 */
export function equalFiles({ columns }: FileTable, rows: ArrayLike<number>): Uint32Array {
  const { numbers, hashes, bytes, widths, heights } = columns;
  const firsts = new Uint32Array(rows.length);
  // Open addressing with linear probing: places, counted from 1, by the numbers of their files.
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * rows.length + 1)));
  const mask = slots.length - 1;
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!;
    if (numbers[2 * row] === 0 && numbers[2 * row + 1] === 0) continue;
    let slot = numbers[2 * row]! & mask;
    while (slots[slot] !== 0 && !areEqual(rows[slots[slot]! - 1]!, row)) slot = (slot + 1) & mask;
    const first = slots[slot]!;
    if (first === 0) slots[slot] = place + 1;
    else firsts[place] = firsts[first - 1] = first;
  }
  return firsts;

  function areEqual(a: number, b: number): boolean {
    return (
      numbers[2 * a] === numbers[2 * b] &&
      numbers[2 * a + 1] === numbers[2 * b + 1] &&
      bytes[a] === bytes[b] &&
      hashes[2 * a] === hashes[2 * b] &&
      hashes[2 * a + 1] === hashes[2 * b + 1] &&
      widths[a] === widths[b] &&
      heights[a] === heights[b]
    );
  }
}
