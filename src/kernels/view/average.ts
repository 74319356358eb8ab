// Area averages of a part of the grid: every cell of a view is the mean of what it covers, whatever the part's shape.
import { grid, gridWidth, rowSums, running, side } from './memory';

/** Where the running sums are read for each column of the view: left and right, as whole cells and fractions. */
const edges = memory.data(side * 16, 16);
const widths = memory.data(side * 4, 16);
/** Where each column covers four cells of the grid at most: the first (i32), and the share of each in the mean (4 × f32). */
const firsts = memory.data(side * 4, 16);
const shares = memory.data(side * 16, 16);
/** Whether all columns do. */
let narrow: bool = false;

/**
 * Averages the part [x0, x1) × [y0, y1) of the grid, in cells and fractions of them, into side × side means at `out` (f32).
 * Where the grid is coarser than the view, each mean still spans one cell of the grid: that is linear interpolation.
 */
export function average(x0: f32, y0: f32, x1: f32, y1: f32, out: usize): void {
  const first = <i32>floor(x0);
  const last = <i32>min(ceil(x1), <f32>gridWidth);
  placeColumns(x0, x1, first);
  const step = (y1 - y0) / <f32>side;
  const reach = max(step, 1) * 0.5;
  for (let row = 0; row < side; row++) {
    const centre = y0 + step * (<f32>row + 0.5);
    const top = max(y0, centre - reach);
    const bottom = min(y1, centre + reach);
    sumRows(top, bottom, first, last);
    const scale: f32 = 1 / (bottom - top);
    const to = out + <usize>(row * side * 4);
    if (narrow) {
      weigh(to, scale);
      continue;
    }
    sumUp(first, last);
    for (let column = 0; column < side; column++) {
      const at = edges + <usize>(column << 4);
      const width = load<f32>(widths + (column << 2));
      store<f32>(to + (column << 2), (runningAt(at + 8) - runningAt(at)) * scale * width);
    }
  }
}

/** The means of four columns at a time. */
function weigh(to: usize, scale: f32): void {
  const all = f32x4.splat(scale);
  for (let column: usize = 0; column < <usize>side; column += 4) {
    const a = weighted(column);
    const b = weighted(column + 1);
    const c = weighted(column + 2);
    const d = weighted(column + 3);
    // Sums of the lanes of each, by transposing.
    const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
    const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
    const sums = f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
    v128.store(to + (column << 2), f32x4.mul(sums, all));
  }
}

function weighted(column: usize): v128 {
  return f32x4.mul(v128.load(rowSums + <usize>load<i32>(firsts + (column << 2))), v128.load(shares + (column << 4)));
}

function placeColumns(x0: f32, x1: f32, first: i32): void {
  const step = (x1 - x0) / <f32>side;
  const reach = max(step, 1) * 0.5;
  narrow = reach <= 1.5;
  for (let column = 0; column < side; column++) {
    const centre = x0 + step * (<f32>column + 0.5);
    const left = max(x0, centre - reach);
    const right = min(x1, centre + reach);
    placeEdge(edges + <usize>(column << 4), left - <f32>first);
    placeEdge(edges + <usize>(column << 4) + 8, right - <f32>first);
    const width: f32 = 1 / (right - left);
    store<f32>(widths + (column << 2), width);
    if (!narrow) continue;
    const cell = <i32>left;
    store<i32>(firsts + (column << 2), (cell - first) << 2);
    for (let i = 0; i < 4; i++) {
      const share = min(right, <f32>(cell + i + 1)) - max(left, <f32>(cell + i));
      store<f32>(shares + <usize>((column << 4) + (i << 2)), max<f32>(0, share) * width);
    }
  }
}

function placeEdge(at: usize, x: f32): void {
  const whole = <i32>x;
  store<i32>(at, whole << 2);
  store<f32>(at + 4, x - <f32>whole);
}

function runningAt(edge: usize): f32 {
  const at = running + load<i32>(edge);
  const here = load<f32>(at);
  return here + (load<f32>(at + 4) - here) * load<f32>(edge + 4);
}

/** Sums of the columns first … last over the rows [top, bottom), cut rows by their share. */
function sumRows(top: f32, bottom: f32, first: i32, last: i32): void {
  memory.fill(rowSums, 0, (last - first + 16) << 2);
  const end = <i32>ceil(bottom);
  for (let y = <i32>floor(top); y < end; y++) {
    const share = min(bottom, <f32>(y + 1)) - max(top, <f32>y);
    if (share <= 0) continue;
    const weight = f32x4.splat(share);
    let from = grid + <usize>(y * gridWidth + first);
    let to = rowSums;
    for (let x = first; x < last; x += 8, from += 8, to += 32) {
      const wide = v128.load_ext<u8>(from);
      v128.store(to, f32x4.add(v128.load(to), f32x4.mul(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(wide)), weight)));
      v128.store(to, f32x4.add(v128.load(to, 16), f32x4.mul(f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(wide)), weight)), 16);
    }
  }
}

function sumUp(first: i32, last: i32): void {
  let sum: f32 = 0;
  store<f32>(running, 0);
  const count = last - first;
  for (let x = 0; x < count; x++) {
    sum += load<f32>(rowSums + (x << 2));
    store<f32>(running + ((x + 1) << 2), sum);
  }
  // What lies right at the far edge reads one past it.
  store<f32>(running + ((count + 1) << 2), sum);
}
