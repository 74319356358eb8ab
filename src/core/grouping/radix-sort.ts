const digitBits = 11;
const digits = 2 ** digitBits;

/**
 * Row numbers 0 … count − 1 in ascending order of their keys, the first column ruling; rows with equal keys
 * stay in ascending order. Least significant digit first; linear in `count`.
 */
export function sortRows(count: number, ...columns: readonly Uint32Array[]): Uint32Array {
  let rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  if (columns.every((column) => isAscending(column, count))) return rows;
  let spare = new Uint32Array(count);
  for (const column of columns.toReversed()) {
    for (let shift = 0; shift < 32; shift += digitBits) {
      if (!distribute(rows, spare, column, shift)) continue;
      [rows, spare] = [spare, rows];
    }
  }
  return rows;
}

function isAscending(keys: Uint32Array, count: number): boolean {
  for (let row = 1; row < count; row++) if (keys[row]! < keys[row - 1]!) return false;
  return true;
}

/**
 * Sorts by one digit from one array into the other; false when all have the same, and nothing was written. Loops by places, here and
 * wherever each file is visited once after a scan: until it has become machine code, `for … of` takes several times as long.
 */
function distribute(from: Uint32Array, to: Uint32Array, keys: Uint32Array, shift: number): boolean {
  const next = new Uint32Array(digits + 1);
  const count = from.length;
  for (let at = 0; at < count; at++) next[((keys[from[at]!]! >>> shift) & (digits - 1)) + 1]!++;
  for (let digit = 0; digit < digits; digit++) {
    if (next[digit + 1] === count) return false;
    next[digit + 1]! += next[digit]!;
  }
  for (let at = 0; at < count; at++) {
    const row = from[at]!;
    to[next[(keys[row]! >>> shift) & (digits - 1)]!++] = row;
  }
  return true;
}
