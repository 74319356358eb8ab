// Inflates a zlib stream (RFC 1950, RFC 1951) from the input area into the window, as far as both reach. What it takes for
// damage is what zlib takes for it. The stream may claim anything: reads stay below the slack behind the input, writes
// below the slack behind the window.
import { addAdler, adler, resetAdler } from './adler';
import { repeat } from './repeat';
import {
  buildCodes, buildFixed, buildOrders, distanceBits, distances, lengths, literalBits, literals, ofEnd, ofLength, ofTable, orderBits, orders,
} from './huffman';

/** Deflate reaches back this far (RFC 1951 §2). */
export const history: usize = 32768;
/** Bytes behind the limit given to `inflate` that it may write, garbage included. */
export const windowSlack: usize = 512;

// What `inflate` answers.
export const filled = 0;
export const wantsInput = 1;
export const ended = 2;
export const ranOut = 3;
export const nonsense = 4;

export const inputSize = 1 << 17;
const inputSlack = 64;
/** Input that the header of a block needs, at most; and one symbol with its distance, many times over. */
const headerBytes: usize = 1024;
const symbolBytes: usize = 32;
export const input = memory.data(inputSize + inputSlack, 16);

let at: usize = input;
let end: usize = input;
let final: bool = false;
/** The next bits of the stream, lowest first; those above `count` are of no meaning or those that `at` will give. */
let bits: u64 = 0;
let count: u32 = 0;

const inStart = 0;
const inHeader = 1;
const inStored = 2;
const inCodes = 3;
const inTrailer = 4;
const over = 5;
let state: i32 = inStart;
let lastBlock: bool = false;
let stored: u32 = 0;
let fixed: bool = false;

/** Where the next byte goes, and the first that a repetition may reach. */
export let out: usize = 0;
let oldest: usize = 0;

const orderOf = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);
const orderLengths = memory.data(32, 16);

/** Begins a new stream, written from `window` on. */
export function start(window: usize): void {
  at = input;
  end = input;
  final = false;
  bits = 0;
  count = 0;
  state = inStart;
  fixed = false;
  out = window;
  oldest = window;
  resetAdler();
}

/** Moves what is unread to the front: where the next input goes, up to `input + inputSize`. */
export function makeRoom(): usize {
  const left = end - at;
  memory.copy(input, at, left);
  at = input;
  end = input + left;
  return end;
}

/** The input now ends at `until`; `last`: with it the stream. */
export function addInput(until: usize, last: bool): void {
  end = until;
  final = last;
  memory.fill(end, 0, inputSlack);
}

/** The window's content was moved down by so many bytes; what it had first is gone. */
export function slid(by: usize): void {
  out -= by;
}

function refill(): void {
  bits |= load<u64>(at) << count;
  at += (63 - count) >> 3;
  count |= 56;
}

function take(n: u32): u32 {
  const value = <u32>bits & ((1 << n) - 1);
  bits >>= n;
  count -= n;
  return value;
}

/** Gives back the bytes that were read ahead, and drops the bits up to the next byte (for stored blocks and the trailer). */
function align(): void {
  at -= count >> 3;
  bits = 0;
  count = 0;
}

/** Whether more was read than there is. */
function overrun(): bool {
  return at - (count >> 3) > end;
}

/** Input that is not at hand: either more will come, or the stream is cut. */
function missing(): i32 {
  return final ? ranOut : wantsInput;
}

/** An error, unless it was only met because the end of the input reads as zeros. */
function wrong(): i32 {
  return overrun() ? ranOut : nonsense;
}

/** Goes on until the window is filled to `limit` or a little beyond, or the input is used up, or the stream ends. */
export function inflate(limit: usize): i32 {
  while (true) {
    const answer = step(limit);
    if (answer >= 0) return answer;
  }
}

/** One part of a block; −1 when the next can follow. */
function step(limit: usize): i32 {
  if (!final && end - at < headerBytes) return wantsInput;
  if (out >= limit && state !== inTrailer && state !== over) return filled;
  switch (state) {
    case inStart: {
      refill();
      const header = take(16);
      // RFC 1950 §2.2: deflate, a window of 32 KiB at most, no preset dictionary, and the check.
      const sensible = (header & 0x0f) === 8 && (header & 0xf0) <= 0x70 && (header & 0x2000) === 0;
      if (!sensible || (((header & 0xff) << 8) | (header >> 8)) % 31 !== 0) return wrong();
      state = inHeader;
      return -1;
    }
    case inHeader:
      return readHeader();
    case inStored:
      return copyStored(limit);
    case inCodes: {
      const from = out;
      const answer = readCodes(limit);
      addAdler(from, out);
      return answer;
    }
    case inTrailer: {
      align();
      if (at + 4 > end) return missing();
      if (bswap<u32>(load<u32>(at)) !== adler()) return nonsense;
      at += 4;
      state = over;
      return ended;
    }
    default:
      return ended;
  }
}

function readHeader(): i32 {
  refill();
  lastBlock = take(1) === 1;
  switch (take(2)) {
    case 0: {
      align();
      if (at + 4 > end) return missing();
      const size = <u32>load<u16>(at);
      if ((size ^ <u32>load<u16>(at + 2)) !== 0xffff) return nonsense;
      at += 4;
      stored = size;
      state = inStored;
      return -1;
    }
    case 1:
      if (!fixed) buildFixed();
      fixed = true;
      break;
    case 2:
      fixed = false;
      if (!readDynamic()) return wrong();
      break;
    default:
      return wrong();
  }
  if (overrun()) return ranOut;
  state = inCodes;
  return -1;
}

