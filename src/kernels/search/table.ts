// Multi-index hashing (M. Norouzi, A. Punjani, D. Fleet, "Fast search in Hamming space with multi-index hashing", 2012) over
// hashes of 63 bits, bit 0 being clear: three tables by 21 bits each. A lookup tries the query's own bucket, and those that
// differ in one bit that may well be otherwise, so it finds most of what is near, not all.

const chunkBits = 21;
const chunks = 3;
const bucketCount = 1 << chunkBits;
const startsSize: usize = (bucketCount + 1) * 4;
const filledSize: usize = bucketCount / 8;

let entries: i32 = 0;
/** u64 by entry. */
export let hashes: usize = 0;
/** By chunk: where each bucket begins among the rows (u32), the rows (u32), and a bit per bucket that has any. */
let starts: usize = 0;
let rows: usize = 0;
let filled: usize = 0;
/** By entry: the query that last found it, and the least code that it was found with. */
export let seen: usize = 0;
export let codes: usize = 0;
/** Entries that the query found. */
export let touched: usize = 0;

/** Makes room for entries and answers where their hashes go. */
export function reserveEntries(count: i32): usize {
  entries = count;
  hashes = (__heap_base + 15) & ~15;
  filled = hashes + <usize>count * 8;
  starts = filled + <usize>chunks * filledSize;
  rows = starts + <usize>chunks * startsSize;
  seen = rows + <usize>chunks * <usize>count * 4;
  codes = seen + <usize>count * 4;
  touched = codes + <usize>count * 4;
  const end = touched + <usize>count * 4;
  const missing = <i32>((end + 0xffff) >>> 16) - memory.size();
  if (missing > 0) memory.grow(missing);
  return hashes;
}

/** Fills the tables with the hashes. */
export function build(): void {
  memory.fill(filled, 0, <usize>chunks * (filledSize + startsSize));
  memory.fill(seen, 0, <usize>entries * 4);
  for (let chunk = 0; chunk < chunks; chunk++) {
    const from = starts + <usize>chunk * startsSize;
    for (let entry = 0; entry < entries; entry++) {
      const bucket = chunkOf(load<u64>(hashes + (<usize>entry << 3)), chunk);
      const at = from + (<usize>bucket << 2) + 4;
      store<u32>(at, load<u32>(at) + 1);
      const bit = filled + <usize>chunk * filledSize + <usize>(bucket >>> 3);
      const flag: u32 = 1 << (bucket & 7);
      store<u8>(bit, <u8>(<u32>load<u8>(bit) | flag));
    }
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      const at = from + (<usize>bucket << 2);
      store<u32>(at + 4, load<u32>(at + 4) + load<u32>(at));
    }
    // Filling from the end of each bucket leaves its start where it belongs.
    const to = rows + <usize>chunk * <usize>entries * 4;
    for (let entry = entries - 1; entry >= 0; entry--) {
      const at = from + (<usize>chunkOf(load<u64>(hashes + (<usize>entry << 3)), chunk) << 2) + 4;
      const place = load<u32>(at) - 1;
      store<u32>(at, place);
      store<u32>(to + (<usize>place << 2), entry);
    }
    // Each start now lies one bucket too far; the sums are moved back.
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      const at = from + (<usize>bucket << 2);
      store<u32>(at, load<u32>(at + 4));
    }
    store<u32>(from + (<usize>bucketCount << 2), entries);
  }
}

export function chunkOf(hash: u64, chunk: i32): u32 {
  return <u32>(hash >>> (1 + chunk * chunkBits)) & (bucketCount - 1);
}

let query: u32 = 0;
let radius: i32 = 0;
let code: u32 = 0;
let wanted: u64 = 0;
let touchedCount: i32 = 0;

/** Begins to collect what a picture's hashes find. */
export function beginQuery(): void {
  query++;
  touchedCount = 0;
}

export function foundCount(): i32 {
  return touchedCount;
}

/**
 * Looks for a hash within a number of bits; `others` are the bits that the buckets may differ in, one at a time, and `pairs` those
 * that they may differ in two at a time. Of each entry the least of code + distance × 2^13 is kept.
 */
export function lookUp(hash: u64, others: u64, pairs: u64, within: i32, with_: u32): void {
  radius = within;
  code = with_;
  wanted = hash;
  for (let chunk = 0; chunk < chunks; chunk++) {
    const home = chunkOf(hash, chunk);
    visit(chunk, home);
    for (let left = chunkOf(others, chunk); left != 0; left &= left - 1) visit(chunk, home ^ (left & -left));
    for (let left = chunkOf(pairs, chunk); left != 0; left &= left - 1) {
      const one = left & -left;
      for (let rest = left ^ one; rest != 0; rest &= rest - 1) visit(chunk, home ^ one ^ (rest & -rest));
    }
  }
}

function visit(chunk: i32, bucket: u32): void {
  const flags = <u32>load<u8>(filled + <usize>chunk * filledSize + <usize>(bucket >>> 3));
  if (((flags >>> (bucket & 7)) & 1) == 0) return;
  const start = starts + <usize>chunk * startsSize + (<usize>bucket << 2);
  const table = rows + <usize>chunk * <usize>entries * 4;
  let at = table + (<usize>load<u32>(start) << 2);
  const end = table + (<usize>load<u32>(start, 4) << 2);
  for (; at < end; at += 4) {
    const entry = <usize>load<u32>(at);
    const distance = <i32>popcnt(load<u64>(hashes + (entry << 3)) ^ wanted);
    if (distance > radius) continue;
    const found = code | (<u32>distance << 13);
    const mark = seen + (entry << 2);
    if (load<u32>(mark) != query) {
      store<u32>(mark, query);
      store<u32>(codes + (entry << 2), found);
      store<u32>(touched + (<usize>touchedCount << 2), <u32>entry);
      touchedCount++;
    } else if (found < load<u32>(codes + (entry << 2))) {
      store<u32>(codes + (entry << 2), found);
    }
  }
}
