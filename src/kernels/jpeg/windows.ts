// Window tables: what a window of bits says about the coefficients that follow, several symbols at once.
//
// An entry packs  DC difference << 16 | AC coefficients to advance << 6 | bits to advance,  so that the bits are the shift
// count of a 64-bit word as they stand. Where the block ends with the entry, the coefficients before the end-of-block symbol carry `endOfBlock`, which is one more than bit 7: then the sum of a
// block's entries has bit 6 set exactly when it overruns the 63rd coefficient, and lies above 62 when the block has ended.
// Entries are made when they are first met, as a file touches few of them; the entry `unmade` overruns every block, which is
// how the reader comes to ask for it without a test of its own.
//
// Making entries of several symbols pays when they are met again and again: in a large file, or in many that have the same
// tables. For a small file with tables of its own, a window table of single symbols is filled in one go. Where the values of AC
// coefficients are wanted, entries hold one symbol and its value in the place of the DC difference.
import { decodeSymbol, numberOf } from './huffman';

/** Window tables that are kept at a time: more than one scan can use. */
const windowCount = 32;
/** Bits of the window that chooses an entry. */
export const windowBits = 12;
const endOfBlock = 129;
/** Set in the sum of a block's entries when they overrun it. */
export const overrun = 64;
const unmade = overrun << 6;
const entryCount = 1 << windowBits;
const windowSize = entryCount << 2;

const entries = memory.data(windowCount * windowSize, 64);
/** By window table: the Huffman tables that it stands for, or -1. */
const dcOf = memory.data(windowCount * 4, 16);
const acOf = memory.data(windowCount * 4, 16);
const kindOf = memory.data(windowCount * 4, 16);
/** The numbers of these tables, 0 for none, and when the window table was last asked for. */
const dcNumberOf = memory.data(windowCount * 4, 16);
const acNumberOf = memory.data(windowCount * 4, 16);
const used = memory.data(windowCount * 4, 16);
let clock: i32 = 0;

// What the entries of a window table hold: as many symbols as fit, one, or one AC symbol with its value.
export const manySymbols = 1;
export const oneSymbol = 2;
export const values = 3;

function place(window: i32): usize {
  return entries + <usize>(window * windowSize);
}

/**
 * Where the window table for these Huffman tables lies: `dc` then `ac` from the start of a block, `ac` alone from inside it, `dc`
 * alone for DC differences without what follows them, neither for a refining scan (ITU-T T.81 §F.2.2, §G.1.2.1). -1 for none.
 * It stays there until `windowCount` others were asked for.
 */
export function windowOf(dc: i32, ac: i32, kind: i32): usize {
  const dcNumber = dc < 0 ? 0 : numberOf(dc);
  const acNumber = ac < 0 ? 0 : numberOf(ac);
  let oldest = 0;
  for (let window = 0; window < windowCount; window++) {
    const slot = window << 2;
    if (load<i32>(kindOf + slot) == kind && load<i32>(dcNumberOf + slot) == dcNumber && load<i32>(acNumberOf + slot) == acNumber) {
      store<i32>(used + slot, ++clock);
      return place(window);
    }
    if (load<i32>(used + slot) < load<i32>(used + (oldest << 2))) oldest = window;
  }
  const slot = oldest << 2;
  store<i32>(dcOf + slot, dc);
  store<i32>(acOf + slot, ac);
  store<i32>(dcNumberOf + slot, dcNumber);
  store<i32>(acNumberOf + slot, acNumber);
  store<i32>(kindOf + slot, kind);
  store<i32>(used + slot, ++clock);
  const at = place(oldest);
  const four = i32x4.splat(unmade);
  for (let i = 0; i < windowSize; i += 16) v128.store(at + i, four);
  if (kind == oneSymbol && dc < 0 && ac >= 0) fillSingle(at, ac);
  return at;
}

function fillSingle(at: usize, ac: i32): void {
  let index = 0;
  while (index < entryCount) {
    const found = decodeSymbol(ac, index << (16 - windowBits));
    const length = found >>> 8;
    if (found == 0 || length > windowBits) {
      index++;
      continue;
    }
    const entry = acEntry(found);
    const beyond = index + (1 << (windowBits - length));
    for (; index < beyond && (index & 3) != 0; index++) store<i32>(at + (index << 2), entry);
    for (; index + 4 <= beyond; index += 4) v128.store(at + (index << 2), i32x4.splat(entry));
    for (; index < beyond; index++) store<i32>(at + (index << 2), entry);
  }
}

