// The cells of one component: first coefficients, then samples.
import * as coefficients from './coefficients';
import { halves, means, quarters } from './samples';

/** Blocks, without the padding of MCUs (ITU-T T.81 §A.2.4). */
let across: i32 = 0;
let down: i32 = 0;
/** Cells of a block along each side. */
let side: i32 = 1;

export function width(): i32 {
  return across;
}

export function height(): i32 {
  return down;
}

/** Where the coefficients of the block at (x, y) go: i16, `side` of them in each of as many rows. */
export function cellOf(x: i32, y: i32): usize {
  return __heap_base + <usize>((y * across * side + x) * side * 2);
}

/** Makes room for so many blocks, all coefficients 0. False where there is no such memory. */
export function clear(blocksAcross: i32, blocksDown: i32, blockSide: i32): bool {
  across = blocksAcross;
  down = blocksDown;
  side = blockSide;
  const cells = across * down * side * side;
  const size = <usize>(cells * 3 + 64);
  const pages = <i32>((__heap_base + size + 0xffff) >> 16);
  const more = pages - memory.size();
  if (more > 0 && memory.grow(more) < 0) return false;
  memory.fill(__heap_base, 0, <usize>(cells * 2));
  coefficients.keep(side, across * side);
  return true;
}

/** Where the samples are: u8, row by row. */
export function samples(): usize {
  return __heap_base + <usize>(across * down * side * side * 2 + 32);
}

/** Turns the coefficients into samples. */
export function toSamples(): void {
  if (side == 1) means(__heap_base, across * down, samples());
  else if (side == 2) quarters(__heap_base, across, down, samples());
  else halves(__heap_base, across, down, samples());
}
