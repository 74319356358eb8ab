// How alike two registered pictures are, cell by cell.
import { normalise, smooth } from './patches';
import { sampleLine, total } from './sample';
import { x0, xx, xy, y0, yx, yy } from './register';
import { fineOf, noise, rawOf, side } from './slots';

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
const losses = memory.data(blocks * blocks * 4, 16);

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
  normalise(patchA, patchA, side, noise);
  if (across > 0 || down > 0) {
    smooth(rawOf(b), patchB, side, min<f32>(0.66, base + max<f32>(0, across * extra)), min<f32>(0.66, base + max<f32>(0, down * extra)));
    normalise(patchB, patchB, side, noise);
    compareBlocks(patchB);
  } else {
    // It would be smoothed as it was when it was made ready.
    compareBlocks(fineOf(b));
  }
  judge();
}

function layOver(a: usize): void {
  const centre = <f32>(side - 1) * 0.5;
  const firstX = f32x4.sub(f32x4(0, 1, 2, 3), f32x4.splat(centre));
  const slopeX = f32x4.splat(xx);
  const slopeY = f32x4.splat(yx);
  for (let line = 0; line < side; line++) {
    const y = <f32>line - centre;
    const baseX = f32x4.splat(xy * y + x0 * <f32>side + centre);
    const baseY = f32x4.splat(yy * y + y0 * <f32>side + centre);
    const at = <usize>(line * side * 4);
    sampleLine(a, side, firstX, slopeX, slopeY, baseX, baseY, patchA + at, mask + at);
  }
}

let energyA: f32 = 0;
let energyB: f32 = 0;

function compareBlocks(patchB: usize): void {
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
  for (let i: usize = 0; i < blocksSize; i += 16) v128.store(losses + i, f32x4.sub(v128.load(energies + i), v128.load(products + i)));
  for (let n = 0; n < most; n++) {
    const which = largestLoss();
    if (which < 0) break;
    product -= load<f32>(products + which);
    energy -= load<f32>(energies + which);
    store<f32>(losses + which, 0);
  }
  trimmed = energy > 0 ? product / energy : 0;
}

/** The place of the first of the largest losses; less than 0 where nothing is above 0. */
function largestLoss(): isize {
  let largest = v128.load(losses);
  for (let i: usize = 16; i < blocksSize; i += 16) largest = f32x4.pmax(largest, v128.load(losses + i));
  const two = f32x4.pmax(largest, v128.shuffle<f32>(largest, largest, 2, 3, 0, 1));
  const most = f32x4.pmax(two, v128.shuffle<f32>(two, two, 1, 0, 3, 2));
  if (f32x4.extract_lane(most, 0) <= 0) return -1;
  for (let i: usize = 0; i < blocksSize; i += 16) {
    const found = i32x4.bitmask(f32x4.eq(v128.load(losses + i), most));
    if (found != 0) return i + <usize>(ctz(found) << 2);
  }
  return -1;
}
