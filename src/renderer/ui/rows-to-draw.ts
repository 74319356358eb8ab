import type { Pace } from './use-pace';

export interface RowsInView extends Pace {
  /** Both included. */
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

/** Beyond the view where it is heading, and behind it. */
const ahead = 10;
const behind = 3;
const resting = 6;
/** Rows drawn ahead would be gone before they are seen. */
const inFlight = 1;

/**
 * Positions of the rows to draw: those in view, and beyond it as many as keep a browser that scrolls by itself, ahead of the page, from
 * coming upon nothing.
 */
export function rowsToDraw({ first, last, count, heading, flying }: RowsInView): number[] {
  const before = flying ? inFlight : heading === null ? resting : heading === 'backward' ? ahead : behind;
  const after = flying ? inFlight : heading === null ? resting : heading === 'forward' ? ahead : behind;
  const from = Math.max(0, first - before);
  const to = Math.min(count - 1, last + after);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
