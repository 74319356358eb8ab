// Finds the affine map that lays one picture over another: inverse compositional Gauss-Newton steps (S. Baker, I. Matthews,
// "Lucas-Kanade 20 years on", 2004, §3.2) with Geman-McClure weights, so that what one of the two has added (a caption) pulls little.
import { mostSide } from './patches';
import { sampleLine, total } from './sample';
import { addRight, addTo, clear, solve, unknown } from './solve';

/** The map from B to A, in sides of the picture from its middle: (x, y) → (xx·x + xy·y + x0, yx·x + yy·y + y0). */
export let xx: f32 = 1;
export let xy: f32 = 0;
export let x0: f32 = 0;
export let yx: f32 = 0;
export let yy: f32 = 1;
export let y0: f32 = 0;

/** How far the last step moved the farthest corner, in cells. */
export let moved: f32 = 0;

/** Of the state before the last step: normalised cross-correlation over the overlap, and the cells in it. */
export let correlation: f32 = 0;
export let overlap: f32 = 0;

/** Of a line: which places lie on both pictures, by how much they differ there, and how much that counts. */
const valids = memory.data(mostSide * 4, 16);
const residuals = memory.data(mostSide * 4, 16);
const weights = memory.data(mostSide * 4, 16);

export function setMap(a: f32, b: f32, c: f32, d: f32, e: f32, f: f32): void {
  xx = a;
  xy = b;
  x0 = c;
  yx = d;
  yy = e;
  y0 = f;
}

/**
 * One step on pictures of n × n normalised cells; residuals beyond `tolerance` lose their weight. False where it cannot go on.
 *
 * Each line is gone over in turn for one purpose after the other: all sums at once are more than the processor has registers for.
 */
export function step(a: usize, b: usize, n: i32, tolerance: f32): bool {
  clear();
  const centre = <f32>(n - 1) * 0.5;
  const firstX = f32x4.sub(f32x4(0, 1, 2, 3), f32x4.splat(centre));
  const bound = f32x4.splat(tolerance * tolerance);
  const one = f32x4.splat(1);
  let sumAB = f32x4.splat(0);
  let sumAA = f32x4.splat(0);
  let sumBB = f32x4.splat(0);
  let count = f32x4.splat(0);
  const row = <usize>(n << 2);
  for (let line = 1; line < n - 1; line++) {
    const y = <f32>line - centre;
    const baseX = f32x4.splat(xy * y + x0 * <f32>n + centre);
    const baseY = f32x4.splat(yy * y + y0 * <f32>n + centre);
    if (!sampleLine(a, n, firstX, f32x4.splat(xx), f32x4.splat(yx), baseX, baseY, residuals, valids)) continue;
    const own = b + <usize>line * row;
    for (let at: usize = 0; at < row; at += 16) {
      const valid = v128.load(valids + at);
      const mine = v128.and(v128.load(own + at), valid);
      const other = v128.and(v128.load(residuals + at), valid);
      sumAB = f32x4.add(sumAB, f32x4.mul(mine, other));
      sumAA = f32x4.add(sumAA, f32x4.mul(other, other));
      sumBB = f32x4.add(sumBB, f32x4.mul(mine, mine));
      count = f32x4.add(count, v128.and(one, valid));
      const r = f32x4.sub(other, mine);
      const falling = f32x4.div(bound, f32x4.add(bound, f32x4.mul(r, r)));
      v128.store(residuals + at, r);
      v128.store(weights + at, v128.and(f32x4.mul(falling, falling), valid));
    }
    sumAcross(own, row, firstX, y);
    sumDown(own, row, firstX, y);
  }
  overlap = total(count);
  const energy = total(sumAA) * total(sumBB);
  correlation = energy > 0 ? total(sumAB) / Mathf.sqrt(energy) : 0;
  if (!solve(0.001)) return false;
  return compose(n);
}

