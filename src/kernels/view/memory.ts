// Where things lie in this kernel's memory. The grid comes last, because it alone has no fixed size.

/** Cells along each side of a view. A multiple of four, so that rows are whole vectors. */
export const side = 40;
export const cells = side * side;

/** Views as shown, f32, row by row: of the whole picture, and of its content. */
export const whole = memory.data(cells * 4, 16);
export const inner = memory.data(cells * 4, 16);
/** A view as stored, before it is turned upright. */
export const stored = memory.data(cells * 4, 16);

export let grid: usize = 0;
/** One row of the grid, summed up (f32), and its running sums. */
export let rowSums: usize = 0;
export let running: usize = 0;
export let gridWidth: i32 = 0;
export let gridHeight: i32 = 0;

/** Makes room for a grid of one byte per cell and says where it goes. */
export function reserve(width: i32, height: i32): usize {
  gridWidth = width;
  gridHeight = height;
  grid = (__heap_base + 15) & ~15;
  // Vectors may read up to fifteen cells past the end.
  rowSums = (grid + <usize>width * height + 31) & ~15;
  running = rowSums + (((<usize>width + 16) * 4 + 15) & ~15);
  const end = running + (<usize>width + 17) * 4;
  const missing = <i32>((end + 0xffff) >>> 16) - memory.size();
  if (missing > 0) memory.grow(missing);
  return grid;
}
