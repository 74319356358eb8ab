// The lowest AC coefficients of a block, for pictures so small that the means of their blocks say too little.
import { decodeSymbol } from './huffman';
import { unstuffed, wordAt } from './segment';
import { entryFor, isUnmade, windowBits } from './windows';

/** By place in the zigzag order (ITU-T T.81 figure A.6) up to (3, 3): vertical frequency << 4 | horizontal frequency. */
const zigzag = memory.data<u8>([
  0x00, 0x01, 0x10, 0x20, 0x11, 0x02, 0x03, 0x12, 0x21, 0x30, 0x40, 0x31, 0x22, 0x13, 0x04, 0x05, 0x14, 0x23, 0x32, 0x41, 0x50, 0x60,
  0x51, 0x42, 0x33,
]);

/** Cells of a block along each side, 1, 2 or 4: that many frequencies are kept each way. */
let side: i32 = 1;
/** Cells of a row of the plane. */
let stride: i32 = 0;
/** The last place in the zigzag order that is kept. */
let lastKept: i32 = 0;
/** Blocks that follow without coefficients of their own (§G.1.2.2). */
let emptyBlocks: i32 = 0;

// What `readBlock` found beside where it ended.
let foundDifference: i32 = 0;
let foundCount: i32 = 0;

export function keep(blockSide: i32, planeStride: i32): void {
  side = blockSide;
  stride = planeStride;
  lastKept = side == 4 ? 24 : side == 2 ? 4 : 0;
}

export function beginBand(): void {
  emptyBlocks = 0;
}

/** The DC difference of the block that was read. */
export function difference(): i32 {
  return foundDifference;
}

/** How many AC coefficients of the block that was read are known: 63 when it has ended. */
export function count(): i32 {
  return foundCount;
}

function bitsAt(position: i32): u64 {
  return wordAt(unstuffed + (position >>> 3)) << (position & 7);
}

/** The value of `size` bits, 1–15, from the top of a word (§F.2.2.1, EXTEND). */
function extended(word: u64, size: i32): i32 {
  const bits = <i32>(word >> (64 - size));
  return bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
}

function put(cell: usize, place: i32, value: i32): void {
  if (cell == 0 || place > lastKept) return;
  const frequencies = <i32>load<u8>(zigzag + place);
  const v = frequencies >>> 4;
  const u = frequencies & 15;
  if (u < side && v < side) store<i16>(cell + ((v * stride + u) << 1), <i16>value);
}

/**
 * Reads the start of a sequential block (§F.2.2): its DC difference and the AC coefficients that are kept.
 *
 * @param dc Where the window table of DC differences alone lies; `ac` that of AC coefficients with their values.
 * @param cell Where the block's coefficients go; 0 for padding, of which none are kept.
 * @returns The bit position behind them, -1 where there is no such code.
 */
export function readBlock(start: i32, dc: usize, ac: usize, cell: usize): i32 {
  let next: usize = unstuffed + (start >>> 3);
  let word = wordAt(next) << (start & 7);
  let ready = 56 - (start & 7);
  next += 7;
  let entry = load<i32>(dc + (<usize>(word >> (64 - windowBits)) << 2));
  if (isUnmade(entry)) entry = entryFor(dc, word, 0);
  if (entry == 0) return -1;
  foundDifference = entry >> 16;
  word <<= entry;
  ready -= entry & 63;
  let place = 0;
  while (place < lastKept) {
    word |= wordAt(next) >> ready;
    next += (63 - ready) >> 3;
    ready |= 56;
    entry = load<i32>(ac + (<usize>(word >> (64 - windowBits)) << 2));
    if (isUnmade(entry)) {
      entry = entryFor(ac, word, 0);
      if (entry == 0) return -1;
    }
    word <<= entry;
    ready -= entry & 63;
    place += (entry >>> 6) & 255;
    if (place > 63) {
      place = 63;
      break;
    }
    put(cell, place, entry >> 16);
  }
  foundCount = place;
  return (<i32>(next - unstuffed) << 3) - ready;
}

/**
 * Reads a block of a first scan of AC coefficients `from` to `to` in a progressive picture (§G.1.2.2).
 *
 * @param low The lowest bit that the scan gives.
 * @returns The bit position behind it, -1 where it makes no sense.
 */
export function readBand(start: i32, ac: i32, cell: usize, from: i32, to: i32, low: i32): i32 {
  if (emptyBlocks > 0) {
    emptyBlocks--;
    return start;
  }
  let position = start;
  let place = from;
  while (place <= to) {
    const word = bitsAt(position);
    const found = decodeSymbol(ac, <i32>(word >> 48));
    if (found == 0) return -1;
    const length = found >>> 8;
    const run = (found >>> 4) & 15;
    const size = found & 15;
    if (size == 0 && run != 15) {
      emptyBlocks = (1 << run) - 1;
      if (run > 0) emptyBlocks += <i32>((word << length) >> (64 - run));
      return position + length + run;
    }
    position += length + size;
    place += run;
    if (place > to) return -1;
    if (size != 0) put(cell, place, extended(word << length, size) << low);
    place++;
  }
  return position;
}
