// Reads what a scan says about the DC coefficients of one component and skips everything else: all of a sequential scan
// (ITU-T T.81 §F.2), or a progressive DC scan, first or refining (§G.1.2.1). Which of these it is, is decided by the window
// tables of its blocks. src/core/decode/jpeg/scan.ts is the only caller.
import { build } from './huffman';
import * as segment from './segment';
import { assign, entryFor, overrun, place, windowBits } from './windows';

// What `run` answers.
const done = 0;
const wantsInput = 1;
const wantsInterval = 2;
const ranOut = 3;
const nonsense = 4;

/** Bits of a code and what follows it, rounded up. */
const longestSymbol = 32;
/** Blocks of an MCU, at most (§B.2.3). */
const maxBlocks = 10;
/** A plan: start window, inner window, wanted (3 × i32) for each block of an MCU, in file order. */
const planSize = 12;

const plan = memory.data(maxBlocks * planSize, 16);
const definition = memory.data(16 + 256, 16);

let columns: i32 = 0;
let rows: i32 = 0;
let blocks: i32 = 0;
let across: i32 = 0;
let down: i32 = 0;
let width: i32 = 0;
let height: i32 = 0;
let low: i32 = 0;
/** A refining bit stands for itself; a difference is added to the coefficient before (§F.1.1.5.1). */
let carry: i32 = 0;

let row: i32 = 0;
let column: i32 = 0;
/** MCUs before the next restart marker. */
let left: i32 = 0;
let position: i32 = 0;
let value: i32 = 0;

export function inputAt(): usize {
  return segment.input;
}

export function inputSize(): i32 {
  return segment.inputSize;
}

export function definitionAt(): usize {
  return definition;
}

/** Where the DC coefficients go: i16, row by row. */
export function planeAt(): usize {
  return __heap_base;
}

/** Builds Huffman table `table` from the DHT entry at `definitionAt`. 0 where it is malformed. */
export function defineTable(table: i32): i32 {
  return i32(build(table, definition));
}

export function assignWindow(window: i32, dc: i32, ac: i32, single: i32): void {
  assign(window, dc, ac, single != 0);
}

export function planBlock(block: i32, start: i32, inner: i32, wanted: i32): void {
  const at = plan + <usize>(block * planSize);
  store<i32>(at, <i32>place(start));
  store<i32>(at, <i32>place(inner), 4);
  store<i32>(at, wanted, 8);
}

/** Makes room for a plane of zeros. 0 where there is no such memory. */
export function clearPlane(planeWidth: i32, planeHeight: i32): i32 {
  width = planeWidth;
  height = planeHeight;
  const size = <usize>(width * height * 2 + 32);
  const pages = <i32>((__heap_base + size + 0xffff) >> 16);
  const more = pages - memory.size();
  if (more > 0 && memory.grow(more) < 0) return 0;
  memory.fill(__heap_base, 0, size);
  return 1;
}

/** Eight samples of coefficients that are read at `cell`. */
function eightSamples(cell: usize, factor: v128): v128 {
  const four = i32x4.splat(4);
  const grey = i32x4.splat(128);
  const coefficients = v128.load(cell);
  let low = i32x4.add(i32x4.extmul_low_i16x8_s(coefficients, factor), four);
  let high = i32x4.add(i32x4.extmul_high_i16x8_s(coefficients, factor), four);
  // Bits 3–12, as a signed number: libjpeg's range-limit table takes no more.
  low = i32x4.add(i32x4.shr_s(i32x4.shl(low, 19), 22), grey);
  high = i32x4.add(i32x4.shr_s(i32x4.shl(high, 19), 22), grey);
  return i16x8.narrow_i32x4_s(low, high);
}

/**
 * Turns the plane's coefficients into samples (u8) of an eighth of the picture's scale, in their place: each is eight times the
 * mean of its block (§A.3.3). To the last bit what libjpeg's `jpeg_idct_1x1` gives, wrap-around of absurd values included.
 *
 * @param step The quantisation step of the coefficients.
 */
export function toSamples(step: i32): void {
  const factor = i16x8.splat(<i16>step);
  const cells = width * height;
  for (let i = 0; i < cells; i += 16) {
    const cell = __heap_base + <usize>(i << 1);
    const samples = i8x16.narrow_i16x8_u(eightSamples(cell, factor), eightSamples(cell + 16, factor));
    v128.store(__heap_base + i, samples);
  }
}

/** Readies a scan of `mcuColumns` × `mcuRows` MCUs for the plan, adding bits `lowBit` and up to the plane. */
export function beginScan(mcuColumns: i32, mcuRows: i32, blockCount: i32, wantedAcross: i32, wantedDown: i32, lowBit: i32, refine: i32): void {
  columns = mcuColumns;
  rows = mcuRows;
  blocks = blockCount;
  across = wantedAcross;
  down = wantedDown;
  low = lowBit;
  carry = refine ? 0 : -1;
  row = 0;
  column = 0;
}

