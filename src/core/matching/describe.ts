import { apply, type Affine } from './affine';
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
  const corners = [apply(map, -0.5, -0.5), apply(map, 0.5, -0.5), apply(map, 0.5, 0.5), apply(map, -0.5, 0.5)];
  const shown = Math.min(1, areaOf(insideUnit(corners)));
  return { shown, filled: Math.min(1, shown / Math.max(Number.MIN_VALUE, Math.abs(xx * yy - xy * yx))) };
}

type Point = readonly [x: number, y: number];

/** What of a convex polygon lies in the square of side 1 around the origin (I. Sutherland, G. Hodgman, "Reentrant polygon clipping", 1974). */
function insideUnit(corners: readonly Point[]): readonly Point[] {
  let polygon = corners;
  for (const axis of [0, 1] as const) {
    for (const sign of [-1, 1] as const) {
      const beyond = polygon.map((point) => sign * point[axis] - 0.5);
      polygon = polygon.flatMap((point, i): readonly Point[] => {
        const next = (i + 1) % polygon.length;
        const [here, there] = [beyond[i]!, beyond[next]!];
        const kept = here <= 0 ? [point] : [];
        if (here <= 0 === there <= 0) return kept;
        const share = here / (here - there);
        const [x, y] = polygon[next]!;
        return [...kept, [point[0] + (x - point[0]) * share, point[1] + (y - point[1]) * share]];
      });
    }
  }
  return polygon;
}

/** Of a simple polygon, by the shoelace formula. */
function areaOf(polygon: readonly Point[]): number {
  const twice = polygon.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = polygon[(i + 1) % polygon.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}
