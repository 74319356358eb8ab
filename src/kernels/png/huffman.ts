// Deflate's Huffman codes (RFC 1951 §3.2.2) as tables indexed by the next bits of the stream. What filters leave of a
// photograph is literals of a few bits each, and short repetitions, so an entry of the literal table holds two literals, or one and the length
// of what follows it, where its bits spell them: it is the latency of look-ups and wrong guesses of what comes that inflating costs.

/** Symbols of the literal and length code, and of the distance code, at most (§3.2.5, §3.2.6: the fixed codes). */
export const mostLiterals = 288;
export const mostDistances = 32;
const longestCode: u32 = 15;

/** Index bits of the first table. Longer codes go on in a second one, of the bits that are left. */
export const literalBits: u32 = 10;
export const distanceBits: u32 = 9;
export const orderBits: u32 = 7;

// An entry is 32 bits. Bits 0–5: bits to take from the stream. Where bit 15 is 0, bits 6 and 7 count the literals, of which the first stands in bits
// 16–23 and the second above, and bits 8–14 are the length of the repetition that follows them, whose distance comes next, or 0 for none. Where it
// is 1, bits 8 and 9 are a kind, bits 10–13 the bits of the code alone, and the upper half a length, a distance or the place of a second table.
/** Of the bits of an entry those that are 0 where it is one of literals only. */
export const notLiterals: u32 = 0xff00;
export const special: u32 = 1 << 15;
export const ofKind: u32 = special | (3 << 8);
export const ofLength: u32 = special | (0 << 8);
export const ofTable: u32 = special | (1 << 8);
export const ofEnd: u32 = special | (2 << 8);
const ofNothing: u32 = special | (3 << 8);
/** The longest repetition that an entry can be for as a whole. */
export const longestWhole: u32 = 127;

const endOfBlock: u32 = 256;

/** Each prefix that goes on in a second table stands for two codes or more. */
const literalEntries = (1 << literalBits) + (mostLiterals / 2) * (1 << (longestCode - literalBits));
const distanceEntries = (1 << distanceBits) + (mostDistances / 2) * (1 << (longestCode - distanceBits));
export const literals = memory.data(4 * literalEntries, 16);
export const distances = memory.data(4 * distanceEntries, 16);
/** The code of the code lengths (§3.2.7), whose symbols are literals here. */
export const orders = memory.data(4 * (1 << orderBits), 16);

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

function literalEntry(symbol: u32, bits: u32): u32 {
  if (symbol < endOfBlock) return (symbol << 16) | (1 << 6) | bits;
  if (symbol === endOfBlock) return ofEnd | bits;
  const index = symbol - endOfBlock - 1;
  if (index > 28) return ofNothing | bits;
  const extra = <u32>load<u8>(lengthExtra + index);
  return (<u32>load<u16>(lengthBase + (index << 1)) << 16) | (bits << 10) | ofLength | (bits + extra);
}

function distanceEntry(symbol: u32, bits: u32): u32 {
  if (symbol > 29) return ofNothing | bits;
  const extra: u32 = symbol < 4 ? 0 : (symbol >> 1) - 1;
  return (<u32>load<u16>(distanceBase + (symbol << 1)) << 16) | (bits << 10) | ofLength | (bits + extra);
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
    for (let i: u32 = 0; i < 1 << indexBits; i++) store<u32>(table + (i << 2), ofNothing | 1);
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
      const taken = entry & 63;
      const longestLength = (entry >> 16) + (1 << (taken - bits)) - 1;
      if (!ofDistances && (entry & ofKind) === ofLength && taken <= indexBits && longestLength <= longestWhole) {
        // The index tells the extra bits as well.
        let at = code;
        for (let size = entry >> 16; size <= longestLength; size++, at += 1 << bits) {
          for (let i = at; i < indices; i += 1 << taken) store<u32>(table + (i << 2), (size << 8) | taken);
        }
      } else if (bits <= indexBits) {
        for (let i = code; i < indices; i += 1 << bits) store<u32>(table + (i << 2), entry);
      } else {
        if ((code & (indices - 1)) !== prefix) {
          if (prefix !== 0xffffffff) second += further;
          prefix = code & (indices - 1);
          store<u32>(table + (prefix << 2), (second << 16) | ofTable);
        }
        for (let i = code >> indexBits; i < further; i += 1 << (bits - indexBits)) store<u32>(table + ((second + i) << 2), entry);
      }
      const bit: u32 = <u32>1 << (31 - clz<u32>(code ^ ((1 << bits) - 1)));
      code = (code & (bit - 1)) | bit;
    }
  }
  return true;
}

/**
 * Appends to each literal the one, or the repetition, that follows it within the index. From the last entry down, because what follows
 * entry i is found at i >> its bits, which has to be of one symbol still.
 */
function pairLiterals(): void {
  for (let i: i32 = (1 << literalBits) - 1; i >= 0; i--) {
    const at = literals + (<usize>i << 2);
    const entry = load<u32>(at);
    const bits = entry & 63;
    const more = load<u32>(literals + ((<usize>i >> bits) << 2));
    // What is no literal, and what can't follow one, counts as more bits than there are. No branch: whether one more fits can't be foretold.
    const fits = (entry & (notLiterals | 63)) + (more & (special | 63)) <= literalBits;
    // Bits, numbers of literals and lengths add up.
    store<u32>(at, entry + (fits ? ((more & 0xff0000) << 8) | (more & 0xffff) : 0));
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
