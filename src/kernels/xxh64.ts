// XXH64, a fast 64-bit hash of bytes, by its specification (Y. Collet, "XXH64 algorithm", xxHash fast digest algorithm 0.1.1,
// github.com/Cyan4973/xxHash, doc/xxhash_spec.md). Not for adversaries: whoever wants equal numbers can make them.

// Its five primes.
const prime1: u64 = 0x9e3779b185ebca87;
const prime2: u64 = 0xc2b2ae3d27d4eb4f;
const prime3: u64 = 0x165667b19e3779f9;
const prime4: u64 = 0x85ebca77c2b2ae63;
const prime5: u64 = 0x27d4eb2f165667c5;

/** Bytes that go in at a time: 8 for each of four accumulators. */
export const stripe: usize = 32;

let first: u64 = 0;
let second: u64 = 0;
let third: u64 = 0;
let fourth: u64 = 0;
let start: u64 = 0;
let total: u64 = 0;

/** Begins a hash of bytes that come piece by piece. */
export function beginHash(seed: u64): void {
  first = seed + prime1 + prime2;
  second = seed + prime2;
  third = seed;
  fourth = seed - prime1;
  start = seed;
  total = 0;
}

/** Takes as many whole stripes as lie between two places; answers where it stopped. */
export function takeStripes(from: usize, to: usize): usize {
  let a = first;
  let b = second;
  let c = third;
  let d = fourth;
  const end = from + ((to - from) & ~(stripe - 1));
  total += end - from;
  for (; from < end; from += stripe) {
    a = round(a, load<u64>(from));
    b = round(b, load<u64>(from, 8));
    c = round(c, load<u64>(from, 16));
    d = round(d, load<u64>(from, 24));
  }
  first = a;
  second = b;
  third = c;
  fourth = d;
  return end;
}

/** Takes the last bytes; answers the hash of all. */
export function finishHash(from: usize, to: usize): u64 {
  let at = takeStripes(from, to);
  let hash: u64 = start + prime5;
  if (total > 0) {
    hash = rotl(first, 1) + rotl(second, 7) + rotl(third, 12) + rotl(fourth, 18);
    hash = merge(merge(merge(merge(hash, first), second), third), fourth);
  }
  hash += total + (to - at);
  for (; at + 8 <= to; at += 8) hash = rotl(hash ^ round(0, load<u64>(at)), 27) * prime1 + prime4;
  if (at + 4 <= to) {
    hash = rotl(hash ^ (<u64>load<u32>(at) * prime1), 23) * prime2 + prime3;
    at += 4;
  }
  for (; at < to; at++) hash = rotl(hash ^ (<u64>load<u8>(at) * prime5), 11) * prime1;
  hash = (hash ^ (hash >> 33)) * prime2;
  hash = (hash ^ (hash >> 29)) * prime3;
  return hash ^ (hash >> 32);
}

/** The hash of `size` bytes. */
export function hashOf(from: usize, size: usize, seed: u64): u64 {
  beginHash(seed);
  return finishHash(from, from + size);
}

function round(accumulator: u64, lane: u64): u64 {
  return rotl(accumulator + lane * prime2, 31) * prime1;
}

function merge(hash: u64, accumulator: u64): u64 {
  return (hash ^ round(0, accumulator)) * prime1 + prime4;
}
