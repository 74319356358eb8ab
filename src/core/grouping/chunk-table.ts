import type { Chunk } from './hamming-plan';
import { masksWithin } from './hamming-plan';
import { popcount } from './hamming';

/** Hashes in buckets by the value of one chunk of theirs; the rows of a bucket stand side by side. */
export interface ChunkTable {
  // Signed throughout: V8 keeps those in registers, where an unsigned 32-bit number may need a double.
  readonly chunk: Chunk;
  /** Bucket b holds places `starts[b] … starts[b + 1]` of the columns below. */
  readonly starts: Int32Array;
  /** Buckets that hold anything, ascending. */
  readonly occupied: Int32Array;
  readonly rows: Int32Array;
  /** Copies of the hashes in this order, so that a bucket is read from one place. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** What to flip in a chunk to reach every bucket within its slack; 0 first. */
  readonly masks: Int32Array;
}

/** Sorts [low, high] pairs into buckets by counting. */
export function buildChunkTable(hashes: Uint32Array, chunk: Chunk): ChunkTable {
  const count = hashes.length / 2;
  const starts = new Int32Array(2 ** chunk.bits + 1);
  for (let row = 0; row < count; row++) starts[chunkValue(chunk, hashes[2 * row]!, hashes[2 * row + 1]!) + 1]!++;
  let filled = 0;
  for (let bucket = 0; bucket + 1 < starts.length; bucket++) {
    if (starts[bucket + 1]! > 0) filled++;
    starts[bucket + 1]! += starts[bucket]!;
  }
  const occupied = new Int32Array(filled);
  filled = 0;
  for (let bucket = 0; bucket + 1 < starts.length; bucket++) {
    if (starts[bucket + 1]! > starts[bucket]!) occupied[filled++] = bucket;
  }
  const next = starts.slice();
  const [rows, low, high] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)];
  for (let row = 0; row < count; row++) {
    const place = next[chunkValue(chunk, hashes[2 * row]!, hashes[2 * row + 1]!)]!++;
    rows[place] = row;
    low[place] = hashes[2 * row]!;
    high[place] = hashes[2 * row + 1]!;
  }
  return { chunk, starts, occupied, rows, low, high, masks: masksWithin(chunk.bits, chunk.slack) };
}

/** The bits of a chunk as a number. */
export function chunkValue({ from, bits }: Chunk, low: number, high: number): number {
  const word = from >= 32 ? high >>> (from - 32) : from + bits <= 32 ? low >>> from : (low >>> from) | (high << (32 - from));
  return word & (2 ** bits - 1);
}

/** Whether two hashes that differ by [low, high] would be found through this chunk. */
export function isFoundBy(chunk: Chunk, low: number, high: number): boolean {
  return popcount(chunkValue(chunk, low, high)) <= chunk.slack;
}
