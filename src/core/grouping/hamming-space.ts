import { masksWithin, planChunks, type Chunk } from './hamming-plan';

/** Most hashes of one search: beyond, its columns might not fit the 4 GiB that a kernel can address. */
export const mostHashes = 30_000_000;

/** Hashes in memory that threads share and kernels can see. Plain data: it can be sent to other threads. */
export interface HashColumn {
  readonly memory: WebAssembly.Memory;
  readonly count: number;
  /** Where the hashes are: 64 bits each, little-endian. */
  readonly hashes: number;
  /** First byte behind what is in use. */
  readonly end: number;
}

/** A column of hashes with all that a search within a radius needs. Places are bytes from the start of the memory. */
export interface HammingSpace {
  readonly memory: WebAssembly.Memory;
  readonly count: number;
  /** Their bits are spread; see hamming-bits.ts. */
  readonly hashes: number;
  readonly radius: number;
  readonly plan: readonly Chunk[];
  /** The tables' descriptions, as the kernel reads them, in the order of the plan. */
  readonly tables: number;
  /** How many threads may search at once, each in a lane of its own. */
  readonly lanes: number;
  readonly lane: number;
  /** Where threads take turns: one 32-bit number, the next piece of work. */
  readonly turn: number;
  readonly lists: ListPlaces | null;
}

/** For each row the lowest rows near it: a limit, a slot and, where it has any, a list; see the kernel's lists.ts. */
export interface ListPlaces {
  /** Longest list. */
  readonly most: number;
  readonly limits: number;
  readonly slots: number;
  readonly lists: number;
  readonly next: number;
  readonly locks: number;
}

export interface SearchOptions {
  /** Bits within which nothing is missed; `radius` unless less will do: then pairs farther apart, up to `radius`, are found by chance. */
  readonly sure?: number;
  /** Threads that may search at once; 1 unless said. */
  readonly lanes?: number;
  /** Length of the lists to be kept, instead of visiting pairs. */
  readonly lists?: number;
}

/** Buckets, or foreign hashes, that a kernel looks from in one call. */
export const runsPerCall = 256;
const runBytes = 12;
/** Pairs in a block, and foreign hashes in a batch. */
export const pairsPerBlock = 16_384;
const pairBytes = 9;
export const queriesPerBatch = 16_384;
const queryBytes = 12;
/** What a lane holds, one after the other: runs, pairs, foreign hashes (64 bits), their rows (32 bits). */
export const laneParts = {
  runs: 0,
  pairs: runsPerCall * runBytes,
  queries: runsPerCall * runBytes + pairsPerBlock * pairBytes,
  rows: runsPerCall * runBytes + pairsPerBlock * pairBytes + queriesPerBatch * 8,
} as const;
export const laneBytes = runsPerCall * runBytes + pairsPerBlock * pairBytes + queriesPerBatch * queryBytes;

const tableBytes = 32;
const lockBytes = 4096;
const pageBytes = 65_536;
const mostPages = 65_536;
/** The kernel compares four hashes at a time, and so reads as far behind the last. */
const overrun = 24;

/** Makes a column of `count` zeros (at most `mostHashes`), to be filled through {@link wordsAt}. */
export function makeColumn(count: number): HashColumn {
  if (count > mostHashes) throw new RangeError(`One search takes ${mostHashes} hashes at most.`);
  const memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared: true });
  const room = new Room(memory, 64);
  return { memory, count, hashes: room.take(8 * count), end: room.end };
}

/** Numbers of 32 bits in a memory that may have grown since. */
export function wordsAt({ memory }: { readonly memory: WebAssembly.Memory }, place: number, length: number): Uint32Array {
  return new Uint32Array(memory.buffer, place, length);
}

/** Prepares a search among the first `count` hashes of a column for rows within `radius` (0–16 bits) of each other, or of foreign hashes. */
export function layOut(column: HashColumn, count: number, radius: number, options: SearchOptions = {}): HammingSpace {
  const { memory, hashes } = column;
  const { sure = radius, lanes = 1, lists: most } = options;
  const room = new Room(memory, column.end);
  const turn = room.take(4);
  const lane = room.take(lanes * laneBytes);
  const plan = planChunks(count, Math.min(sure, radius));
  const tables = room.take(plan.length * tableBytes);
  plan.forEach(({ from, bits, slack }, i) => {
    const masks = masksWithin(bits, slack);
    const places = [room.take(4 * (2 ** bits + 1)), room.take(8 * count + overrun), room.take(4 * count), room.take(4 * masks.length)] as const;
    wordsAt(column, places[3], masks.length).set(masks);
    wordsAt(column, tables + i * tableBytes, tableBytes / 4).set([from, 2 ** bits - 1, slack, ...places, masks.length]);
  });
  const lists = most === undefined ? null : placeLists(room, count, most);
  return { memory, count, hashes, radius, plan, tables, lanes, lane, turn, lists };
}

function placeLists(room: Room, count: number, most: number): ListPlaces {
  return {
    most,
    limits: room.take(4 * count),
    slots: room.take(4 * count),
    next: room.take(4),
    locks: room.take(lockBytes),
    lists: room.take(4 * (most + 1) * count),
  };
}

/** Hands out a memory from front to back. Fresh pages are zero, and cost nothing before they are written to. */
export class Room {
  constructor(
    private readonly memory: WebAssembly.Memory,
    public end: number,
  ) {}

  take(bytes: number): number {
    const place = Math.ceil(this.end / 64) * 64;
    this.end = place + bytes;
    const missing = Math.ceil(this.end / pageBytes) - this.memory.buffer.byteLength / pageBytes;
    if (missing > 0) this.memory.grow(missing);
    return place;
  }
}
