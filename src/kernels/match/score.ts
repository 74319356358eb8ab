// How alike two registered pictures are, cell by cell.
import { normalise, smooth } from './patches';
import { inside, sample, total } from './sample';
import { x0, xx, xy, y0, yx, yy } from './register';
import { noise, rawOf, side } from './slots';

/** Cells along a side of the blocks that are judged together. */
const block = 4;
const blocks = side / block;
/** Share of the blocks that are left out of the trimmed correlation. */
const trim: f32 = 0.2;
/** Smoothing of both pictures, as a variance in cells²; and more of the finer one for each unit of difference in cell area. */
const base: f32 = 0.5;
const extra: f32 = 0.3;
const blocksSize: usize = blocks * blocks * 4;

const patchA = memory.data(side * side * 4, 16);
const patchB = memory.data(side * side * 4, 16);
const mask = memory.data(side * side * 4, 16);
const products = memory.data(blocks * blocks * 4, 16);
const energies = memory.data(blocks * blocks * 4, 16);

/** Correlation over the overlap; the same without the blocks that differ most; and how many cells carry detail in both. */
export let correlation: f32 = 0;
export let trimmed: f32 = 0;
export let support: f32 = 0;
export let overlap: f32 = 0;

/** Compares the pictures in two slots under the registered map. */
export function score(a: i32, b: i32): void {
  layOver(rawOf(a));
  // Over a part of A its cells are larger than B's, which has to be smoothed to match.
  const across: f32 = <f32>1 / max<f32>(0.2, xx * xx + yx * yx) - 1;
  const down: f32 = <f32>1 / max<f32>(0.2, xy * xy + yy * yy) - 1;
  smooth(patchA, patchA, side, min<f32>(0.66, base + max<f32>(0, -across * extra)), min<f32>(0.66, base + max<f32>(0, -down * extra)));
  smooth(rawOf(b), patchB, side, min<f32>(0.66, base + max<f32>(0, across * extra)), min<f32>(0.66, base + max<f32>(0, down * extra)));
  normalise(patchA, patchA, side, noise);
  normalise(patchB, patchB, side, noise);
  compareBlocks();
  judge();
}

function layOver(a: usize): void {
  const centre = <f32>(side - 1) * 0.5;
  const firsts = f32x4(0, 1, 2, 3);
  let at: usize = 0;
  for (let line = 0; line < side; line++) {
    const y = <f32>line - centre;
    const baseX = f32x4.splat(xy * y + x0 * <f32>side + centre);
    const baseY = f32x4.splat(yy * y + y0 * <f32>side + centre);
    for (let first = 0; first < side; first += 4, at += 16) {
      const x = f32x4.add(f32x4.splat(<f32>first - centre), firsts);
      const atX = f32x4.add(f32x4.mul(x, f32x4.splat(xx)), baseX);
      const atY = f32x4.add(f32x4.mul(x, f32x4.splat(yx)), baseY);
      v128.store(patchA + at, sample(a, side, atX, atY));
      v128.store(mask + at, inside(atX, atY, side));
    }
  }
}

let energyA: f32 = 0;
let energyB: f32 = 0;

function compareBlocks(): void {
  let count = f32x4.splat(0);
  const one = f32x4.splat(1);
  let allA: f32 = 0;
  let allB: f32 = 0;
  for (let row = 0; row < blocks; row++) {
    for (let column = 0; column < blocks; column++) {
      let sumAA = f32x4.splat(0);
      let sumBB = f32x4.splat(0);
      let sumAB = f32x4.splat(0);
      for (let line = 0; line < block; line++) {
        const at = <usize>(((row * block + line) * side + column * block) << 2);
        const valid = v128.load(mask + at);
        count = f32x4.add(count, v128.and(one, valid));
        const a = v128.and(v128.load(patchA + at), valid);
        const b = v128.and(v128.load(patchB + at), valid);
        sumAA = f32x4.add(sumAA, f32x4.mul(a, a));
        sumBB = f32x4.add(sumBB, f32x4.mul(b, b));
        sumAB = f32x4.add(sumAB, f32x4.mul(a, b));
      }
      const at = <usize>((row * blocks + column) << 2);
      const aa = total(sumAA);
      const bb = total(sumBB);
      allA += aa;
      allB += bb;
      store<f32>(products + at, total(sumAB));
      store<f32>(energies + at, 0.5 * (aa + bb));
    }
  }
  overlap = total(count) / <f32>(side * side);
  energyA = allA;
  energyB = allB;
}

function judge(): void {
  let product: f32 = 0;
  let energy: f32 = 0;
  for (let i: usize = 0; i < blocksSize; i += 4) {
    product += load<f32>(products + i);
    energy += load<f32>(energies + i);
  }
  support = Mathf.sqrt(energyA * energyB);
  correlation = support > 0 ? product / support : 0;
  // Blocks with the largest difference go first, as many as `trim` allows of all.
  const most = <i32>(trim * <f32>(blocks * blocks) * overlap);
  for (let n = 0; n < most; n++) {
    let largest: f32 = 0;
    let which: usize = 0;
    for (let i: usize = 0; i < blocksSize; i += 4) {
      const difference = load<f32>(energies + i) - load<f32>(products + i);
      if (difference > largest) {
        largest = difference;
        which = i;
      }
    }
    if (largest == 0) break;
    product -= load<f32>(products + which);
    energy -= load<f32>(energies + which);
    store<f32>(products + which, 0);
    store<f32>(energies + which, 0);
  }
  trimmed = energy > 0 ? product / energy : 0;
}
