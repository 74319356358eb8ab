import hammingKernel from '../../kernels/hamming/hamming?kernel';
import { loadKernel } from '../kernel';
import { spreadBits } from './hamming-bits';
import { laneBytes, laneParts, pairsPerBlock, Room, runsPerCall, wordsAt, type HammingSpace, type HashColumn } from './hamming-space';
import { sortRows } from './radix-sort';

/** A block of pairs as columns; they are overwritten after the call that hands them over. */
export interface Pairs {
  readonly count: number;
  /** A row, or the number of the foreign hash. */
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  /** Bits in which the two differ. */
  readonly distances: Uint8Array;
}

export type PairsVisitor = (pairs: Pairs) => void;

const names = ['open', 'openLog', 'keepLists', 'collapse', 'build', 'join', 'match', 'finish'] as const;

function instantiate(memory: WebAssembly.Memory, flush: (count: number) => void) {
  return loadKernel(hammingKernel, names, { env: { memory }, log: { flush } });
}

/**
 * Spreads the bits of a column's hashes and moves the different ones to its front, numbered by first appearance. Answers the column
 * with how many there are, and with the number of each of its former hashes behind them.
 */
export function collapseColumn(column: HashColumn): CollapsedColumn {
  const { memory, count, hashes } = column;
  const words = wordsAt(column, hashes, 2 * count);
  spreadBits(words, words);
  const room = new Room(memory, column.end);
  const items = room.take(4 * count);
  const { end } = room;
  const bits = Math.max(1, Math.ceil(Math.log2(2 * count)));
  const space = room.take(4 * 2 ** bits);
  const different = instantiate(memory, () => undefined).collapse(hashes, count, items, space, bits);
  return { memory, count, hashes, end, items, different };
}

export interface CollapsedColumn extends HashColumn {
  /** Where the number of each hash is, 32 bits each. */
  readonly items: number;
  readonly different: number;
}

/** One thread's hands on a space. */
export class HammingSearcher {
  readonly #kernel;
  readonly #lane: number;
  #visit: PairsVisitor = () => undefined;

  /** `lane` is no other thread's. */
  constructor(
    private readonly space: HammingSpace,
    lane: number,
  ) {
    const { memory, tables, radius, lists } = space;
    this.#lane = space.lane + lane * laneBytes;
    this.#kernel = instantiate(memory, (count) => this.#flush(count));
    this.#kernel.open(tables, radius, this.#lane + laneParts.runs);
    this.#kernel.openLog(this.#lane + laneParts.pairs, pairsPerBlock);
    if (lists) this.#kernel.keepLists(lists.most, lists.limits, lists.slots, lists.lists, lists.next, lists.locks);
  }

  /** Builds share number `share` of `shares` of all tables. */
  build(share: number, shares: number): void {
    const { plan, tables, hashes, count } = this.space;
    plan.forEach(({ bits }, i) => {
      const bound = (n: number): number => Math.floor((2 ** bits * n) / shares);
      this.#kernel.build(tables + 32 * i, hashes, count, bound(share), bound(share + 1));
    });
  }

  /**
   * Finds pairs within the radius, each once, taking turns with the threads in other lanes until nothing is left to do. They go to
   * the visitor, or into the space's lists. Calls `beat` before each piece of work.
   */
  joinInTurn(visit: PairsVisitor, beat: () => void = () => undefined): void {
    this.#visit = visit;
    const turn = new Int32Array(this.space.memory.buffer, this.space.turn, 1);
    for (let piece = Atomics.add(turn, 0, 1); this.#join(piece); piece = Atomics.add(turn, 0, 1)) beat();
    this.#kernel.finish();
  }

  /** Finds the rows near foreign hashes, [low, high] pairs, `first` being the number of the first of them. */
  match(queries: Uint32Array, first: number, visit: PairsVisitor): void {
    this.#visit = visit;
    const count = queries.length / 2;
    const hashes = this.#lane + laneParts.queries;
    const rows = this.#lane + laneParts.rows;
    const toHashes = wordsAt(this.space, hashes, 2 * count);
    const toRows = wordsAt(this.space, rows, count);
    const spread = new Uint32Array(queries.length);
    spreadBits(queries, spread);
    this.space.plan.forEach((chunk, table) => {
      orderByBucket(spread, chunk).forEach((query, place) => {
        toHashes[2 * place] = spread[2 * query]!;
        toHashes[2 * place + 1] = spread[2 * query + 1]!;
        toRows[place] = first + query;
      });
      for (let place = 0; place < count; place += runsPerCall) {
        this.#kernel.match(table, hashes + 8 * place, rows + 4 * place, Math.min(runsPerCall, count - place));
      }
    });
    this.#kernel.finish();
  }

  /** Pieces are runs of buckets, table by table; false where there is none of that number. */
  #join(piece: number): boolean {
    let before = 0;
    for (const [table, { bits }] of this.space.plan.entries()) {
      const buckets = 2 ** bits;
      const low = (piece - before) * runsPerCall;
      if (low < buckets) {
        this.#kernel.join(table, low, Math.min(buckets, low + runsPerCall));
        return true;
      }
      before += Math.ceil(buckets / runsPerCall);
    }
    return false;
  }

  #flush(count: number): void {
    const at = this.#lane + laneParts.pairs;
    this.#visit({
      count,
      left: wordsAt(this.space, at, count),
      right: wordsAt(this.space, at + 4 * pairsPerBlock, count),
      distances: new Uint8Array(this.space.memory.buffer, at + 8 * pairsPerBlock, count),
    });
  }
}

/** Numbers of hashes in the order of their buckets, which need be no further sorted. */
function orderByBucket(hashes: Uint32Array, { from, bits }: { readonly from: number; readonly bits: number }): Uint32Array {
  const count = hashes.length / 2;
  const buckets = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const low = hashes[2 * i]!;
    const high = hashes[2 * i + 1]!;
    const word = from >= 32 ? high >>> (from - 32) : from === 0 ? low : (low >>> from) | (high << (32 - from));
    buckets[i] = word & (2 ** bits - 1);
  }
  return sortRows(count, buckets);
}
