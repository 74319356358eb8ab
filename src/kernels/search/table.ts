// Multi-index hashing (M. Norouzi, A. Punjani, D. Fleet, "Fast search in Hamming space with multi-index hashing", 2012) over
// hashes of 63 bits, bit 0 being clear: three tables by 21 bits each. A lookup tries the query's own bucket, and those that
// differ in one bit that may well be otherwise, so it finds most of what is near, not all. (The tables of kernels/hamming find all;
// for hundreds of queries a picture that would be several times the work, and verification makes nothing of the difference.)

const chunkBits = 21;
const chunks = 3;
const bucketCount = 1 << chunkBits;
const filledSize: usize = bucketCount / 8;
/** Buckets whose rows lie together, by the low bits of their numbers: about as many heaps as entries. */
let heapMask: u32 = 0;
let startsSize: usize = 0;
/** The bits that say which buckets have rows are by their low bits too: so few that they stay in a core's first cache. */
let filledMask: u32 = 0;

let entries: i32 = 0;
/** u64 by entry. */
export let hashes: usize = 0;
/** By chunk: where each heap begins among the rows (u32), the rows (u32), and a bit per bucket that has any. */
let starts: usize = 0;
let rows: usize = 0;
let filled: usize = 0;
/** A bit for every bucket that differs from a filled one in a bit at most: most lookups end here while it is thinly set. */
let around: usize = 0;
/** With more entries it is set nearly everywhere. */
const mostAround = 60000;
/** By entry: the query that last found it, and the least code that it was found with. */
export let seen: usize = 0;
export let codes: usize = 0;
/** Entries that the query found. */
export let touched: usize = 0;

/** Makes room for entries and answers where their hashes go. */
export function reserveEntries(count: i32): usize {
  entries = count;
  heapMask = (1 << min(chunkBits, max(8, 32 - clz(count)))) - 1;
  startsSize = (<usize>heapMask + 2) * 4;
  filledMask = (1 << min(chunkBits, max(12, 36 - clz(count)))) - 1;
  hashes = (__heap_base + 15) & ~15;
  filled = hashes + <usize>count * 8;
  around = filled + <usize>chunks * filledSize;
  starts = around + <usize>chunks * filledSize;
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
  memory.fill(filled, 0, <usize>chunks * (2 * filledSize + startsSize));
  memory.fill(seen, 0, <usize>entries * 4);
  for (let chunk = 0; chunk < chunks; chunk++) {
    const from = starts + <usize>chunk * startsSize;
    for (let entry = 0; entry < entries; entry++) {
      const bucket = chunkOf(load<u64>(hashes + (<usize>entry << 3)), chunk);
      const at = from + (<usize>(bucket & heapMask) << 2) + 4;
      store<u32>(at, load<u32>(at) + 1);
      setBit(filled, chunk, bucket & filledMask);
      if (entries > mostAround) continue;
      setBit(around, chunk, bucket);
      for (let flip = 0; flip < chunkBits; flip++) setBit(around, chunk, bucket ^ (1 << flip));
    }
    for (let heap: u32 = 0; heap <= heapMask; heap++) {
      const at = from + (<usize>heap << 2);
      store<u32>(at + 4, load<u32>(at + 4) + load<u32>(at));
    }
    // Filling from the end of each heap leaves its start where it belongs.
    const to = rows + <usize>chunk * <usize>entries * 4;
    for (let entry = entries - 1; entry >= 0; entry--) {
      const at = from + (<usize>(chunkOf(load<u64>(hashes + (<usize>entry << 3)), chunk) & heapMask) << 2) + 4;
      const place = load<u32>(at) - 1;
      store<u32>(at, place);
      store<u32>(to + (<usize>place << 2), entry);
    }
    // Each start now lies one heap too far; the sums are moved back.
    for (let heap: u32 = 0; heap <= heapMask; heap++) {
      const at = from + (<usize>heap << 2);
      store<u32>(at, load<u32>(at + 4));
    }
    store<u32>(from + (<usize>(heapMask + 1) << 2), entries);
  }
}

