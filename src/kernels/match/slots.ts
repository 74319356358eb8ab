// Pictures that are ready to be compared: each lies in a slot as it was stored, and normalised at two scales.
import { halve, mostSide, normalise, smooth } from './patches';

export const side = mostSide;
export const half = side / 2;
/** Grey levels of noise in a cell: compression, sensors, rounding. */
export const noise: f32 = 4;

const cells = side * side;
const rawSize = cells * 4;
const coarseSize = half * half * 4;
export const slotSize = 2 * rawSize + coarseSize;

export const bytes = memory.data(cells, 16);
const scratch = memory.data(rawSize, 16);
let slots: usize = 0;

/** Makes room for a number of slots. */
export function reserveSlots(count: i32): void {
  slots = (__heap_base + 15) & ~15;
  // A bilinear sample at the last cell reads the pair that begins with it.
  const missing = <i32>((slots + <usize>count * slotSize + 64 + 0xffff) >>> 16) - memory.size();
  if (missing > 0) memory.grow(missing);
}

export function rawOf(slot: i32): usize {
  return slots + <usize>slot * slotSize;
}

export function fineOf(slot: i32): usize {
  return rawOf(slot) + rawSize;
}

export function coarseOf(slot: i32): usize {
  return rawOf(slot) + 2 * rawSize;
}

/** Prepares the view at `bytes`. */
export function fill(slot: i32): void {
  const raw = rawOf(slot);
  for (let i = 0; i < cells; i += 8) {
    const wide = v128.load_ext<u8>(bytes + i);
    v128.store(raw + (i << 2), f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(wide)));
    v128.store(raw + (i << 2), f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(wide)), 16);
  }
  smooth(raw, scratch, side, 0.5, 0.5);
  normalise(scratch, fineOf(slot), side, noise);
  halve(raw, scratch, side);
  normalise(scratch, coarseOf(slot), half, noise * 0.75);
}
