// Small square pictures of one f32 per cell: smoothing and local normalisation. Sides are multiples of four.

/** The largest side, and a rim of two cells around it. */
export const mostSide = 40;
const rim = 2;
const stride = mostSide + 2 * rim;

const padded = memory.data(stride * stride * 4, 16);
const sums = memory.data(stride * stride * 4, 16);
const squares = memory.data(stride * stride * 4, 16);

/** Copies a picture into `padded`, its edge cells repeated over the rim. */
function pad(from: usize, n: i32): void {
  for (let y = -rim; y < n + rim; y++) {
    const row = from + <usize>(max(0, min(n - 1, y)) * n * 4);
    const to = padded + <usize>((y + rim) * stride * 4);
    memory.copy(to + rim * 4, row, n << 2);
    const first = load<f32>(row);
    const last = load<f32>(row + ((n - 1) << 2));
    store<f32>(to, first);
    store<f32>(to, first, 4);
    store<f32>(to + ((n + rim) << 2), last);
    store<f32>(to + ((n + rim) << 2), last, 4);
  }
}

/** Smooths with three taps along each side that have the given variances, 0–0.66 cells²; in place is fine. */
export function smooth(from: usize, to: usize, n: i32, across: f32, down: f32): void {
  pad(from, n);
  const sideways = f32x4.splat(across * 0.5);
  const kept = f32x4.splat(1 - across);
  for (let y = 1; y < n + 3; y++) {
    let at = padded + <usize>((y * stride + rim) * 4);
    let out = sums + <usize>(y * stride * 4);
    for (let x = 0; x < n; x += 4, at += 16, out += 16) {
      const both = f32x4.add(v128.load(at - 4), v128.load(at, 4));
      v128.store(out, f32x4.add(f32x4.mul(both, sideways), f32x4.mul(v128.load(at), kept)));
    }
  }
  const beside = f32x4.splat(down * 0.5);
  const own = f32x4.splat(1 - down);
  for (let y = 0; y < n; y++) {
    let at = sums + <usize>((y + rim) * stride * 4);
    for (let x = 0; x < n; x += 4, at += 16, to += 16) {
      const both = f32x4.add(v128.load(at - stride * 4), v128.load(at, stride * 4));
      v128.store(to, f32x4.add(f32x4.mul(both, beside), f32x4.mul(v128.load(at), own)));
    }
  }
}

/**
 * Local normalisation: each cell less the mean of the 5 × 5 cells around it, over their standard deviation with `noise` grey
 * levels added in squares, so that what is nearly flat stays nearly nothing. In place is fine.
 */
export function normalise(from: usize, to: usize, n: i32, noise: f32): void {
  pad(from, n);
  for (let y = 0; y < n + 4; y++) {
    let at = padded + <usize>(y * stride * 4);
    let sum = sums + <usize>(y * stride * 4);
    let square = squares + <usize>(y * stride * 4);
    for (let x = 0; x < n; x += 4, at += 16, sum += 16, square += 16) {
      const a = v128.load(at);
      const b = v128.load(at, 4);
      const c = v128.load(at, 8);
      const d = v128.load(at, 12);
      const e = v128.load(at, 16);
      v128.store(sum, f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(d, e)), c));
      const outer = f32x4.add(f32x4.add(f32x4.mul(a, a), f32x4.mul(b, b)), f32x4.add(f32x4.mul(d, d), f32x4.mul(e, e)));
      v128.store(square, f32x4.add(outer, f32x4.mul(c, c)));
    }
  }
  const share = f32x4.splat(<f32>(1.0 / 25.0));
  const floor = f32x4.splat(noise * noise);
  const zero = f32x4.splat(0);
  const row = stride * 4;
  for (let y = 0; y < n; y++) {
    let sum = sums + <usize>(y * row);
    let square = squares + <usize>(y * row);
    let at = padded + <usize>((y + rim) * row + rim * 4);
    for (let x = 0; x < n; x += 4, sum += 16, square += 16, at += 16, to += 16) {
      const mean = f32x4.mul(column(sum), share);
      const variance = f32x4.sub(f32x4.mul(column(square), share), f32x4.mul(mean, mean));
      const spread = f32x4.sqrt(f32x4.add(f32x4.pmax(zero, variance), floor));
      v128.store(to, f32x4.div(f32x4.sub(v128.load(at), mean), spread));
    }
  }
}

function column(at: usize): v128 {
  const outer = f32x4.add(f32x4.add(v128.load(at), v128.load(at, stride * 4)), f32x4.add(v128.load(at, 3 * stride * 4), v128.load(at, 4 * stride * 4)));
  return f32x4.add(outer, v128.load(at, 2 * stride * 4));
}

/** Means of 2 × 2 cells. */
export function halve(from: usize, to: usize, n: i32): void {
  for (let y = 0; y < n; y += 2) {
    for (let x = 0; x < n; x += 2, to += 4) {
      const at = from + <usize>((y * n + x) * 4);
      store<f32>(to, (load<f32>(at) + load<f32>(at, 4) + load<f32>(at + (n << 2)) + load<f32>(at + (n << 2), 4)) * 0.25);
    }
  }
}
