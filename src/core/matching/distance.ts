import { radiusRange } from '../../shared/settings';
import { usualBar } from './stars';

/** Score (see verify.ts) of a step of distance: from the usual bar upwards, eight of them reach what only equal pictures score. */
const step = 0.3;

/** The score that two pictures must reach to be copies at a radius; the usual bar at the usual radius. */
export function barOf(radius: number): number {
  return usualBar + (radiusRange.default - radius) * step;
}

/** The distance that a score stands for: the smallest radius at which it is enough. */
export function distanceOf(score: number): number {
  const steps = radiusRange.default + (usualBar - score) / step;
  // Rounded first, so that a score that is just the bar of a radius gives that radius.
  return Math.min(radiusRange.max, Math.max(radiusRange.min, Math.ceil(Math.round(steps * 1e6) / 1e6)));
}
