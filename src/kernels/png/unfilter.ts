// Undoes PNG's filters (PNG third edition §9), out of place: the filtered bytes are deflate's history still.

export const filterNone: u32 = 0;
export const filterSub: u32 = 1;
export const filterUp: u32 = 2;
export const filterAverage: u32 = 3;
export const filterPaeth: u32 = 4;

/** Bytes that may be read and written before and behind a row of pixels. */
export const margin: usize = 64;

/**
 * §9.4 for 16 bytes at a time: of left, above and upper left whichever is nearest to left + above − upper left. The distance to
 * upper left, |(left − corner) + (up − corner)|, is kept within 8 bits by adding the positive and the negative parts apart;
 * saturated it is no less than either of the others, and a tie goes to them.
 */
export function paeth(left: v128, up: v128, corner: v128): v128 {
  const upOver = i8x16.sub_sat_u(up, corner);
  const upUnder = i8x16.sub_sat_u(corner, up);
  const leftOver = i8x16.sub_sat_u(left, corner);
  const leftUnder = i8x16.sub_sat_u(corner, left);
  const toLeft = v128.or(upOver, upUnder);
  const toUp = v128.or(leftOver, leftUnder);
  const over = i8x16.add_sat_u(upOver, leftOver);
  const under = i8x16.add_sat_u(upUnder, leftUnder);
  const toCorner = v128.or(i8x16.sub_sat_u(over, under), i8x16.sub_sat_u(under, over));
  const nearer = i8x16.min_u(toLeft, toUp);
  const side = v128.bitselect(left, up, i8x16.eq(nearer, toLeft));
  return v128.bitselect(side, corner, i8x16.eq(i8x16.min_u(nearer, toCorner), nearer));
}

/** Means of bytes, rounded down. */
export function halfway(a: v128, b: v128): v128 {
  return i8x16.sub(i8x16.avgr_u(a, b), v128.and(v128.xor(a, b), i8x16.splat(1)));
}

/**
 * One row of `size` bytes from `from` to `to`, below the row at `above`; pixels of `pixel` bytes, 1–8. The pixel before is kept in
 * a register of 8 bytes, of which those beyond the pixel are garbage that the next pixel overwrites.
 */
export function unfilterRow(filter: u32, from: usize, to: usize, above: usize, size: usize, pixel: usize): void {
  const end = to + size;
  let left = i64x2.splat(0);
  let corner = i64x2.splat(0);
  switch (filter) {
    case filterNone:
      memory.copy(to, from, size);
      return;
    case filterUp:
      for (; to < end; to += 16, from += 16, above += 16) v128.store(to, i8x16.add(v128.load(from), v128.load(above)));
      return;
    case filterSub:
      for (; to < end; to += pixel, from += pixel) {
        left = i8x16.add(left, v128.load64_zero(from));
        v128.store64_lane(to, left, 0);
      }
      return;
    case filterAverage:
      for (; to < end; to += pixel, from += pixel, above += pixel) {
        left = i8x16.add(halfway(left, v128.load64_zero(above)), v128.load64_zero(from));
        v128.store64_lane(to, left, 0);
      }
      return;
    default:
      for (; to < end; to += pixel, from += pixel, above += pixel) {
        const up = v128.load64_zero(above);
        left = i8x16.add(paeth(left, up, corner), v128.load64_zero(from));
        corner = up;
        v128.store64_lane(to, left, 0);
      }
  }
}
