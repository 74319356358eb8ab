// Bilinear samples of a square picture, four at a time.

/** Whether each place lies on the picture: half a cell beyond the outermost centres still does. */
export function inside(x: v128, y: v128, n: i32): v128 {
  const low = f32x4.splat(-0.501);
  const high = f32x4.splat(<f32>n - 0.499);
  return v128.and(v128.and(f32x4.ge(x, low), f32x4.le(x, high)), v128.and(f32x4.ge(y, low), f32x4.le(y, high)));
}

/** Values at (x, y) in cells, 0 at the first cell's centre; places beyond the picture count as its nearest. */
export function sample(from: usize, n: i32, x: v128, y: v128): v128 {
  const zero = f32x4.splat(0);
  const last = f32x4.splat(<f32>(n - 1));
  const most = i32x4.splat(n - 2);
  const inX = f32x4.min(f32x4.max(x, zero), last);
  const inY = f32x4.min(f32x4.max(y, zero), last);
  const wholeX = i32x4.min_s(i32x4.trunc_sat_f32x4_s(inX), most);
  const wholeY = i32x4.min_s(i32x4.trunc_sat_f32x4_s(inY), most);
  const shareX = f32x4.sub(inX, f32x4.convert_i32x4_s(wholeX));
  const shareY = f32x4.sub(inY, f32x4.convert_i32x4_s(wholeY));
  const places = i32x4.shl(i32x4.add(i32x4.mul(wholeY, i32x4.splat(n)), wholeX), 2);
  const a = from + <usize>i32x4.extract_lane(places, 0);
  const b = from + <usize>i32x4.extract_lane(places, 1);
  const c = from + <usize>i32x4.extract_lane(places, 2);
  const d = from + <usize>i32x4.extract_lane(places, 3);
  const above = blend(v128.load64_zero(a), v128.load64_zero(b), v128.load64_zero(c), v128.load64_zero(d), shareX);
  const row = <usize>(n << 2);
  const below = blend(v128.load64_zero(a + row), v128.load64_zero(b + row), v128.load64_zero(c + row), v128.load64_zero(d + row), shareX);
  return f32x4.add(above, f32x4.mul(f32x4.sub(below, above), shareY));
}

function blend(a: v128, b: v128, c: v128, d: v128, share: v128): v128 {
  const ab = v128.shuffle<f32>(a, b, 0, 1, 4, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 1, 4, 5);
  const left = v128.shuffle<f32>(ab, cd, 0, 2, 4, 6);
  const right = v128.shuffle<f32>(ab, cd, 1, 3, 5, 7);
  return f32x4.add(left, f32x4.mul(f32x4.sub(right, left), share));
}

export function total(values: v128): f32 {
  return f32x4.extract_lane(values, 0) + f32x4.extract_lane(values, 1) + f32x4.extract_lane(values, 2) + f32x4.extract_lane(values, 3);
}
