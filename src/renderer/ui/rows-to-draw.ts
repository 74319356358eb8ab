import type { Pace } from './use-pace';

export interface RowsInView extends Pace {
  readonly first: number;
  /** How many are in view at most. */
  readonly inView: number;
  readonly count: number;
  /** Pixels. */
  readonly rowHeight: number;
}

/** Rows drawn beyond the view: where it is heading, behind it, and on both sides at rest. */
const ahead = 8;
const behind = 3;
const resting = 6;
/** At most, however fast. */
const farthest = 30;
/** So many come and go at once while the list moves: the frames between have nothing new to lay out and to paint. */
const block = 4;

/**
 * Positions of the rows to draw: those in view, and beyond it as many as keep a browser, which scrolls by itself a frame or two ahead of the
 * page, from coming upon nothing. In a list that shows wholly other rows with each frame those drawn ahead would never be seen.
 */
export function rowsToDraw({ first, inView, count, rowHeight, heading, perFrame }: RowsInView): number[] {
  // It is rounded down.
  const perFrameInRows = (2 * perFrame) / rowHeight;
  if (perFrameInRows > inView) return rowsFrom(first - 1, inView + 2, count);
  if (heading === null) return rowsFrom(first - resting, inView + 2 * resting, count);
  const far = Math.min(farthest, Math.ceil(ahead + 2 * perFrameInRows));
  const before = heading === 'backward' ? far : behind;
  const from = Math.floor((first - before) / block) * block;
  return rowsFrom(from, Math.ceil((inView + behind + far) / block) * block + block, count);
}

function rowsFrom(start: number, length: number, count: number): number[] {
  const from = Math.max(0, start);
  return Array.from({ length: Math.max(0, Math.min(count, start + length) - from) }, (_, i) => from + i);
}
