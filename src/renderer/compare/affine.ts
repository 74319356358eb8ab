import type { PictureMap } from '../../shared/domain';

/** A map of the plane, in the order of {@link PictureMap}; here also between pixels. */
export type Affine = PictureMap;

export const identity: Affine = [1, 0, 0, 0, 1, 0];

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function apply([a, b, c, d, e, f]: Affine, { x, y }: Point): Point {
  return { x: a * x + b * y + c, y: d * x + e * y + f };
}

/** First `inner`, then `outer`. */
export function compose(outer: Affine, inner: Affine): Affine {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + b * j, a * h + b * k, a * i + b * l + c, d * g + e * j, d * h + e * k, d * i + e * l + f];
}

/** Of a map that leaves an area; see {@link scaleOf}. */
export function invert([a, b, c, d, e, f]: Affine): Affine {
  const determinant = a * e - b * d;
  const [g, h, j, k] = [e / determinant, -b / determinant, -d / determinant, a / determinant];
  return [g, h, -(g * c + h * f), j, k, -(j * c + k * f)];
}

/** Without the shift. */
export function linear([a, b, , d, e]: Affine): Affine {
  return [a, b, 0, d, e, 0];
}

/** How much longer lengths become, on the whole; 0 where the map leaves no area. */
export function scaleOf([a, b, , d, e]: Affine): number {
  return Math.sqrt(Math.abs(a * e - b * d));
}

/** As CSS has it: columns first (CSS Transforms Level 1, §13). */
export function cssMatrix([a, b, c, d, e, f]: Affine): string {
  return `matrix(${[a, d, b, e, c, f].map(plain).join(', ')})`;
}

/** CSS reads exponents, but its serialisation would differ from browser to browser. */
function plain(value: number): string {
  return String(Number(value.toFixed(9)));
}
