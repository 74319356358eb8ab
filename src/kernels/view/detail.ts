// How much there is to compare in a view.
import { cells, side } from './memory';

/** Grey levels of noise in a cell, after a decoder's averaging. */
const noise: f32 = 3;
/** Cells to each side that a cell is held against. */
const reach = 2;

/**
 * Cells that stand out from their surroundings, 0–1600: each counts by how far it exceeds noise. Flat pictures have nearly none,
 * and so have smooth gradients, because what changes evenly equals the mean of what lies around it.
 */
export function detailOf(view: usize): f32 {
  let sum = f32x4.splat(0);
  const quarter = f32x4.splat(0.25);
  const floor = f32x4.splat(noise * noise);
  for (let row = reach; row < side - reach; row++) {
    for (let column = 4; column < side - 4; column += 4) {
      const at = view + <usize>((row * side + column) << 2);
      const beside = f32x4.add(v128.load(at - reach * 4), v128.load(at, reach * 4));
      const around = f32x4.add(beside, f32x4.add(v128.load(at - reach * side * 4), v128.load(at, reach * side * 4)));
      const difference = f32x4.sub(v128.load(at), f32x4.mul(around, quarter));
      const square = f32x4.mul(difference, difference);
      sum = f32x4.add(sum, f32x4.div(square, f32x4.add(square, floor)));
    }
  }
  const counted: f32 = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
  return (counted * <f32>cells) / <f32>((side - 2 * reach) * (side - 8));
}
