// Huffman tables as JPEG files define them (ITU-T T.81 §C), decoded one symbol at a time. The tables of `windows.ts`, which
// the scan loop reads, are made from these.

/** Tables that are kept at a time: more than one scan can use. */
const tableCount = 64;
/** The longest DHT entry: 16 counts and 256 symbols. */
export const longestEntry = 16 + 256;
/** Symbols are decoded through their first 8 bits; longer codes by comparing. */
const lookBits = 8;

// A table lies in memory as: by the next 8 bits, code length << 8 | symbol, or 0 where the code is longer or there is none
// (256 × u16); by code length 0–16, the first 16-bit window that lies beyond all codes of that length (17 × i32), and what to
// add to a code of that length to get its place among the symbols (17 × i32); the symbols (256 × u8).
const beyondAt = 2 << lookBits;
const shiftAt = beyondAt + 68;
const symbolsAt = shiftAt + 68;
const tableSize = symbolsAt + 256;

const tables = memory.data(tableCount * tableSize, 16);

// What is known of each place: the entry that its table was made from and that entry's length (0 for a free place), a hash of
// it, a number that no other table ever had, whether the table was met more than once, and when it was last asked for.
const entries = memory.data(tableCount * longestEntry, 16);
const lengths = memory.data(tableCount * 4, 16);
const hashes = memory.data(tableCount * 4, 16);
const numbers = memory.data(tableCount * 4, 16);
const met = memory.data(tableCount * 4, 16);
const used = memory.data(tableCount * 4, 16);
let clock: i32 = 0;
let built: i32 = 0;

/** The number of the table at a place; another table that comes to this place has another. */
export function numberOf(table: i32): i32 {
  return load<i32>(numbers + (table << 2));
}

/** Whether a table was met in more than one file, or more than once in one. */
export function isFamiliar(table: i32): bool {
  return load<i32>(met + (table << 2)) > 1;
}

/** Counts a table as met in a file. */
export function meet(table: i32): void {
  store<i32>(met + (table << 2), load<i32>(met + (table << 2)) + 1);
}

/**
 * The place of the table of a DHT entry: 16 counts of codes by length, then the symbols (§B.2.4.2). -1 where the counts claim
 * more codes than there are (§C.2). Cameras and web sites write the same few tables into every file; those are built once.
 */
export function tableOf(entry: usize, length: i32): i32 {
  const hash = hashOf(entry, length);
  let oldest = 0;
  for (let table = 0; table < tableCount; table++) {
    const slot = table << 2;
    if (load<i32>(hashes + slot) == hash && load<i32>(lengths + slot) == length) {
      if (memory.compare(entries + <usize>(table * longestEntry), entry, length) == 0) {
        store<i32>(used + slot, ++clock);
        return table;
      }
    }
    if (load<i32>(used + slot) < load<i32>(used + (oldest << 2))) oldest = table;
  }
  if (!build(oldest, entry)) {
    store<i32>(lengths + (oldest << 2), 0);
    return -1;
  }
  const slot = oldest << 2;
  memory.copy(entries + <usize>(oldest * longestEntry), entry, length);
  store<i32>(lengths + slot, length);
  store<i32>(hashes + slot, hash);
  store<i32>(numbers + slot, ++built);
  store<i32>(met + slot, 0);
  store<i32>(used + slot, ++clock);
  return oldest;
}

/** FNV-1a (G. Fowler, L. C. Noll and K.-P. Vo). */
function hashOf(at: usize, length: i32): i32 {
  let hash = <i32>0x811c9dc5;
  for (let i = 0; i < length; i++) hash = (hash ^ <i32>load<u8>(at + i)) * 0x01000193;
  return hash;
}

function build(table: i32, entry: usize): bool {
  const at = tables + <usize>(table * tableSize);
  memory.fill(at, 0, tableSize);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= 16; length++) {
    const count = <i32>load<u8>(entry + length - 1);
    if (code + count > 1 << length || index + count > 256) return false;
    store<i32>(at + shiftAt + (length << 2), index - code);
    if (length <= lookBits) {
      const spread = 1 << (lookBits - length);
      for (let i = 0; i < count; i++) {
        const found = <u16>((length << 8) | <i32>load<u8>(entry + 16 + index + i));
        const first = at + (((code + i) << (lookBits - length)) << 1);
        for (let j = 0; j < spread; j++) store<u16>(first + (j << 1), found);
      }
    }
    code += count;
    index += count;
    store<i32>(at + beyondAt + (length << 2), code << (16 - length));
    code <<= 1;
  }
  memory.copy(at + symbolsAt, entry + 16, index);
  return true;
}

/**
 * The symbol that a 16-bit window begins with: code length << 8 | symbol, or 0 where no code of the table fits (§F.2.2.3).
 */
export function decodeSymbol(table: i32, window: i32): i32 {
  const at = tables + <usize>(table * tableSize);
  const quick = <i32>load<u16>(at + ((window >>> (16 - lookBits)) << 1));
  if (quick != 0) return quick;
  for (let length = lookBits + 1; length <= 16; length++) {
    if (window < load<i32>(at + beyondAt + (length << 2))) {
      const place = (window >>> (16 - length)) + load<i32>(at + shiftAt + (length << 2));
      return (length << 8) | <i32>load<u8>(at + symbolsAt + place);
    }
  }
  return 0;
}