/** What a line's gradients across say, alone and with those down. */
function sumAcross(own: usize, row: usize, x: v128, y: f32): void {
  const half = f32x4.splat(0.5);
  const four = f32x4.splat(4);
  let gxx = f32x4.splat(0);
  let gxxX = f32x4.splat(0);
  let gxxXX = f32x4.splat(0);
  let gxy = f32x4.splat(0);
  let gxyX = f32x4.splat(0);
  let gxyXX = f32x4.splat(0);
  let rx = f32x4.splat(0);
  let rxX = f32x4.splat(0);
  for (let at: usize = 0; at < row; at += 16, own += 16, x = f32x4.add(x, four)) {
    // At the first and last column this reads a neighbouring row's cell; there a zero stands in its place.
    let gx = f32x4.mul(f32x4.sub(v128.load(own, 4), v128.load(own - 4)), half);
    if (at == 0) gx = f32x4.replace_lane(gx, 0, 0);
    if (at + 16 == row) gx = f32x4.replace_lane(gx, 3, 0);
    const gy = f32x4.mul(f32x4.sub(v128.load(own + row), v128.load(own - row)), half);
    const wx = f32x4.mul(v128.load(weights + at), gx);
    let term = f32x4.mul(wx, gx);
    gxx = f32x4.add(gxx, term);
    term = f32x4.mul(term, x);
    gxxX = f32x4.add(gxxX, term);
    gxxXX = f32x4.add(gxxXX, f32x4.mul(term, x));
    term = f32x4.mul(wx, gy);
    gxy = f32x4.add(gxy, term);
    term = f32x4.mul(term, x);
    gxyX = f32x4.add(gxyX, term);
    gxyXX = f32x4.add(gxyXX, f32x4.mul(term, x));
    term = f32x4.mul(wx, v128.load(residuals + at));
    rx = f32x4.add(rx, term);
    rxX = f32x4.add(rxX, f32x4.mul(term, x));
  }
  addRow(0, total(gxx), total(gxxX), total(gxxXX), y);
  addCross(total(gxy), total(gxyX), total(gxyXX), y);
  addResidual(0, total(rx), total(rxX), y);
}

/** What a line's gradients down say. */
function sumDown(own: usize, row: usize, x: v128, y: f32): void {
  const half = f32x4.splat(0.5);
  const four = f32x4.splat(4);
  let gyy = f32x4.splat(0);
  let gyyX = f32x4.splat(0);
  let gyyXX = f32x4.splat(0);
  let ry = f32x4.splat(0);
  let ryX = f32x4.splat(0);
  for (let at: usize = 0; at < row; at += 16, own += 16, x = f32x4.add(x, four)) {
    const gy = f32x4.mul(f32x4.sub(v128.load(own + row), v128.load(own - row)), half);
    const wy = f32x4.mul(v128.load(weights + at), gy);
    let term = f32x4.mul(wy, gy);
    gyy = f32x4.add(gyy, term);
    term = f32x4.mul(term, x);
    gyyX = f32x4.add(gyyX, term);
    gyyXX = f32x4.add(gyyXX, f32x4.mul(term, x));
    term = f32x4.mul(wy, v128.load(residuals + at));
    ry = f32x4.add(ry, term);
    ryX = f32x4.add(ryX, f32x4.mul(term, x));
  }
  addRow(3, total(gyy), total(gyyX), total(gyyXX), y);
  addResidual(3, total(ry), total(ryX), y);
}

/** The block of one gradient component: unknowns first … first + 2 stand for x, y and 1. */
function addRow(first: i32, g: f64, gX: f64, gXX: f64, y: f64): void {
  addTo(first, first, gXX);
  addTo(first + 1, first, gX * y);
  addTo(first + 1, first + 1, g * y * y);
  addTo(first + 2, first, gX);
  addTo(first + 2, first + 1, g * y);
  addTo(first + 2, first + 2, g);
}

function addCross(g: f64, gX: f64, gXX: f64, y: f64): void {
  addTo(3, 0, gXX);
  addTo(3, 1, gX * y);
  addTo(3, 2, gX);
  addTo(4, 0, gX * y);
  addTo(4, 1, g * y * y);
  addTo(4, 2, g * y);
  addTo(5, 0, gX);
  addTo(5, 1, g * y);
  addTo(5, 2, g);
}

function addResidual(first: i32, r: f64, rX: f64, y: f64): void {
  addRight(first, rX);
  addRight(first + 1, r * y);
  addRight(first + 2, r);
}

/** The map after the inverse of the step that was solved for. */
function compose(n: i32): bool {
  const a = 1 + unknown(0);
  const b = unknown(1);
  const c = unknown(3);
  const d = 1 + unknown(4);
  const determinant = a * d - b * c;
  if (!(abs(determinant) > 0.2)) return false;
  // The step as a map of cells is the identity but for these.
  const far = <f64>n * 0.5;
  moved = <f32>(abs(unknown(2)) + abs(unknown(5)) + far * (abs(unknown(0)) + abs(b) + abs(c) + abs(unknown(4))));
  const tx = unknown(2) / n;
  const ty = unknown(5) / n;
  if (!(abs(tx) + abs(ty) < 0.5)) return false;
  const ia = d / determinant;
  const ib = -b / determinant;
  const ic = -c / determinant;
  const id = a / determinant;
  const mxx = xx * ia + xy * ic;
  const mxy = xx * ib + xy * id;
  const myx = yx * ia + yy * ic;
  const myy = yx * ib + yy * id;
  x0 -= <f32>(mxx * tx + mxy * ty);
  y0 -= <f32>(myx * tx + myy * ty);
  xx = <f32>mxx;
  xy = <f32>mxy;
  yx = <f32>myx;
  yy = <f32>myy;
  return true;
}