/** §3.2.7: code lengths, themselves coded. */
function readDynamic(): bool {
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
    const entry = load<u64>(orders + ((<usize>bits & ((1 << orderBits) - 1)) << 3));
    if ((entry & 0xff00) === 0) return false;
    take(<u32>entry & 63);
    const symbol = <u32>(entry >> 16);
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

function copyStored(limit: usize): i32 {
  const size = min(min(stored, <u32>(end - at)), <u32>(limit - out));
  memory.copy(out, at, size);
  addAdler(out, out + size);
  at += size;
  out += size;
  stored -= size;
  if (stored === 0) {
    state = lastBlock ? inTrailer : inHeader;
    return -1;
  }
  return out >= limit ? filled : missing();
}

/** §3.2.3: literals, and repetitions of what was written before. */
function readCodes(limit: usize): i32 {
  // The input's slack lets a cut stream be read to its end and beyond; that shows afterwards.
  const safe = final ? end + 8 : end - symbolBytes;
  const first = oldest;
  let from = at;
  let to = out;
  let window = bits;
  let left = count;
  let answer: i32 = -1;
  while (true) {
    if (from > safe) {
      answer = missing();
      break;
    }
    if (to >= limit) {
      answer = filled;
      break;
    }
    window |= load<u64>(from) << left;
    from += (63 - left) >> 3;
    left |= 56;
    // Four look-ups use up to 44 of the 56 bits or more that are there.
    let entry = load<u64>(literals + ((<usize>window & ((1 << literalBits) - 1)) << 3));
    if ((entry & 0xff00) !== 0) {
      window >>= entry;
      left -= <u32>entry & 63;
      store<u64>(to, entry >> 16);
      to += (<u32>entry >> 8) & 255;
      entry = load<u64>(literals + ((<usize>window & ((1 << literalBits) - 1)) << 3));
      if ((entry & 0xff00) !== 0) {
        window >>= entry;
        left -= <u32>entry & 63;
        store<u64>(to, entry >> 16);
        to += (<u32>entry >> 8) & 255;
        entry = load<u64>(literals + ((<usize>window & ((1 << literalBits) - 1)) << 3));
        if ((entry & 0xff00) !== 0) {
          window >>= entry;
          left -= <u32>entry & 63;
          store<u64>(to, entry >> 16);
          to += (<u32>entry >> 8) & 255;
          entry = load<u64>(literals + ((<usize>window & ((1 << literalBits) - 1)) << 3));
          if ((entry & 0xff00) !== 0) {
            window >>= entry;
            left -= <u32>entry & 63;
            store<u64>(to, entry >> 16);
            to += (<u32>entry >> 8) & 255;
            continue;
          }
        }
      }
    }
    window |= load<u64>(from) << left;
    from += (63 - left) >> 3;
    left |= 56;
    if ((entry & 0xff0000) !== ofLength) {
    if ((entry & 0xff0000) === ofTable) {
      const further = <u32>(window >> literalBits) & ((1 << (15 - literalBits)) - 1);
      entry = load<u64>(literals + ((<usize>(entry >> 32) + further) << 3));
      if ((entry & 0xff00) !== 0) {
        window >>= entry;
        left -= <u32>entry & 63;
        store<u8>(to++, <u8>(entry >> 16));
        continue;
      }
    }
    if ((entry & 0xff0000) !== ofLength) {
      window >>= entry;
      left -= <u32>entry & 63;
      if ((entry & 0xff0000) === ofEnd) state = lastBlock ? inTrailer : inHeader;
      else answer = nonsense;
      break;
    }
    }
    const size = <usize>(entry >> 32) + <usize>((window & (((<u64>1) << entry) - 1)) >> ((entry >> 24) & 15));
    window >>= entry;
    left -= <u32>entry & 63;

    entry = load<u64>(distances + ((<usize>window & ((1 << distanceBits) - 1)) << 3));
    if ((entry & 0xff0000) !== ofLength) {
    if ((entry & 0xff0000) === ofTable) {
      const further = <u32>(window >> distanceBits) & ((1 << (15 - distanceBits)) - 1);
      entry = load<u64>(distances + ((<usize>(entry >> 32) + further) << 3));
    }
    if ((entry & 0xff0000) !== ofLength) {
      answer = nonsense;
      break;
    }
    }
    const distance = <usize>(entry >> 32) + <usize>((window & (((<u64>1) << entry) - 1)) >> ((entry >> 24) & 15));
    window >>= entry;
    left -= <u32>entry & 63;
    if (distance > to - first) {
      answer = nonsense;
      break;
    }
    if (distance >= 16) {
      const stop = to + size;
      let source = to - distance;
      v128.store(to, v128.load(source));
      v128.store(to, v128.load(source, 16), 16);
      while (to + 32 < stop) {
        to += 32;
        source += 32;
        v128.store(to, v128.load(source));
        v128.store(to, v128.load(source, 16), 16);
      }
      to = stop;
    } else {
      repeat(to, distance, size);
      to += size;
    }
  }
  at = from;
  out = to;
  bits = window;
  count = left;
  if (overrun()) return ranOut;
  return answer;
}
