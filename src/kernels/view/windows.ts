// Hashes of windows: the signs of the lowest coefficients of the cosine transform of a part of a view. Windows are products of a
// range of columns and a range of rows, so the rows are transformed once for each range of columns.
import { side } from './memory';

export const order = 8;
const maxRanges = 24;

/** By range and cell: the integral of each cosine over what of the cell lies in the range (8 × f32). */
const bases = memory.data(maxRanges * side * order * 4, 16);
/** By range of columns and row of the view: its 8 coefficients. */
const rowCoefficients = memory.data(maxRanges * side * order * 4, 16);

/** By range: the first of the cells that lie in it, wholly or partly, the one behind the last, and how many its side has (3 × u8). */
const spans = memory.data(maxRanges * 3, 4);

let ranges: i32 = 0;

/** Adds a range of a side, 0 ≤ from < to ≤ 1, of views of `cells` cells along each side, at most 40. Answers its number. */
export function addRange(from: f64, to: f64, cells: i32): i32 {
  const range = ranges++;
  const span = spans + <usize>(range * 3);
  store<u8>(span, <u8>Math.floor(from * cells));
  store<u8>(span, <u8>Math.ceil(to * cells), 1);
  store<u8>(span, <u8>cells, 2);
  for (let cell = 0; cell < cells; cell++) {
    const a = max(0, min(1, (<f64>cell / cells - from) / (to - from)));
    const b = max(0, min(1, (<f64>(cell + 1) / cells - from) / (to - from)));
    const at = bases + <usize>((range * side + cell) * order * 4);
    store<f32>(at, <f32>(b - a));
    for (let k = 1; k < order; k++) {
      const turn = Math.PI * <f64>k;
      store<f32>(at + (k << 2), <f32>((Math.sin(turn * b) - Math.sin(turn * a)) / turn));
    }
  }
  return range;
}

/** Transforms the rows of a view, which must have as many cells as the range was added for, for a range of columns. */
export function transformRows(view: usize, range: i32): void {
  const base = bases + <usize>(range * side * order * 4);
  let to = rowCoefficients + <usize>(range * side * order * 4);
  const span = spans + <usize>(range * 3);
  const first = <usize>load<u8>(span);
  const beyond = <usize>load<u8>(span, 1);
  const cells = <i32>load<u8>(span, 2);
  for (let y = 0; y < cells; y++, to += order * 4, view += <usize>cells * 4) {
    let low = f32x4.splat(0);
    let high = f32x4.splat(0);
    let at = base + first * order * 4;
    const end = view + beyond * 4;
    for (let cell = view + first * 4; cell < end; cell += 4, at += order * 4) {
      const value = v128.load_splat<f32>(cell);
      low = f32x4.add(low, f32x4.mul(value, v128.load(at)));
      high = f32x4.add(high, f32x4.mul(value, v128.load(at, 16)));
    }
    v128.store(to, low);
    v128.store(to, high, 16);
  }
}

/** Which bits of the last window's hash another picture of it may well have otherwise: their coefficients are small. */
export let unsure: u64 = 0;

/** Coefficients below this share of the mean, once high frequencies are raised to the level of low ones, are small. */
const smallShare: f32 = 0.3;

/** Magnitudes of a window's coefficients, each raised as natural pictures fall off with frequency. */
const magnitudes = memory.data(order * order * 4, 16);
const slopes = memory.data(order * order * 4, 16);
for (let v = 0; v < order; v++) {
  for (let u = 0; u < order; u++) {
    const frequency = u + v;
    store<f32>(slopes + ((v * order + u) << 2), frequency == 0 ? 0 : <f32>frequency + 1);
  }
}

/**
 * The hash of the window of two ranges of the same view, after `transformRows` of the first: bit 8·v + u is set where the coefficient of
 * frequency u across and v down is positive. Bit 0, which would be the mean's, is clear. Sets `unsure` too.
 */
export function hashWindow(columns: i32, rows: i32): u64 {
  let hash: u64 = 0;
  let sum = f32x4.splat(0);
  const base = bases + <usize>(rows * side * order * 4);
  const from = rowCoefficients + <usize>(columns * side * order * 4);
  const span = spans + <usize>(rows * 3);
  const first = <usize>load<u8>(span) * order * 4;
  const beyond = <usize>load<u8>(span, 1) * order * 4;
  for (let v = 0; v < order; v += 2) {
    let low0 = f32x4.splat(0);
    let high0 = f32x4.splat(0);
    let low1 = f32x4.splat(0);
    let high1 = f32x4.splat(0);
    let at = from + first;
    let weight = base + <usize>(v << 2) + first;
    for (const end = from + beyond; at < end; at += order * 4, weight += order * 4) {
      const low = v128.load(at);
      const high = v128.load(at, 16);
      const weight0 = v128.load_splat<f32>(weight);
      const weight1 = v128.load_splat<f32>(weight, 4);
      low0 = f32x4.add(low0, f32x4.mul(low, weight0));
      high0 = f32x4.add(high0, f32x4.mul(high, weight0));
      low1 = f32x4.add(low1, f32x4.mul(low, weight1));
      high1 = f32x4.add(high1, f32x4.mul(high, weight1));
    }
    const bits = signs(low0) | (signs(high0) << 4) | (signs(low1) << 8) | (signs(high1) << 12);
    hash |= <u64>bits << (v << 3);
    const slope = slopes + <usize>(v * order * 4);
    const to = magnitudes + <usize>(v * order * 4);
    sum = f32x4.add(sum, raise(low0, slope, to));
    sum = f32x4.add(sum, raise(high0, slope + 16, to + 16));
    sum = f32x4.add(sum, raise(low1, slope + 32, to + 32));
    sum = f32x4.add(sum, raise(high1, slope + 48, to + 48));
  }
  const all: f32 = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
  const bound = f32x4.splat((all * smallShare) / <f32>(order * order - 1));
  let small: u64 = 0;
  for (let i = 0; i < order * order; i += 4) {
    small |= <u64>i32x4.bitmask(f32x4.lt(v128.load(magnitudes + (i << 2)), bound)) << i;
  }
  unsure = small & ~(<u64>1);
  return hash & ~(<u64>1);
}

function raise(values: v128, slope: usize, to: usize): v128 {
  const magnitude = f32x4.mul(f32x4.abs(values), v128.load(slope));
  v128.store(to, magnitude);
  return magnitude;
}

function signs(values: v128): u32 {
  return <u32>i32x4.bitmask(f32x4.gt(values, f32x4.splat(0)));
}
