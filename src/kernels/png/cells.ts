// Sums of luma over cells of pixels, and their means. Luma is ITU-R BT.601's, in integers: no sum is rounded before its mean is.

/** Weights of red, green and blue in 65536ths, as in src/core/decode/luma.ts. */
const redWeight: u32 = 19595;
const greenWeight: u32 = 38470;
const blueWeight: u32 = 7471;
const white: u32 = 255 * 65536;

// How pixels are to be read.
/** Bytes, without transparency. */
export const plain = 0;
/** Bytes with alpha, over white. */
export const blended = 1;
/** Indices of `bits` bits into the table. */
export const indexed = 2;

/** Luma of each index in 1/(255 · 65536) grey levels, 256 × u32. */
export const table = memory.data(4 * 256, 16);

/** Rows that can be added to 16-bit sums of bytes before these are given on. */
const mostRows: usize = 256;

let kind: i32 = plain;
let width: usize = 0;
let size: usize = 0;
let pixel: usize = 0;
let green: usize = 0;
let alpha: usize = 0;
let bits: usize = 0;
let cellX: usize = 0;
let cellY: usize = 0;

/** Of plain pixels: the sum of each byte of a row over the rows of the cells in hand, u16 each. */
let columns: usize = 0;
let pending: usize = 0;
/** The sum of each cell in hand, u64 each. */
let sums: usize = 0;
let means: usize = 0;
/** Rows that the cells in hand have. */
let rows: usize = 0;

/**
 * Pixels are `pixelBytes` apart; green is `greenAt` bytes after red and blue as many after green (0: grey), alpha at `alphaAt`.
 */
export function describeCells(
  ofKind: i32, widthInPixels: usize, rowBytes: usize, pixelBytes: usize, greenAt: usize, alphaAt: usize, bitsEach: usize, across: usize, down: usize,
): void {
  kind = ofKind;
  width = widthInPixels;
  size = rowBytes;
  pixel = pixelBytes;
  green = greenAt;
  alpha = alphaAt;
  bits = bitsEach;
  cellX = across;
  cellY = down;
}

/** Bytes that `placeCells` needs. */
export function cellBytes(): usize {
  return 2 * (size + 16) + 8 * ((width + cellX - 1) / cellX);
}

/** `scratch` is aligned to 16; means are written from `meansAt` on, a byte each. */
export function placeCells(scratch: usize, meansAt: usize): void {
  sums = scratch;
  columns = scratch + 8 * ((width + cellX - 1) / cellX);
  means = meansAt;
  memory.fill(scratch, 0, cellBytes());
  rows = 0;
  pending = 0;
}

/** Adds `count` rows, `pitch` bytes apart. */
export function addRows(from: usize, pitch: usize, count: usize): void {
  while (count > 0) {
    const some = min(count, min(cellY - rows, mostRows - pending));
    if (kind === plain) {
      addBytes(from, pitch, some);
      pending += some;
      if (pending === mostRows) giveOn();
    } else {
      for (let i: usize = 0; i < some; i++) {
        if (kind === blended) addBlended(from + i * pitch);
        else addIndexed(from + i * pitch);
      }
    }
    rows += some;
    if (rows === cellY) finishCells();
    from += some * pitch;
    count -= some;
  }
}

/** The means of the cells in hand; to be called once more after the last row. */
export function finishCells(): void {
  if (rows === 0) return;
  if (pending > 0) giveOn();
  const unit: f64 = kind === plain ? 65536 : 255 * 65536;
  let at = sums;
  for (let x: usize = 0; x < width; x += cellX) {
    const pixels = <f64>min(cellX, width - x) * <f64>rows;
    // Far from 2^53: a mean that is not half-way between two levels can't seem to be.
    store<u8>(means++, <u8>Math.floor(<f64>load<u64>(at) / (unit * pixels) + 0.5));
    store<u64>(at, 0);
    at += 8;
  }
  rows = 0;
}

function addBytes(from: usize, pitch: usize, count: usize): void {
  const stop = from + size;
  for (let to = columns; from < stop; from += 16, to += 32) {
    let low = v128.load(to);
    let high = v128.load(to, 16);
    let at = from;
    for (let i = count; i > 0; i--) {
      const vector = v128.load(at);
      low = i16x8.add(low, i16x8.extend_low_i8x16_u(vector));
      high = i16x8.add(high, i16x8.extend_high_i8x16_u(vector));
      at += pitch;
    }
    v128.store(to, low);
    v128.store(to, high, 16);
  }
}

/** From sums of bytes to sums of cells. */
function giveOn(): void {
  let at = columns;
  let to = sums;
  for (let x: usize = 0; x < width; ) {
    const end = min(x + cellX, width);
    let red: u32 = 0;
    let greens: u32 = 0;
    let blue: u32 = 0;
    for (; x < end; x++) {
      red += load<u16>(at);
      greens += load<u16>(at + 2 * green);
      blue += load<u16>(at + 4 * green);
      at += 2 * pixel;
    }
    const sum = <u64>redWeight * red + <u64>greenWeight * greens + <u64>blueWeight * blue;
    store<u64>(to, load<u64>(to) + sum);
    to += 8;
  }
  memory.fill(columns, 0, 2 * size);
  pending = 0;
}

function addBlended(at: usize): void {
  let to = sums;
  for (let x: usize = 0; x < width; ) {
    const end = min(x + cellX, width);
    let sum: u64 = 0;
    let clear: u64 = 0;
    for (; x < end; x++) {
      const opaque = <u32>load<u8>(at + alpha);
      const luma = redWeight * load<u8>(at) + greenWeight * load<u8>(at + green) + blueWeight * load<u8>(at + 2 * green);
      sum += luma * opaque;
      clear += 255 - opaque;
      at += pixel;
    }
    store<u64>(to, load<u64>(to) + sum + clear * white);
    to += 8;
  }
}

function addIndexed(from: usize): void {
  let to = sums;
  const mask = ((<usize>1) << bits) - 1;
  for (let x: usize = 0; x < width; ) {
    const end = min(x + cellX, width);
    let sum: u64 = 0;
    if (bits === 8) {
      for (; x < end; x++) sum += load<u32>(table + (<usize>load<u8>(from + x) << 2));
    } else {
      for (; x < end; x++) {
        const bit = x * bits;
        const index = (<usize>load<u8>(from + (bit >> 3)) >> (8 - bits - (bit & 7))) & mask;
        sum += load<u32>(table + (index << 2));
      }
    }
    store<u64>(to, load<u64>(to) + sum);
    to += 8;
  }
}
