// Coefficients to samples, at an eighth, a quarter or half of the picture's scale.

/** Quantisation steps of the kept coefficients: i32, row by row of frequencies. */
export const steps = memory.data(16 * 4, 16);

/** Eight samples of coefficients that are read at `cell`. */
function eightMeans(cell: usize, factor: v128): v128 {
  const four = i32x4.splat(4);
  const grey = i32x4.splat(128);
  const coefficients = v128.load(cell);
  let low = i32x4.add(i32x4.extmul_low_i16x8_s(coefficients, factor), four);
  let high = i32x4.add(i32x4.extmul_high_i16x8_s(coefficients, factor), four);
  // Bits 3–12, as a signed number: libjpeg's range-limit table takes no more.
  low = i32x4.add(i32x4.shr_s(i32x4.shl(low, 19), 22), grey);
  high = i32x4.add(i32x4.shr_s(i32x4.shl(high, 19), 22), grey);
  return i16x8.narrow_i32x4_s(low, high);
}

/**
 * Samples (u8) of an eighth of the picture's scale, from DC coefficients: each is eight times the mean of its block (ITU-T T.81
 * §A.3.3). To the last bit what libjpeg's `jpeg_idct_1x1` gives, wrap-around of absurd values included.
 */
export function means(plane: usize, cells: i32, out: usize): void {
  const factor = i16x8.splat(<i16>load<i32>(steps));
  for (let i = 0; i < cells; i += 16) {
    const cell = plane + <usize>(i << 1);
    v128.store(out + i, i8x16.narrow_i16x8_u(eightMeans(cell, factor), eightMeans(cell + 16, factor)));
  }
}

function grey(value: i32): u8 {
  return <u8>min(max(value + 128, 0), 255);
}

/**
 * Samples of a quarter of the scale: the inverse transform of two points a side, which for the lowest coefficients are sums and
 * differences.
 */
export function quarters(plane: usize, width: i32, height: i32, out: usize): void {
  const mean = load<i32>(steps);
  const across = load<i32>(steps, 4);
  const down = load<i32>(steps, 8);
  const both = load<i32>(steps, 12);
  const stride = width * 2;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * stride + x) * 2;
      const cell = plane + (at << 1);
      const a = <i32>load<i16>(cell) * mean + 4;
      const b = <i32>load<i16>(cell, 2) * across;
      const c = <i32>load<i16>(cell + (stride << 1)) * down;
      const d = <i32>load<i16>(cell + (stride << 1), 2) * both;
      store<u8>(out + at, grey((a + b + c + d) >> 3));
      store<u8>(out + at, grey((a - b + c - d) >> 3), 1);
      store<u8>(out + at + stride, grey((a + b - c - d) >> 3));
      store<u8>(out + at + stride, grey((a - b - c + d) >> 3), 1);
    }
  }
}

/** C(u) cos((2x + 1) u π / 8) for u, x = 0 … 3: the transform of four points (§A.3.3 with 4 for 8). */
const basis = memory.data<f32>([
  0.70710678, 0.70710678, 0.70710678, 0.70710678, 0.92387953, 0.38268343, -0.38268343, -0.92387953, 0.70710678, -0.70710678, -0.70710678,
  0.70710678, 0.38268343, -0.92387953, 0.92387953, -0.38268343,
]);

/** Samples of half the scale: the inverse transform of four points a side. */
export function halves(plane: usize, width: i32, height: i32, out: usize): void {
  const stride = width * 4;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * stride + x) * 4;
      let row0 = f32x4.splat(0);
      let row1 = f32x4.splat(0);
      let row2 = f32x4.splat(0);
      let row3 = f32x4.splat(0);
      for (let v = 0; v < 4; v++) {
        let line = f32x4.splat(0);
        for (let u = 0; u < 4; u++) {
          const coefficient = <i32>load<i16>(plane + ((at + v * stride + u) << 1)) * load<i32>(steps + (((v << 2) + u) << 2));
          line = f32x4.add(line, f32x4.mul(f32x4.splat(<f32>coefficient), v128.load(basis + (u << 4))));
        }
        const weights = basis + (v << 4);
        row0 = f32x4.add(row0, f32x4.mul(line, f32x4.splat(load<f32>(weights))));
        row1 = f32x4.add(row1, f32x4.mul(line, f32x4.splat(load<f32>(weights, 4))));
        row2 = f32x4.add(row2, f32x4.mul(line, f32x4.splat(load<f32>(weights, 8))));
        row3 = f32x4.add(row3, f32x4.mul(line, f32x4.splat(load<f32>(weights, 12))));
      }
      putFour(out + at, row0);
      putFour(out + at + stride, row1);
      putFour(out + at + 2 * stride, row2);
      putFour(out + at + 3 * stride, row3);
    }
  }
}

function putFour(out: usize, quadruple: v128): void {
  const scaled = f32x4.nearest(f32x4.add(f32x4.mul(quadruple, f32x4.splat(0.25)), f32x4.splat(128)));
  const whole = i32x4.trunc_sat_f32x4_s(scaled);
  const bytes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(whole, whole), i64x2.splat(0));
  v128.store32_lane(out, bytes, 0);
}
