/** A run of a hash's 64 bits that is looked up by itself. */
export interface Chunk {
  /** First bit, 0–63. */
  readonly from: number;
  /** 0–24; with none there is one bucket, and all is compared with all. */
  readonly bits: number;
  /** Bits of this chunk that may differ between two hashes found through it. */
  readonly slack: number;
}

/** Buckets are addressed directly: 2^bits + 1 numbers per chunk. */
const mostBits = 24;
/** More would take more memory than they save time: each holds the hashes once more. */
const mostChunks = 6;
/**
 * What things cost, as `npm run bench:index` measured, in comparisons of two hashes: looking into another bucket for one hash, putting a hash
 * into a table, and having a bucket.
 */
export const comparisonSeconds = 0.2e-9;
const lookCost = 24;
const placeCost = 160;
const bucketCost = 6;

/**
 * How to cut 64 bits into chunks so that finding all pairs within `radius` among `count` hashes is cheap.
 * By the pigeonhole principle no pair is missed as long as the slacks and the chunks together exceed the
 * radius: were each chunk over its slack, the distance would be at least Σ(slack + 1) > radius. That holds for chunks
 * that leave bits out as well; shorter ones have fewer neighbours to look into, and more to compare there.
 * Source: M. Norouzi, A. Punjani, D. Fleet, "Fast search in Hamming space with multi-index hashing", 2012.
 */
export function planChunks(count: number, radius: number): readonly Chunk[] {
  let best: readonly Chunk[] = [];
  let lowest = Infinity;
  for (let chunks = 1; chunks <= Math.min(mostChunks, radius + 1); chunks++) {
    const plan = cut(chunks, radius, count);
    const cost = costOf(plan, count);
    if (cost >= lowest) continue;
    best = plan;
    lowest = cost;
  }
  return best;
}

/** What finding all pairs through these chunks costs, in comparisons. */
export function costOf(plan: readonly Chunk[], count: number): number {
  return plan.reduce((sum, chunk) => sum + chunkCost(chunk, count), 0);
}

/** Chunks from nearly equal shares of the bits, as long as is cheapest; the slack spread evenly. */
function cut(chunks: number, radius: number, count: number): readonly Chunk[] {
  const plan: Chunk[] = [];
  const total = radius - chunks + 1;
  for (let i = 0, from = 0; i < chunks; i++) {
    const share = Math.floor((64 - from) / (chunks - i));
    const slack = Math.floor(total / chunks) + (i >= chunks - (total % chunks) ? 1 : 0);
    let best: Chunk = { from, bits: 0, slack: 0 };
    for (let bits = 1; bits <= Math.min(share, mostBits); bits++) {
      const longer = { from, bits, slack: Math.min(slack, bits) };
      if (chunkCost(longer, count) < chunkCost(best, count)) best = longer;
    }
    plan.push(best);
    from += share;
  }
  return plan;
}

/** Of two buckets within the slack one looks into the other. */
function chunkCost({ bits, slack }: Chunk, count: number): number {
  const looks = (count * ballSize(bits, slack)) / 2;
  return looks * (lookCost + count / 2 ** bits) + placeCost * count + bucketCost * 2 ** bits;
}

/** Words of `bits` bits within `slack` bits of a given one. */
function ballSize(bits: number, slack: number): number {
  let size = 0;
  for (let k = 0, ways = 1; k <= slack; ways = (ways * (bits - k)) / (k + 1), k++) size += ways;
  return size;
}

/** All words of `bits` bits with at most `slack` ones, ascending. */
export function masksWithin(bits: number, slack: number): Uint32Array {
  const masks = new Uint32Array(ballSize(bits, slack));
  let count = 1;
  for (let ones = 1, from = 0; ones <= slack; ones++) {
    const to = count;
    for (let i = from; i < to; i++) {
      const above = masks[i] === 0 ? 0 : 32 - Math.clz32(masks[i]!);
      for (let bit = above; bit < bits; bit++) masks[count++] = masks[i]! | (1 << bit);
    }
    from = to;
  }
  return masks.sort();
}
