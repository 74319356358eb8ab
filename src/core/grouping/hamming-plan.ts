/** A run of a hash's 64 bits that is looked up by itself. */
export interface Chunk {
  /** First bit, 0–63. */
  readonly from: number;
  /** 1–24. */
  readonly bits: number;
  /** Bits of this chunk that may differ between two hashes found through it. */
  readonly slack: number;
}

/** Buckets are addressed directly: 2^bits + 1 numbers per chunk. */
const mostBits = 24;
const mostChunks = 8;
/** Measured: visiting a bucket costs about as much as comparing this many hashes, setting one up as many as that. */
const visitCost = 1.5;
const setUpCost = 2;

/**
 * How to cut 64 bits into chunks so that finding all pairs within `radius` among `count` hashes is cheap.
 * By the pigeonhole principle no pair is missed as long as the slacks and the chunks together exceed the
 * radius: were each chunk over its slack, the distance would be at least Σ(slack + 1) > radius.
 * Source: M. Norouzi, A. Punjani, D. Fleet, "Fast search in Hamming space with multi-index hashing", 2012.
 */
export function planChunks(count: number, radius: number): readonly Chunk[] {
  let best: readonly Chunk[] = [];
  let lowest = Infinity;
  for (let chunks = Math.ceil(64 / mostBits); chunks <= mostChunks; chunks++) {
    const plan = cut(chunks, radius);
    const cost = plan.reduce((sum, chunk) => sum + costOf(chunk, count), 0);
    if (cost >= lowest) continue;
    best = plan;
    lowest = cost;
  }
  return best;
}

/** Chunks of nearly equal length, the slack spread evenly; without any to spread, `radius + 1` chunks are enough. */
function cut(chunks: number, radius: number): readonly Chunk[] {
  const plan: Chunk[] = [];
  const slack = Math.max(0, radius - chunks + 1);
  for (let i = 0, from = 0; i < Math.min(chunks, radius + 1); i++) {
    const bits = Math.floor((64 - from) / (chunks - i));
    plan.push({ from, bits, slack: Math.floor(slack / chunks) + (i >= chunks - (slack % chunks) ? 1 : 0) });
    from += bits;
  }
  return plan;
}

function costOf({ bits, slack }: Chunk, count: number): number {
  const neighbours = ballSize(bits, slack);
  return setUpCost * 2 ** bits + neighbours * count * (visitCost + count / 2 ** bits);
}

/** Words of `bits` bits within `slack` bits of a given one. */
function ballSize(bits: number, slack: number): number {
  let size = 0;
  for (let k = 0, ways = 1; k <= slack; ways = (ways * (bits - k)) / (k + 1), k++) size += ways;
  return size;
}

/** All words of `bits` bits with at most `slack` ones, 0 first. */
export function masksWithin(bits: number, slack: number): Int32Array {
  const masks = new Int32Array(ballSize(bits, slack));
  let count = 1;
  for (let ones = 1, from = 0; ones <= slack; ones++) {
    const to = count;
    for (let i = from; i < to; i++) {
      const above = masks[i] === 0 ? 0 : 32 - Math.clz32(masks[i]!);
      for (let bit = above; bit < bits; bit++) masks[count++] = masks[i]! | (1 << bit);
    }
    from = to;
  }
  return masks;
}