/** Starts an interval of `mcus` MCUs `offset` bytes into the input. */
export function beginInterval(offset: i32, mcus: i32): void {
  segment.begin(offset);
  left = mcus;
  position = 0;
  value = 0;
}

export function takeInput(size: i32, last: i32): void {
  segment.take(size, last != 0);
}

/** How much of the input was consumed, in bytes: all before that is unstuffed, or was left behind. */
export function consumed(): i32 {
  return segment.consumed();
}

/** The next 64 bits at a byte, the first highest. */
function wordAt(at: usize): u64 {
  const bytes = v128.load64_zero(at);
  return i64x2.extract_lane(i8x16.shuffle(bytes, bytes, 7, 6, 5, 4, 3, 2, 1, 0, 8, 9, 10, 11, 12, 13, 14, 15), 0);
}

/** Goes on with the scan until it is done, or something is wanted, or no more can be had. */
export function run(): i32 {
  // `word` holds the next `ready` bits from the top, and beneath them some that are read again; `next` is the byte that
  // follows the ready ones. A filling leaves 56 or more: enough for two entries kept in windows (a code of 12 bits and 15
  // more, at most), or for one that is not (16 and 15).
  let next: usize = segment.unstuffed + (position >>> 3);
  let word: u64 = wordAt(next) << (position & 7);
  let ready = 56 - (position & 7);
  next += 7;
  const planEnd = plan + <usize>(blocks * planSize);

  for (; row < rows; row++) {
    for (; column < columns; column++) {
      position = (<i32>(next - segment.unstuffed) << 3) - ready;
      if (left == 0) return segment.covers(position) ? wantsInterval : ranOut;
      if (position > segment.safeUpTo()) {
        if (segment.isWhole()) return ranOut;
        segment.refill(position);
        position &= 7;
        if (position > segment.safeUpTo()) return segment.isWhole() ? ranOut : wantsInput;
        word = wordAt(segment.unstuffed) << position;
        ready = 56 - position;
        next = segment.unstuffed + 7;
      }
      left--;
      let x = column * across;
      let y = row * down;
      for (let block: usize = plan; block < planEnd; block += planSize) {
        word |= wordAt(next) >> ready;
        next += (63 - ready) >> 3;
        ready |= 56;
        const start = <usize>load<i32>(block);
        let entry = load<i32>(start + (<usize>(word >> (64 - windowBits)) << 2));
        let count = (entry >>> 6) & 255;
        if ((count & overrun) != 0) {
          entry = entryFor(start, word, 0);
          if (entry == 0) return badSymbol(next, ready);
          count = (entry >>> 6) & 255;
        }
        word <<= entry;
        ready -= entry & 63;
        if (load<i32>(block, 8) != 0) {
          value = (value & carry) + (entry >> 16);
          if (x < width && y < height) {
            const cell = __heap_base + <usize>((y * width + x) << 1);
            store<i16>(cell, <i16>(<i32>load<i16>(cell) | (value << low)));
          }
          x++;
          if (x == (column + 1) * across) {
            x = column * across;
            y++;
          }
        }
        const inner = <usize>load<i32>(block, 4);
        while (count < 63) {
          word |= wordAt(next) >> ready;
          next += (63 - ready) >> 3;
          ready |= 56;
          entry = load<i32>(inner + (<usize>(word >> (64 - windowBits)) << 2));
          let after = count + (entry >>> 6);
          if ((after & overrun) != 0) {
            entry = entryFor(inner, word, count);
            if (entry == 0) return badSymbol(next, ready);
            word <<= entry;
            ready -= entry & 63;
            count += entry >>> 6;
            continue;
          }
          word <<= entry;
          ready -= entry & 63;
          count = after;
          if (count >= 63) break;
          entry = load<i32>(inner + (<usize>(word >> (64 - windowBits)) << 2));
          after = count + (entry >>> 6);
          // What is not plain is read again from the top, where enough bits are ready.
          if ((after & overrun) != 0) continue;
          word <<= entry;
          ready -= entry & 63;
          count = after;
        }
      }
    }
    column = 0;
  }
  position = (<i32>(next - segment.unstuffed) << 3) - ready;
  return segment.covers(position) ? done : ranOut;
}

/** A code that no table has: nonsense, unless it is pieced together from what is behind the end. */
function badSymbol(next: usize, ready: i32): i32 {
  const at = (<i32>(next - segment.unstuffed) << 3) - ready;
  return segment.covers(at + longestSymbol) ? nonsense : ranOut;
}
