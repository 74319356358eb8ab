// Deflate's Huffman codes (RFC 1951 §3.2.2) as tables indexed by the next bits of the stream. What filters leave of a
// photograph is mostly literals of a few bits each, so an entry of the literal table holds two where its bits spell two: it is
// the latency of look-ups that inflating costs.

/** Symbols of the literal and length code, and of the distance code, at most (§3.2.5, §3.2.6: the fixed codes). */
export const mostLiterals = 288;
export const mostDistances = 32;
const longestCode: u32 = 15;

/** Index bits of the first table. Longer codes go on in a second one, of the bits that are left. */
export const literalBits: u32 = 10;
export const distanceBits: u32 = 9;
export const orderBits: u32 = 7;

// An entry is 64 bits. Byte 0: bits to take from the stream. Byte 1: literals in bytes 2 and 3, one or two; where it is 0, byte 2
// is a kind, byte 3 the bits of the code alone, and the high half a length, a distance or the place of a second table.
export const ofLength: u64 = 0 << 16;
export const ofTable: u64 = 1 << 16;
export const ofEnd: u64 = 2 << 16;
export const ofNothing: u64 = 3 << 16;

const endOfBlock: u32 = 256;

/** Each prefix that goes on in a second table stands for two codes or more. */
const literalEntries = (1 << literalBits) + (mostLiterals / 2) * (1 << (longestCode - literalBits));
const distanceEntries = (1 << distanceBits) + (mostDistances / 2) * (1 << (longestCode - distanceBits));
export const literals = memory.data(8 * literalEntries, 16);
export const distances = memory.data(8 * distanceEntries, 16);
/** The code of the code lengths (§3.2.7), whose symbols are literals here. */
export const orders = memory.data(8 * (1 << orderBits), 16);

/** Code lengths, a byte per symbol, of what is built next. */
export const lengths = memory.data(mostLiterals + mostDistances + 16, 16);

const lengthBase = memory.data<u16>([3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258]);
const lengthExtra = memory.data<u8>([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]);
const distanceBase = memory.data<u16>([
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
]);

const counts = memory.data(4 * (longestCode + 1), 16);
const places = memory.data(4 * (longestCode + 1), 16);
const sorted = memory.data(2 * mostLiterals, 16);

function literalEntry(symbol: u32, bits: u32): u64 {
  if (symbol < endOfBlock) return ((<u64>symbol) << 16) | (1 << 8) | bits;
  if (symbol === endOfBlock) return ofEnd | bits;
  const index = symbol - endOfBlock - 1;
  if (index > 28) return ofNothing | bits;
  const extra = <u32>load<u8>(lengthExtra + index);
  return ((<u64>load<u16>(lengthBase + (index << 1))) << 32) | ((<u64>bits) << 24) | ofLength | (bits + extra);
}

function distanceEntry(symbol: u32, bits: u32): u64 {
  if (symbol > 29) return ofNothing | bits;
  const extra: u32 = symbol < 4 ? 0 : (symbol >> 1) - 1;
  return ((<u64>load<u16>(distanceBase + (symbol << 1))) << 32) | ((<u64>bits) << 24) | ofLength | (bits + extra);
}

/**
 * Builds the table at `table`, indexed by `indexBits`, from `count` code lengths at `from`. False where they make no code, by
 * zlib's rule: it may have no symbols, or one of one bit; any other has to be complete.
 */
