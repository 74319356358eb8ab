/** Ones among the low 32 bits (H. S. Warren, "Hacker's Delight", §5–1). */
export function popcount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  n = (n + (n >>> 4)) & 0x0f0f0f0f;
  return Math.imul(n, 0x01010101) >>> 24;
}

/** Bits in which hashes `a` and `b` differ, 0–64. `hashes` holds [low, high] pairs. */
export function hammingDistance(hashes: Uint32Array, a: number, b: number): number {
  return popcount(hashes[2 * a]! ^ hashes[2 * b]!) + popcount(hashes[2 * a + 1]! ^ hashes[2 * b + 1]!);
}
