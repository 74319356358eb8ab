// The checksum of zlib streams (RFC 1950 §8.2), 16 bytes at a time.

const modulus = 65521;
/** The most bytes, a multiple of 16, over which the sums stay below 2^32 (zlib's NMAX is 5552). */
const longest = 5552;

let low: u32 = 1;
let high: u32 = 0;

export function resetAdler(): void {
  low = 1;
  high = 0;
}

export function adler(): u32 {
  return (high << 16) | low;
}

export function addAdler(from: usize, to: usize): void {
  while (from < to) {
    const stop = min(to, from + longest);
    const vectors = from + ((stop - from) & ~15);
    if (from < vectors) {
      high += low * <u32>(vectors - from);
      // Sums of bytes; sums of the sums before each vector; and each byte times its distance to the end of its vector.
      let bytes = i32x4.splat(0);
      let sums = i32x4.splat(0);
      let within = i32x4.splat(0);
      for (; from < vectors; from += 16) {
        const vector = v128.load(from);
        sums = i32x4.add(sums, bytes);
        bytes = i32x4.add(bytes, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(vector)));
        within = i32x4.add(within, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(vector), i16x8(16, 15, 14, 13, 12, 11, 10, 9)));
        within = i32x4.add(within, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(vector), i16x8(8, 7, 6, 5, 4, 3, 2, 1)));
      }
      low += lanes(bytes);
      high += (lanes(sums) << 4) + lanes(within);
    }
    for (; from < stop; from++) {
      low += load<u8>(from);
      high += low;
    }
    low %= modulus;
    high %= modulus;
  }
}

function lanes(sums: v128): u32 {
  return i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
}
