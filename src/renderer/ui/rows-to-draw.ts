import type { Pace } from './use-pace';

export interface RowsInView extends Pace {
  /** Both included. */
  readonly first: number;
  readonly last: number;
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

/**
 * Positions of the rows to draw: those in view, and beyond it as many as keep a browser, which scrolls by itself a frame or two ahead of the
 * page, from coming upon nothing. In a list that shows wholly other rows with each frame those drawn ahead would never be seen.
 */
export function rowsToDraw({ first, last, count, rowHeight, heading, perFrame }: RowsInView): number[] {
  // It is rounded down.
  const perFrameInRows = (2 * perFrame) / rowHeight;
  const leaping = perFrameInRows > last - first + 1;
  const far = leaping ? 1 : Math.min(farthest, Math.ceil(ahead + 2 * perFrameInRows));
  const near = leaping ? 1 : behind;
  const before = heading === null ? resting : heading === 'backward' ? far : near;
  const after = heading === null ? resting : heading === 'forward' ? far : near;
  const from = Math.max(0, first - before);
  const to = Math.min(count - 1, last + after);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
