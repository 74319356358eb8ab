const digitBits = 11;
const digits = 2 ** digitBits;

/**
 * Row numbers 0 … count − 1 in ascending order of their keys, the first column ruling; rows with equal keys
 * stay in ascending order. Least significant digit first; linear in `count`.
 */
export function sortRows(count: number, ...columns: readonly Uint32Array[]): Uint32Array {
  let rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  let spare = new Uint32Array(count);
  for (const column of columns.toReversed()) {
    for (let shift = 0; shift < 32; shift += digitBits) {
      if (!distribute(rows, spare, column, shift)) continue;
      [rows, spare] = [spare, rows];
    }
  }
  return rows;
}

/** Sorts by one digit from one array into the other; false when all have the same, and nothing was written. */
function distribute(from: Uint32Array, to: Uint32Array, keys: Uint32Array, shift: number): boolean {
  const next = new Uint32Array(digits + 1);
  for (const row of from) next[((keys[row]! >>> shift) & (digits - 1)) + 1]!++;
  for (let digit = 0; digit < digits; digit++) {
    if (next[digit + 1] === from.length) return false;
    next[digit + 1]! += next[digit]!;
  }
  for (const row of from) to[next[(keys[row]! >>> shift) & (digits - 1)]!++] = row;
  return true;
}
