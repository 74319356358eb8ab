import { buildChunkTable, chunkValue, isFoundBy, type ChunkTable } from './chunk-table';
import { popcount } from './hamming';
import { planChunks } from './hamming-plan';

/** Rows `a` and `b` of the hashes, and the bits in which they differ. Each pair comes once, in no given order. */
export type PairVisitor = (a: number, b: number, distance: number) => void;

/** All that lies within a Hamming radius of each other among 64-bit hashes: exact, nothing is missed. */
export interface HammingIndex {
  forEachPair(visit: PairVisitor): void;
  /** All rows within the radius of a row but itself, each once. */
  forEachNeighbour(row: number, visit: (other: number, distance: number) => void): void;
}

/**
 * Multi-index hashing: the hashes are put into buckets by each of a few chunks of their bits, so that two
 * within the radius share (almost) a bucket for one chunk at least; see `planChunks`.
 *
 * `hashes` holds [low, high] pairs, which should be distinct: n equal ones are n(n − 1) / 2 pairs. `radius` is
 * 0–16 bits. Takes 12 bytes per hash and chunk (3 to 8 of them), and up to 64 MB for buckets.
 */
export function createHammingIndex(hashes: Uint32Array, radius: number): HammingIndex {
  const tables = planChunks(hashes.length / 2, radius).map((chunk) => buildChunkTable(hashes, chunk));

  /** Whether an earlier table finds two hashes that differ by [low, high] as well; then they were visited there. */
  function isKnown(table: number, low: number, high: number): boolean {
    for (let earlier = 0; earlier < table; earlier++) if (isFoundBy(tables[earlier]!.chunk, low, high)) return true;
    return false;
  }

  /** Compares every hash with all those in buckets that differ from its own by `mask`. */
  function visitBuckets(table: number, mask: number, visit: PairVisitor): void {
    const { starts, occupied, low, high, rows } = tables[table]!;
    // Of two buckets only the one without the highest bit of the mask looks at the other.
    const top = mask === 0 ? 0 : 1 << (31 - Math.clz32(mask));
    for (let i = 0; i < occupied.length; i++) {
      const bucket = occupied[i]!;
      if ((bucket & top) !== 0) continue;
      const from = starts[bucket ^ mask]!;
      const to = starts[(bucket ^ mask) + 1]!;
      if (from === to) continue;
      const end = starts[bucket + 1]!;
      for (let place = starts[bucket]!; place < end; place++) {
        const thisLow = low[place]!;
        const thisHigh = high[place]!;
        for (let other = mask === 0 ? place + 1 : from; other < to; other++) {
          const xorLow = thisLow ^ low[other]!;
          const inLow = popcount(xorLow);
          if (inLow > radius) continue;
          const xorHigh = thisHigh ^ high[other]!;
          const distance = inLow + popcount(xorHigh);
          if (distance <= radius && !isKnown(table, xorLow, xorHigh)) visit(rows[place]!, rows[other]!, distance);
        }
      }
    }
  }

  return {
    forEachPair(visit) {
      for (let table = 0; table < tables.length; table++) {
        // One mask at a time, so that both sides are read in nearly ascending order.
        for (const mask of tables[table]!.masks) visitBuckets(table, mask, visit);
      }
    },

    forEachNeighbour(row, visit) {
      const thisLow = hashes[2 * row]!;
      const thisHigh = hashes[2 * row + 1]!;
      tables.forEach((table, t) => {
        const home = chunkValue(table.chunk, thisLow, thisHigh);
        for (const mask of table.masks) {
          visitBucket(table, home ^ mask, thisLow, thisHigh, (other, xorLow, xorHigh) => {
            const distance = popcount(xorLow) + popcount(xorHigh);
            if (distance <= radius && other !== row && !isKnown(t, xorLow, xorHigh)) visit(other, distance);
          });
        }
      });
    },
  };
}

function visitBucket(
  { starts, rows, low, high }: ChunkTable,
  bucket: number,
  thisLow: number,
  thisHigh: number,
  visit: (row: number, xorLow: number, xorHigh: number) => void,
): void {
  const end = starts[bucket + 1]!;
  for (let place = starts[bucket]!; place < end; place++) visit(rows[place]!, thisLow ^ low[place]!, thisHigh ^ high[place]!);
}
