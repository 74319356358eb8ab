import type { Affine } from '../../shared/affine';
import { turnCount, turnMap, mirrored as mirroredBit, transposed, upsideDown } from './turns';

/** What was done to one picture to get another, as far as laying them over each other tells. */
export interface Change {
  /** Clockwise, after mirroring left and right if `mirrored`. */
  readonly turned: 0 | 90 | 180 | 270;
  readonly mirrored: boolean;
  /** Degrees beyond that, clockwise, −45 – 45. */
  readonly tilt: number;
  /** Share of the original's area that the changed picture shows, 0–1: less than 1 where it was cropped. */
  readonly shown: number;
  /** Share of the changed picture's area that shows the original, 0–1: less than 1 where it has a border. */
  readonly filled: number;
  /** The shape's change in parts: 0.9 where the width lost a tenth against the height. Cropping does not count. */
  readonly stretch: number;
  /** Pixels of the changed picture per pixel of the original, along a side: the mean of both. */
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Reads the map that lays a changed picture over its original (in sides, from the middles; see `Member.map`). Sizes are in
 * pixels as shown; without them angles between a picture's sides would mean nothing.
 */
export function describeChange(map: Affine, changed: Size, original: Size): Change {
  const [xx, xy, , yx, yy] = map;
  const turn = nearestTurn(map);
  // In pixels, and with the turn undone, what is left is a small rotation with a scale along each side.
  const [a, b, c, d] = turnMap(turn);
  const inPixels = [xx * original.width, xy * original.width, yx * original.height, yy * original.height] as const;
  const [w, h] = (turn & transposed) !== 0 ? [changed.height, changed.width] : [changed.width, changed.height];
  // The turn's map is orthogonal: its inverse is its transpose.
  const right = [(inPixels[0] * a + inPixels[1] * b) / w, (inPixels[2] * a + inPixels[3] * b) / w] as const;
  const down = [(inPixels[0] * c + inPixels[1] * d) / h, (inPixels[2] * c + inPixels[3] * d) / h] as const;
  const along = Math.hypot(...right);
  const across = Math.hypot(...down);
  const tilted = (Math.atan2(right[1], right[0]) - Math.atan2(down[0], down[1])) / 2;
  const determinant = a * d - b * c;
  const { shown, filled } = coverage(map);
  return {
    turned: quarterOf(turn),
    mirrored: determinant < 0,
    // The map leads back to the original, so it turns the other way.
    tilt: ((-tilted * 180) / Math.PI) * Math.sign(determinant),
    shown,
    filled,
    stretch: (turn & transposed) !== 0 ? along / across : across / along,
    scale: 1 / Math.sqrt(along * across),
  };
}

function nearestTurn([xx, xy, , yx, yy]: Affine): number {
  let best = 0;
  let highest = -Infinity;
  for (let turn = 0; turn < turnCount; turn++) {
    const [a, b, c, d] = turnMap(turn);
    const agreement = xx * a + xy * b + yx * c + yy * d;
    if (agreement > highest) [best, highest] = [turn, agreement];
  }
  return best;
}

/** Quarter turns clockwise that, after mirroring if need be, lead from the original to the changed picture. */
function quarterOf(turn: number): 0 | 90 | 180 | 270 {
  const flipX = (turn & mirroredBit) !== 0;
  const flipY = (turn & upsideDown) !== 0;
  if ((turn & transposed) === 0) return flipY ? 180 : 0;
  return flipX ? 90 : 270;
}

function coverage(map: Affine): { shown: number; filled: number } {
  const [xx, xy, , yx, yy] = map;
  const shown = Math.min(1, overlapOf(map));
  return { shown, filled: Math.min(1, shown / Math.max(Number.MIN_VALUE, Math.abs(xx * yy - xy * yx))) };
}

/** Corners of a polygon, x and y in turn. A parallelogram that four lines cut has eight at most. */
const corners = new Float64Array(2 * 8);
const clipped = new Float64Array(2 * 8);

/**
 * The area that the square of side 1 around the origin, laid out by the map, has in common with the square itself (I. Sutherland,
 * G. Hodgman, "Reentrant polygon clipping", 1974). Called for every member of every group, so that it makes no objects.
 */
function overlapOf([xx, xy, x0, yx, yy, y0]: Affine): number {
  for (let i = 0; i < 4; i++) {
    const [x, y] = [i === 0 || i === 3 ? -0.5 : 0.5, i < 2 ? -0.5 : 0.5];
    corners[2 * i] = xx * x + xy * y + x0;
    corners[2 * i + 1] = yx * x + yy * y + y0;
  }
  let count = 4;
  for (let side = 0; side < 4; side++) count = clip(count, side >> 1, (side & 1) === 0 ? -1 : 1);
  let twice = 0;
  for (let i = 0; i < count; i++) {
    const next = 2 * ((i + 1) % count);
    twice += corners[2 * i]! * corners[next + 1]! - corners[next]! * corners[2 * i + 1]!;
  }
  return Math.abs(twice) / 2;
}

/** Cuts off what lies beyond half a side along an axis; answers how many corners are left. */
function clip(count: number, axis: number, sign: number): number {
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const next = (i + 1) % count;
    const here = sign * corners[2 * i + axis]! - 0.5;
    const there = sign * corners[2 * next + axis]! - 0.5;
    if (here <= 0) {
      clipped[2 * kept] = corners[2 * i]!;
      clipped[2 * kept + 1] = corners[2 * i + 1]!;
      kept++;
    }
    if (here <= 0 === there <= 0) continue;
    const share = here / (here - there);
    clipped[2 * kept] = corners[2 * i]! + (corners[2 * next]! - corners[2 * i]!) * share;
    clipped[2 * kept + 1] = corners[2 * i + 1]! + (corners[2 * next + 1]! - corners[2 * i + 1]!) * share;
    kept++;
  }
  corners.set(clipped);
  return kept;
}
