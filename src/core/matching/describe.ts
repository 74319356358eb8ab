import { turnCount, turnMap, mirrored as mirroredBit, transposed, upsideDown } from './turns';

const turns = Array.from({ length: turnCount }, (_, turn) => turnMap(turn));

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
 * Reads the map that lays a changed picture over its original (an affine map, in sides, from the middles). Sizes are in
 * pixels as shown; without them angles between a picture's sides would mean nothing.
 */
export function describeChange(map: ArrayLike<number>, changed: Size, original: Size): Change {
  const turn = nearestTurn(map);
  // In pixels, and with the turn undone, what is left is a small rotation with a scale along each side.
  const [a, b, c, d] = turns[turn]!;
  const inPixels = [map[0]! * original.width, map[1]! * original.width, map[3]! * original.height, map[4]! * original.height] as const;
  const [w, h] = (turn & transposed) !== 0 ? [changed.height, changed.width] : [changed.width, changed.height];
  // The turn's map is orthogonal: its inverse is its transpose.
  const right = [(inPixels[0] * a + inPixels[1] * b) / w, (inPixels[2] * a + inPixels[3] * b) / w] as const;
  const down = [(inPixels[0] * c + inPixels[1] * d) / h, (inPixels[2] * c + inPixels[3] * d) / h] as const;
  const along = Math.hypot(right[0], right[1]);
  const across = Math.hypot(down[0], down[1]);
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

function nearestTurn(map: ArrayLike<number>): number {
  let best = 0;
  let highest = -Infinity;
  for (let turn = 0; turn < turnCount; turn++) {
    const its = turns[turn]!;
    const agreement = map[0]! * its[0] + map[1]! * its[1] + map[3]! * its[2] + map[4]! * its[3];
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

/** See {@link Change.shown}. */
export function shownOf(map: ArrayLike<number>): number {
  return Math.min(1, overlapOf(map));
}

function coverage(map: ArrayLike<number>): { shown: number; filled: number } {
  const shown = shownOf(map);
  return { shown, filled: Math.min(1, shown / Math.max(Number.MIN_VALUE, Math.abs(map[0]! * map[4]! - map[1]! * map[3]!))) };
}

/** Corners of a polygon, x and y in turn. A parallelogram that four lines cut has eight at most. */
const corners = new Float64Array(2 * 8);
const clipped = new Float64Array(2 * 8);

/**
 * The area that the square of side 1 around the origin, laid out by the map, has in common with the square itself (I. Sutherland,
 * G. Hodgman, "Reentrant polygon clipping", 1974). Called for every member of every group, so that it makes no objects.
 */
function overlapOf(map: ArrayLike<number>): number {
  for (let i = 0; i < 4; i++) {
    const x = i === 0 || i === 3 ? -0.5 : 0.5;
    const y = i < 2 ? -0.5 : 0.5;
    corners[2 * i] = map[0]! * x + map[1]! * y + map[2]!;
    corners[2 * i + 1] = map[3]! * x + map[4]! * y + map[5]!;
  }
  let count = 4;
  for (let side = 0; side < 4; side++) count = clip(count, side >> 1, (side & 1) === 0 ? -1 : 1);
  let twice = 0;
  for (let i = 0; i < count; i++) {
    const next = i + 1 === count ? 0 : 2 * (i + 1);
    twice += corners[2 * i]! * corners[next + 1]! - corners[next]! * corners[2 * i + 1]!;
  }
  return Math.abs(twice) / 2;
}

/** Cuts off what lies beyond half a side along an axis; answers how many corners are left. */
function clip(count: number, axis: number, sign: number): number {
  let beyond = false;
  for (let i = 0; i < count; i++) beyond ||= sign * corners[2 * i + axis]! - 0.5 > 0;
  if (!beyond) return count;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const next = i + 1 === count ? 0 : i + 1;
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
  for (let i = 0; i < 2 * kept; i++) corners[i] = clipped[i]!;
  return kept;
}
