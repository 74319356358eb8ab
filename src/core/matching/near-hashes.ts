import { popcount } from '../grouping/hamming';

/** Finds hashes near a given one. */
export interface NearHashes {
  /** Visits rows whose hash differs from [low, high] in few bits. Each once, in no given order. */
  forEachNear(low: number, high: number, visit: (row: number, distance: number) => void): void;
}

/** Bit 0 of our hashes is always clear, so three chunks of 21 bits are all there is. */
const chunkBits = 21;
const chunks = 3;

/**
 * Multi-index hashing with three chunks of which one may differ by a bit: of two hashes `radius` bits apart it finds all up to
 * 5 bits and most up to 8, at a twentieth of the cost of finding all. `hashes` holds [low, high] pairs.
 */
export function createNearHashes(hashes: Uint32Array, radius: number): NearHashes {
  const count = hashes.length / 2;
  const tables = Array.from({ length: chunks }, (_, chunk) => makeTable(hashes, count, chunk));
  const seen = new Uint32Array(count);
  let query = 0;

  return {
    forEachNear(low, high, visit) {
      query++;
      for (let chunk = 0; chunk < chunks; chunk++) {
        const { starts, rows, filled } = tables[chunk]!;
        const home = chunkOf(low, high, chunk);
        for (let flip = -1; flip < chunkBits; flip++) {
          const bucket = flip < 0 ? home : home ^ (1 << flip);
          if (((filled[bucket >>> 5]! >>> (bucket & 31)) & 1) === 0) continue;
          const end = starts[bucket + 1]!;
          for (let place = starts[bucket]!; place < end; place++) {
            const row = rows[place]!;
            if (seen[row] === query) continue;
            seen[row] = query;
            const distance = popcount(hashes[2 * row]! ^ low) + popcount(hashes[2 * row + 1]! ^ high);
            if (distance <= radius) visit(row, distance);
          }
        }
      }
    },
  };
}

interface Table {
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
  /** A bit per bucket that has rows: small enough to stay in a cache, where most lookups end. */
  readonly filled: Uint32Array;
}

function makeTable(hashes: Uint32Array, count: number, chunk: number): Table {
  const starts = new Uint32Array(2 ** chunkBits + 1);
  const filled = new Uint32Array(2 ** (chunkBits - 5));
  for (let row = 0; row < count; row++) starts[chunkOf(hashes[2 * row]!, hashes[2 * row + 1]!, chunk) + 1]!++;
  for (let bucket = 0; bucket < 2 ** chunkBits; bucket++) starts[bucket + 1]! += starts[bucket]!;
  const next = starts.slice();
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    const bucket = chunkOf(hashes[2 * row]!, hashes[2 * row + 1]!, chunk);
    rows[next[bucket]!++] = row;
    filled[bucket >>> 5]! |= 1 << (bucket & 31);
  }
  return { starts, rows, filled };
}

function chunkOf(low: number, high: number, chunk: number): number {
  const mask = 2 ** chunkBits - 1;
  if (chunk === 0) return (low >>> 1) & mask;
  if (chunk === 1) return ((low >>> 22) | (high << 10)) & mask;
  return high >>> 11;
}