function setBit(bits: usize, chunk: i32, bucket: u32): void {
  const at = bits + <usize>chunk * filledSize + <usize>(bucket >>> 3);
  store<u8>(at, <u8>(<u32>load<u8>(at) | (1 << (bucket & 7))));
}

function bitOf(bits: usize, chunk: i32, bucket: u32): u32 {
  const flags = <u32>load<u8>(bits + <usize>chunk * filledSize + <usize>(bucket >>> 3));
  return (flags >>> (bucket & 7)) & 1;
}

export function chunkOf(hash: u64, chunk: i32): u32 {
  return <u32>(hash >>> (1 + chunk * chunkBits)) & (bucketCount - 1);
}

/** Hashes that are looked for together: hash (u64), others (u64), pairs (u64), within (u32), code (u32). */
const lookupSize: usize = 32;
const maxLookups = 2048;
const lookups = memory.data(maxLookups * 32, 8);
let lookupCount: i32 = 0;

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
 * Will look for a hash within a number of bits; `others` are the bits that the buckets may differ in, one at a time, and `pairs` those
 * that they may differ in two at a time. Of each entry the least of code + distance × 2^13 is kept.
 */
export function lookUp(hash: u64, others: u64, pairs: u64, within: i32, code: u32): void {
  if (lookupCount == maxLookups) lookAll();
  const at = lookups + <usize>(lookupCount++) * lookupSize;
  store<u64>(at, hash);
  store<u64>(at, others, 8);
  store<u64>(at, pairs, 16);
  store<u32>(at, within, 24);
  store<u32>(at, code, 28);
}

/** Where those of the lookups lie that may find something (u32). */
const promising = memory.data(maxLookups * 4, 4);

/** Looks for all that was asked for, one table after the other: each fits into a core's second cache, the three of them do not. */
export function lookAll(): void {
  for (let chunk = 0; chunk < chunks; chunk++) {
    const end = findPromising(chunk);
    for (let place = promising; place < end; place += 4) {
      const at = <usize>load<u32>(place);
      wanted = load<u64>(at);
      radius = <i32>load<u32>(at, 24);
      code = load<u32>(at, 28);
      const home = chunkOf(wanted, chunk);
      visit(chunk, home);
      for (let left = chunkOf(load<u64>(at, 8), chunk); left != 0; left &= left - 1) visit(chunk, home ^ (left & -left));
      for (let left = chunkOf(load<u64>(at, 16), chunk); left != 0; left &= left - 1) {
        const one = left & -left;
        for (let rest = left ^ one; rest != 0; rest &= rest - 1) visit(chunk, home ^ one ^ (rest & -rest));
      }
    }
  }
  lookupCount = 0;
}

/**
 * Lists the lookups that a table has something around, or may have, and answers where the list ends. Without a branch on what is found, so
 * that the processor reads many places of the bits at once.
 */
function findPromising(chunk: i32): usize {
  const end = lookups + <usize>lookupCount * lookupSize;
  const thin = entries <= mostAround;
  let to = promising;
  for (let at = lookups; at < end; at += lookupSize) {
    store<u32>(to, <u32>at);
    const promises = thin ? bitOf(around, chunk, chunkOf(load<u64>(at), chunk)) | <u32>(load<u64>(at, 16) != 0) : 1;
    to += <usize>promises << 2;
  }
  return to;
}

function visit(chunk: i32, bucket: u32): void {
  if (bitOf(filled, chunk, bucket & filledMask) == 0) return;
  const start = starts + <usize>chunk * startsSize + (<usize>(bucket & heapMask) << 2);
  const table = rows + <usize>chunk * <usize>entries * 4;
  let at = table + (<usize>load<u32>(start) << 2);
  const end = table + (<usize>load<u32>(start, 4) << 2);
  for (; at < end; at += 4) {
    const entry = <usize>load<u32>(at);
    const hash = load<u64>(hashes + (entry << 3));
    const distance = <i32>popcnt(hash ^ wanted);
    if (distance > radius || chunkOf(hash, chunk) != bucket) continue;
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
