// A number for all bytes of a file, whatever they are, handed over a piece at a time.
import { beginHash, finishHash, stripe, takeStripes } from '../xxh64';

/** Bytes that are handed over at a time: whole stripes, and few enough to be still in the core's cache when they are read. */
export const pieceSize = 1 << 16;

const piece = memory.data(pieceSize, 16);
/** Where the finished number is: two words, the low one first. */
const result = memory.data(8, 8);

export function pieceAt(): usize {
  return piece;
}

export function begin(): void {
  beginHash(0);
}

/** Takes a piece that is not the last; a whole number of stripes. */
export function take(size: i32): void {
  takeStripes(piece, piece + (size & ~(<i32>stripe - 1)));
}

/** Takes the last piece; answers where the number is. */
export function finish(size: i32): usize {
  store<u64>(result, finishHash(piece, piece + size));
  return result;
}
