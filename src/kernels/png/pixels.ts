// A number for all that a PNG's pixels are: a hash of what describes them and of the rows, unfiltered, each filled up with zeros to
// whole stripes. Neither the filters nor the compression of a file have a part in it.
import { beginHash, finishHash, hashOf, stripe, takeStripes } from '../xxh64';

let sum: u64 = 0;
let described = false;
/** Bytes of a row's whole stripes but the last, and those of the last, at least 1. */
let whole: usize = 0;
let rest: usize = 0;
/** The bits of a row's last byte that belong to a pixel. */
let lastBits: u32 = 255;

/** A row's last stripe, filled up. */
const last = memory.data(<i32>stripe, 16);
/** Where the finished number is: two words, the low one first. */
const result = memory.data(8, 8);

/** Begins an image with rows of `rowBytes`, of whose last byte `spare` bits stand for nothing (PNG third edition §7.2). */
export function clearPixels(rowBytes: usize, spare: u32): void {
  sum = 0;
  described = false;
  whole = (rowBytes - 1) & ~(stripe - 1);
  rest = rowBytes - whole;
  lastBits = (255 << spare) & 255;
  memory.fill(last, 0, stripe);
}

/** Takes in what else the pixels depend on, before the first row. */
export function describePixels(from: usize, size: usize): void {
  sum = hashOf(from, size, sum);
}

/** Takes in `count` rows, `pitch` bytes apart. */
export function addPixels(from: usize, pitch: usize, count: usize): void {
  if (!described) beginHash(sum);
  described = true;
  for (; count > 0; count--) {
    const at = takeStripes(from, from + whole);
    memory.copy(last, at, rest);
    const lastByte = last + rest - 1;
    store<u8>(lastByte, load<u8>(lastByte) & lastBits);
    takeStripes(last, last + stripe);
    from += pitch;
  }
}

/** Where the number is, after the last row. */
export function pixelNumberAt(): usize {
  store<u64>(result, finishHash(last, last));
  return result;
}