function build(table: usize, indexBits: u32, from: usize, count: u32, ofDistances: bool): bool {
  memory.fill(counts, 0, 4 * (longestCode + 1));
  for (let symbol: u32 = 0; symbol < count; symbol++) {
    const at = counts + (<usize>load<u8>(from + symbol) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let left: i32 = 1;
  let longest: u32 = 0;
  let before: u32 = 0;
  for (let bits: u32 = 1; bits <= longestCode; bits++) {
    const some = load<u32>(counts + (bits << 2));
    left = (left << 1) - some;
    if (left < 0) return false;
    if (some > 0) longest = bits;
    store<u32>(places + (bits << 2), before);
    before += some;
  }
  if (left > 0) {
    if (longest > 1) return false;
    for (let i: u32 = 0; i < 1 << indexBits; i++) store<u64>(table + (i << 3), ofNothing | 1);
  }
  for (let symbol: u32 = 0; symbol < count; symbol++) {
    const bits = <u32>load<u8>(from + symbol);
    if (bits === 0) continue;
    const at = places + (bits << 2);
    const place = load<u32>(at);
    store<u32>(at, place + 1);
    store<u16>(sorted + (place << 1), <u16>symbol);
  }

  const indices: u32 = 1 << indexBits;
  const further: u32 = 1 << (longestCode - indexBits);
  let second: u32 = indices;
  let prefix: u32 = 0xffffffff;
  // Codes are counted up from their most significant bit, but stand in the stream with that bit first, which is the lowest.
  let code: u32 = 0;
  let next: u32 = 0;
  for (let bits: u32 = 1; bits <= longest; bits++) {
    for (let some = load<u32>(counts + (bits << 2)); some > 0; some--) {
      const symbol = <u32>load<u16>(sorted + (next++ << 1));
      const entry = ofDistances ? distanceEntry(symbol, bits) : literalEntry(symbol, bits);
      if (bits <= indexBits) {
        for (let i = code; i < indices; i += 1 << bits) store<u64>(table + (i << 3), entry);
      } else {
        if ((code & (indices - 1)) !== prefix) {
          if (prefix !== 0xffffffff) second += further;
          prefix = code & (indices - 1);
          store<u64>(table + (prefix << 3), ((<u64>second) << 32) | ofTable);
        }
        for (let i = code >> indexBits; i < further; i += 1 << (bits - indexBits)) store<u64>(table + ((second + i) << 3), entry);
      }
      let bit: u32 = 1 << (bits - 1);
      while ((code & bit) !== 0) bit >>= 1;
      code = (code & (bit - 1)) | bit;
    }
  }
  return true;
}

/**
 * Appends to each literal the one that follows it within the index. From the last entry down, because what follows entry i is
 * found at i >> its bits, which has to be of one literal still.
 */
function pairLiterals(): void {
  for (let i: i32 = (1 << literalBits) - 1; i >= 0; i--) {
    const at = literals + (<usize>i << 3);
    const entry = load<u64>(at);
    const bits = <u32>entry & 63;
    if ((entry & 0xff00) === 0 || bits >= literalBits) continue;
    const more = load<u64>(literals + ((<usize>i >> bits) << 3));
    const fits = (more & 0xff00) !== 0 && bits + (<u32>more & 63) <= literalBits;
    // Bits and numbers of literals add up. No branch: whether one more fits can't be foretold.
    store<u64>(at, fits ? entry + (((more & 0xff0000) << 8) | (more & 0xffff)) : entry);
  }
}

/** Both codes of a block, from `literalCount` and then `distanceCount` code lengths. False where they are none. */
export function buildCodes(literalCount: u32, distanceCount: u32): bool {
  if (load<u8>(lengths + endOfBlock) === 0) return false;
  if (!build(literals, literalBits, lengths, literalCount, false)) return false;
  if (!build(distances, distanceBits, lengths + literalCount, distanceCount, true)) return false;
  pairLiterals();
  return true;
}

/** The code of 19 code lengths, from as many at `from`. */
export function buildOrders(from: usize): bool {
  return build(orders, orderBits, from, 19, false);
}

/** §3.2.6. */
export function buildFixed(): void {
  for (let symbol = 0; symbol < mostLiterals; symbol++) {
    store<u8>(lengths + symbol, symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8);
  }
  memory.fill(lengths + mostLiterals, 5, mostDistances);
  buildCodes(mostLiterals, mostDistances);
}
