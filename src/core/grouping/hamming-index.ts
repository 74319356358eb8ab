import { spreadBits } from './hamming-bits';
import { HammingSearcher, type PairsVisitor } from './hamming-kernel';
import { layOut, makeColumn, queriesPerBatch, wordsAt, type HammingSpace, type SearchOptions } from './hamming-space';

/** All that lies within a Hamming radius among 64-bit hashes: exact, nothing is missed. */
export interface HammingIndex {
  /** Visits every pair of rows within the radius once, in blocks, in no given order. */
  forEachPair(visit: PairsVisitor): void;
  /**
   * Visits, in blocks, every row within the radius of each of the `queries`, [low, high] pairs: `left` is the number of the query,
   * `right` the row. Rows that equal a query are among them. Many queries at a time cost less each than one by one.
   */
  query(queries: Uint32Array, visit: PairsVisitor): void;
  /** To be sent to another thread, which opens it in a lane of its own; see {@link openHammingIndex}. */
  readonly space: HammingSpace;
}

/**
 * Multi-index hashing: the hashes are put into buckets by each of a few chunks of their bits, so that two
 * within the radius share (almost) a bucket for one chunk at least; see `planChunks`.
 *
 * `hashes` holds [low, high] pairs, which should be distinct: n equal ones are n(n − 1) / 2 pairs. `radius` is
 * 0–16 bits. Takes 12 bytes per hash and chunk (1 to 6 of them), 8 per hash, and up to 64 MB for buckets.
 */
export function createHammingIndex(hashes: Uint32Array, radius: number, options: Pick<SearchOptions, 'sure' | 'lanes'> = {}): HammingIndex {
  const count = hashes.length / 2;
  const column = makeColumn(count);
  spreadBits(hashes, wordsAt(column, column.hashes, 2 * count));
  const space = layOut(column, count, radius, options);
  new HammingSearcher(space, 0).build(0, 1);
  return openHammingIndex(space, 0);
}

/** Another thread's view of an index; `lane` is from 0 to the index's `lanes` − 1 and no other thread's. */
export function openHammingIndex(space: HammingSpace, lane: number): HammingIndex {
  const searcher = new HammingSearcher(space, lane);
  return {
    space,
    forEachPair(visit) {
      new Int32Array(space.memory.buffer, space.turn, 1)[0] = 0;
      searcher.joinInTurn(visit);
    },
    query(queries, visit) {
      for (let first = 0; first < queries.length / 2; first += queriesPerBatch) {
        searcher.match(queries.subarray(2 * first, 2 * (first + queriesPerBatch)), first, visit);
      }
    },
  };
}
