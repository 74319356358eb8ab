// What the blocks of a deflate stream are written in: the codes at the head of one, and the symbols of all.
import { at, bits, count, end, final, refill, resume, take } from './bits';
import {
  buildCodes, buildOrders, distanceBits, distances, lengths, literalBits, literals, longestWhole, notLiterals, ofEnd, ofKind, ofLength, ofTable,
  orderBits, orders, special,
} from './huffman';
import { repeat } from './repeat';

// What `readSymbols` answers.
export const blockEnded = 0;
export const windowFilled = 1;
export const inputUsed = 2;
export const badSymbol = 3;

/** Input that a symbol and its distance need, many times over. */
const symbolBytes: usize = 32;

const orderOf = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);
const orderLengths = memory.data(32, 16);

/** The codes of a block, whose lengths are themselves coded (§3.2.7). False where they make no sense. */
export function readDynamic(): bool {
  const literalCount = take(5) + 257;
  const distanceCount = take(5) + 1;
  const orderCount = take(4) + 4;
  if (literalCount > 286 || distanceCount > 30) return false;
  memory.fill(orderLengths, 0, 19);
  for (let i: u32 = 0; i < orderCount; i++) {
    refill();
    store<u8>(orderLengths + <usize>load<u8>(orderOf + i), <u8>take(3));
  }
  if (!buildOrders(orderLengths)) return false;
  const total = literalCount + distanceCount;
  for (let i: u32 = 0; i < total; ) {
    refill();
    if (at > end + 16) return false;
    const entry = load<u32>(orders + ((<usize>bits & ((1 << orderBits) - 1)) << 2));
    if ((entry & notLiterals) !== 0) return false;
    take(entry & 63);
    const symbol = entry >> 16;
    if (symbol < 16) {
      store<u8>(lengths + i++, <u8>symbol);
      continue;
    }
    if (symbol === 16 && i === 0) return false;
    const value = symbol === 16 ? load<u8>(lengths + i - 1) : <u8>0;
    const times = symbol === 16 ? 3 + take(2) : symbol === 17 ? 3 + take(3) : 11 + take(7);
    if (i + times > total) return false;
    memory.fill(lengths + i, value, times);
    i += times;
  }
  return buildCodes(literalCount, distanceCount);
}

/** The entry of the first table of literals and lengths for the bits at the front of `window`. */
function literalFor(window: u64): u32 {
  return load<u32>(literals + ((<usize>window & ((1 << literalBits) - 1)) << 2));
}

/** The length or distance that the code at the front of `window` begins, with its extra bits. */
function numberOf(entry: u32, window: u64): usize {
  return <usize>(entry >> 16) + (<usize>(window & (((<u64>1) << entry) - 1)) >> ((entry >> 10) & 15));
}

/** Where `readSymbols` has come to in the window. */
export let written: usize = 0;

/**
 * Literals, and repetitions of what was written before (§3.2.3), to `to` and on, until `limit` or a little beyond; none reaches
 * back before `oldest`.
 */
export function readSymbols(to: usize, limit: usize, oldest: usize): i32 {
  // The input's slack lets a cut stream be read to its end and beyond; that shows afterwards.
  const safe = final ? end + 8 : end - symbolBytes;
  let from = at;
  let window = bits;
  // Its lowest six bits count; whole entries are taken off, so that those above mean nothing.
  let left = count;
  let answer = badSymbol;
  while (true) {
    if (from > safe) {
      answer = inputUsed;
      break;
    }
    if (to >= limit) {
      answer = windowFilled;
      break;
    }
    window |= load<u64>(from) << left;
    from += (63 - (left & 63)) >> 3;
    left = (left & 63) | 56;
    // Four look-ups use up to 44 of the 56 bits or more that are there.
    let entry = literalFor(window);
    if ((entry & notLiterals) === 0) {
      window >>= <u64>entry;
      left -= entry;
      store<u16>(to, <u16>(entry >> 16));
      to += (entry >> 6) & 3;
      entry = literalFor(window);
      if ((entry & notLiterals) === 0) {
        window >>= <u64>entry;
        left -= entry;
        store<u16>(to, <u16>(entry >> 16));
        to += (entry >> 6) & 3;
        entry = literalFor(window);
        if ((entry & notLiterals) === 0) {
          window >>= <u64>entry;
          left -= entry;
          store<u16>(to, <u16>(entry >> 16));
          to += (entry >> 6) & 3;
          entry = literalFor(window);
          if ((entry & notLiterals) === 0) {
            window >>= <u64>entry;
            left -= entry;
            store<u16>(to, <u16>(entry >> 16));
            to += (entry >> 6) & 3;
            continue;
          }
        }
      }
    }
    window |= load<u64>(from) << left;
    from += (63 - (left & 63)) >> 3;
    left = (left & 63) | 56;
    let size: usize;
    if ((entry & special) === 0) {
      store<u16>(to, <u16>(entry >> 16));
      to += (entry >> 6) & 3;
      size = (entry >> 8) & longestWhole;
    } else {
      if ((entry & ofKind) === ofTable) {
        const further = <u32>(window >> literalBits) & ((1 << (15 - literalBits)) - 1);
        entry = load<u32>(literals + ((<usize>(entry >> 16) + further) << 2));
        if ((entry & notLiterals) === 0) {
          window >>= <u64>entry;
          left -= entry;
          store<u8>(to++, <u8>(entry >> 16));
          continue;
        }
      }
      if ((entry & ofKind) !== ofLength) {
        window >>= <u64>entry;
        left -= entry;
        if ((entry & ofKind) === ofEnd) answer = blockEnded;
        break;
      }
      size = numberOf(entry, window);
    }
    window >>= <u64>entry;
    left -= entry;

    entry = load<u32>(distances + ((<usize>window & ((1 << distanceBits) - 1)) << 2));
    if ((entry & ofKind) === ofTable) {
      const further = <u32>(window >> distanceBits) & ((1 << (15 - distanceBits)) - 1);
      entry = load<u32>(distances + ((<usize>(entry >> 16) + further) << 2));
    }
    if ((entry & ofKind) !== ofLength) break;
    const distance = numberOf(entry, window);
    window >>= <u64>entry;
    left -= entry;
    if (distance > to - oldest) break;
    if (distance >= 16) {
      const stop = to + size;
      let source = to - distance;
      do {
        v128.store(to, v128.load(source));
        to += 16;
        source += 16;
      } while (to < stop);
      to = stop;
    } else {
      repeat(to, distance, size);
      to += size;
    }
  }
  resume(from, window, left & 63);
  written = to;
  return answer;
}
