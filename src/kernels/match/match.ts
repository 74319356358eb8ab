// Compares two pictures that may be copies of each other. src/core/matching/verify.ts is the only caller.
import * as register from './register';
import * as result from './score';
import { bytes, coarseOf, fill, fineOf, half, reserveSlots, side } from './slots';

const map = memory.data(24, 4);
const figures = memory.data(8 * 4, 4);

export function reserve(slots: i32): void {
  reserveSlots(slots);
}

export function bytesAt(): usize {
  return bytes;
}

export function mapAt(): usize {
  return map;
}

export function figuresAt(): usize {
  return figures;
}

export function prepare(slot: i32): void {
  fill(slot);
}

/** Steps at the coarse scale, and at the fine one. */
const coarseSteps = 4;
const fineSteps = 3;
/** Pictures that correlate less than this after the first coarse steps are no copies. */
const leastCoarse: f32 = 0.45;
const earlySteps = 2;
/** A step that moves no corner by more than this share of a cell is the last one: half of all copies lie right from the start. */
const stillness: f32 = 0.1;
/** Normalised residuals that lose most of their weight. */
const coarseTolerance: f32 = 1;
const fineTolerance: f32 = 0.8;

/**
 * Lays slot `b` over slot `a`, beginning with the map at `mapAt`, which is replaced by the one found. False where they do not
 * resemble each other; otherwise the figures are at `figuresAt`.
 */
export function compare(a: i32, b: i32): bool {
  register.setMap(load<f32>(map), load<f32>(map, 4), load<f32>(map, 8), load<f32>(map, 12), load<f32>(map, 16), load<f32>(map, 20));
  let best: f32 = 0;
  for (let n = 0; n < coarseSteps; n++) {
    if (!register.step(coarseOf(a), coarseOf(b), half, coarseTolerance)) return false;
    best = max(best, register.correlation);
    const settled = register.moved < stillness;
    if ((settled || n == earlySteps) && best < leastCoarse) return false;
    if (settled) break;
  }
  for (let n = 0; n < fineSteps; n++) {
    if (!register.step(fineOf(a), fineOf(b), side, fineTolerance)) return false;
    if (register.moved < stillness) break;
  }
  result.score(a, b);
  store<f32>(figures, result.correlation);
  store<f32>(figures, result.trimmed, 4);
  store<f32>(figures, result.support, 8);
  store<f32>(figures, result.overlap, 12);
  store<f32>(map, register.xx);
  store<f32>(map, register.xy, 4);
  store<f32>(map, register.x0, 8);
  store<f32>(map, register.yx, 12);
  store<f32>(map, register.yy, 16);
  store<f32>(map, register.y0, 20);
  return true;
}
