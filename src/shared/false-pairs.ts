import { radiusRange } from './settings';

/**
 * By radius: wrong pairs in groups per million pairs of pictures that are no copies of each other, as measured on photographs, drawings
 * made to be confused, and the copies of both (docs/accuracy.md, "The bar").
 */
const perMillion: readonly number[] = [0, 0, 0, 0, 0.0014, 0.0041, 0.0095, 0.0122, 0.2215, 15.5, 19.1, 28.3, 53.1];

/** How many pairs of pictures in the groups of a library may be no copies, from what those gave: a rough guess. */
export function expectedFalsePairs(radius: number, images: number): number {
  const rate = perMillion[Math.max(radiusRange.min, Math.min(radiusRange.max, radius))] ?? 0;
  return (rate * images * (images - 1)) / 2e6;
}
