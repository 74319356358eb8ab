// Bilinear samples of a square picture, four at a time.
//
// Vectors' own minimum and maximum cost an instruction only as `pmin` and `pmax`; where the number may be −0 the constant comes first, so
// that a 0 stays one.

/** Added to a small whole number it leaves four times that in the lowest bits: the number's place among f32s. */
const toPlace: f32 = 2097152;
const placeBits = 0x7fff;

/**
 * Samples along a line, at x · slope + base for each x, four at a time from `x` on. Writes values to `values`, those of places beyond the
 * picture included, and to `mask` which are inside; says whether any is.
 */
export function sampleLine(from: usize, n: i32, x: v128, slopeX: v128, slopeY: v128, baseX: v128, baseY: v128, values: usize, mask: usize): bool {
  const low = f32x4.splat(-0.501);
  const high = f32x4.splat(<f32>n - 0.499);
  const zero = f32x4.splat(0);
  const last = f32x4.splat(<f32>(n - 1));
  const most = f32x4.splat(<f32>(n - 2));
  const side = f32x4.splat(<f32>n);
  const four = f32x4.splat(4);
  const row = <usize>(n << 2);
  const end = values + row;
  let any = i32x4.splat(0);
  for (; values < end; values += 16, mask += 16, x = f32x4.add(x, four)) {
    const atX = f32x4.add(f32x4.mul(x, slopeX), baseX);
    const atY = f32x4.add(f32x4.mul(x, slopeY), baseY);
    const valid = v128.and(v128.and(f32x4.ge(atX, low), f32x4.le(atX, high)), v128.and(f32x4.ge(atY, low), f32x4.le(atY, high)));
    v128.store(mask, valid);
    any = v128.or(any, valid);
    const inX = f32x4.pmin(last, f32x4.pmax(zero, atX));
    const inY = f32x4.pmin(last, f32x4.pmax(zero, atY));
    const wholeX = f32x4.pmin(f32x4.floor(inX), most);
    const wholeY = f32x4.pmin(f32x4.floor(inY), most);
    const shareX = f32x4.sub(inX, wholeX);
    const places = v128.and(f32x4.add(f32x4.add(f32x4.mul(wholeY, side), wholeX), f32x4.splat(toPlace)), i32x4.splat(placeBits));
    const ab = i64x2.extract_lane(places, 0);
    const cd = i64x2.extract_lane(places, 1);
    const a = from + <usize><u32>ab;
    const b = from + <usize>(ab >>> 32);
    const c = from + <usize><u32>cd;
    const d = from + <usize>(cd >>> 32);
    const above = blend(a, b, c, d, shareX);
    const below = blend(a + row, b + row, c + row, d + row, shareX);
    v128.store(values, f32x4.add(above, f32x4.mul(f32x4.sub(below, above), f32x4.sub(inY, wholeY))));
  }
  return v128.any_true(any);
}

/** Between the pairs of neighbours at four addresses. */
function blend(a: usize, b: usize, c: usize, d: usize, share: v128): v128 {
  const ab = v128.load64_lane(b, v128.load64_zero(a), 1);
  const cd = v128.load64_lane(d, v128.load64_zero(c), 1);
  const left = v128.shuffle<f32>(ab, cd, 0, 2, 4, 6);
  const right = v128.shuffle<f32>(ab, cd, 1, 3, 5, 7);
  return f32x4.add(left, f32x4.mul(f32x4.sub(right, left), share));
}

export function total(values: v128): f32 {
  return f32x4.extract_lane(values, 0) + f32x4.extract_lane(values, 1) + f32x4.extract_lane(values, 2) + f32x4.extract_lane(values, 3);
}