export function isUnmade(entry: i32): bool {
  return (entry & 0x3fff) == unmade;
}

function indexOf(at: usize): i32 {
  return <i32>(at - entries) / windowSize;
}

/** An AC symbol as an entry (§F.2.2.2): run << 4 | size, and its code's length. */
function acEntry(found: i32): i32 {
  const run = (found >>> 4) & 15;
  const size = found & 15;
  const length = found >>> 8;
  if (size == 0 && run != 15) return length | (endOfBlock << 6);
  return (length + size) | ((run + 1) << 6);
}

/** Adds to an entry the AC symbols whose codes lie wholly in the window. */
function extended(entry: i32, ac: i32, window: i32): i32 {
  let bits = entry & 63;
  let count = (entry >>> 6) & 255;
  while (bits < windowBits && count < 63) {
    const found = decodeSymbol(ac, (window << bits) & 0xffff);
    if (found == 0 || bits + (found >>> 8) > windowBits) break;
    const next = acEntry(found);
    const after = count + (next >>> 6);
    if ((after & overrun) != 0) break;
    bits += next & 63;
    count = after;
    if (count >= endOfBlock) break;
  }
  return (entry & ~0x3fff) | (count << 6) | bits;
}

/** The value of a coefficient from its extra bits, at least one (§F.2.2.1, EXTEND). */
function extend(bits: i32, category: i32): i32 {
  return bits < 1 << (category - 1) ? bits - (1 << category) + 1 : bits;
}

/**
 * The entry for the next bits when `count` AC coefficients of the block are known: the kept one, made if need be, where it
 * stays within the block, else that of the next symbol alone. 0: no such symbol, or it points past the 63rd coefficient.
 *
 * @param at Where the window table lies.
 * @param word The next bits, at least 32 of them from the top.
 */
export function entryFor(at: usize, word: u64, count: i32): i32 {
  const dc = load<i32>(dcOf + (indexOf(at) << 2));
  const ac = load<i32>(acOf + (indexOf(at) << 2));
  if (load<i32>(kindOf + (indexOf(at) << 2)) == values) return valueEntry(at, ac, word);
  return dc < 0 && ac >= 0 ? innerEntry(at, ac, word, count) : startEntry(at, dc, ac, word);
}

function valueEntry(at: usize, ac: i32, word: u64): i32 {
  const window = <i32>(word >> 48);
  const found = decodeSymbol(ac, window);
  if (found == 0) return 0;
  const size = found & 15;
  let entry = acEntry(found);
  if (size != 0) entry |= extend(<i32>((word << (found >>> 8)) >> (64 - size)), size) << 16;
  if ((entry & 63) <= windowBits) store<i32>(at + ((window >>> (16 - windowBits)) << 2), entry);
  return entry;
}

function startEntry(at: usize, dc: i32, ac: i32, word: u64): i32 {
  const window = <i32>(word >> 48);
  const kept = at + ((window >>> (16 - windowBits)) << 2);
  if (dc < 0) {
    const bit = ((window >>> 15) << 16) | (endOfBlock << 6) | 1;
    store<i32>(kept, bit);
    return bit;
  }
  const found = decodeSymbol(dc, window);
  const length = found >>> 8;
  const category = found & 255;
  if (found == 0 || category > 15) return 0;
  const bits = length + category;
  const value = category == 0 ? 0 : extend(<i32>((word << length) >> (64 - category)), category);
  const entry = (value << 16) | (ac < 0 ? endOfBlock << 6 : 0) | bits;
  if (bits > windowBits) return entry;
  const alone = ac < 0 || load<i32>(kindOf + (indexOf(at) << 2)) == oneSymbol;
  const whole = alone ? entry : extended(entry, ac, window & ~((1 << (16 - windowBits)) - 1));
  store<i32>(kept, whole);
  return whole;
}

function innerEntry(at: usize, ac: i32, word: u64, count: i32): i32 {
  const window = <i32>(word >> 48);
  const place = at + ((window >>> (16 - windowBits)) << 2);
  let kept = load<i32>(place);
  if (kept == unmade) {
    kept = extended(0, ac, window & ~((1 << (16 - windowBits)) - 1));
    // Nothing fits the window whole: a code longer than it, which is looked up each time.
    if (kept == 0) kept = unmade;
    else store<i32>(place, kept);
  }
  if (((count + (kept >>> 6)) & overrun) == 0) return kept;
  const found = decodeSymbol(ac, window);
  if (found == 0) return 0;
  const entry = acEntry(found);
  return ((count + (entry >>> 6)) & overrun) == 0 ? entry : 0;
}
