// Inflates a zlib stream (RFC 1950, RFC 1951) from the input area into the window, as far as both reach. What it takes for
// damage is what zlib takes for it. The stream may claim anything: reads stay below the slack behind the input, writes
// below the slack behind the window.
import { addAdler, adler, resetAdler } from './adler';
import { align, at, end, final, overrun, refill, skip, startBits, take } from './bits';
import { blockEnded, inputUsed, readDynamic, readSymbols, windowFilled, written } from './codes';
import { buildFixed } from './huffman';
import { prepareRepeat } from './repeat';

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

/** Input that the header of a block needs, at most. */
const headerBytes: usize = 1024;

const inStart = 0;
const inHeader = 1;
const inStored = 2;
const inSymbols = 3;
const inTrailer = 4;
const over = 5;
let state: i32 = inStart;
let lastBlock: bool = false;
let stored: u32 = 0;
let fixed: bool = false;

/** Where the next byte goes, and the first that a repetition may reach. */
export let out: usize = 0;
let oldest: usize = 0;

/** Begins a new stream, written from `window` on. */
export function start(window: usize): void {
  startBits();
  state = inStart;
  fixed = false;
  out = window;
  oldest = window;
  resetAdler();
  prepareRepeat();
}

/** The window's content was moved down by so many bytes; what it had first is gone. */
export function slid(by: usize): void {
  out -= by;
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
    case inSymbols:
      return copySymbols(limit);
    case inTrailer: {
      align();
      if (at + 4 > end) return missing();
      if (bswap<u32>(load<u32>(at)) !== adler()) return nonsense;
      skip(4);
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
      skip(4);
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
  state = inSymbols;
  return -1;
}

function copySymbols(limit: usize): i32 {
  const answer = readSymbols(out, limit, oldest);
  addAdler(out, written);
  out = written;
  if (overrun()) return ranOut;
  switch (answer) {
    case blockEnded:
      state = lastBlock ? inTrailer : inHeader;
      return -1;
    case windowFilled:
      return filled;
    case inputUsed:
      return missing();
    default:
      return nonsense;
  }
}

function copyStored(limit: usize): i32 {
  const size = min(min(stored, <u32>(end - at)), <u32>(limit - out));
  memory.copy(out, at, size);
  addAdler(out, out + size);
  skip(size);
  out += size;
  stored -= size;
  if (stored === 0) {
    state = lastBlock ? inTrailer : inHeader;
    return -1;
  }
  return out >= limit ? filled : missing();
}

