/** A map of the plane: (x, y) → (xx·x + xy·y + x0, yx·x + yy·y + y0). */
export type Affine = readonly [xx: number, xy: number, x0: number, yx: number, yy: number, y0: number];

export const identity: Affine = [1, 0, 0, 0, 1, 0];

/** First `inner`, then `outer`. */
export function compose(outer: Affine, inner: Affine): Affine {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + b * j, a * h + b * k, a * i + b * l + c, d * g + e * j, d * h + e * k, d * i + e * l + f];
}

/** Of a map that leaves an area. */
export function invert([a, b, c, d, e, f]: Affine): Affine {
  const determinant = a * e - b * d;
  const [g, h, j, k] = [e / determinant, -b / determinant, -d / determinant, a / determinant];
  return [g, h, -(g * c + h * f), j, k, -(j * c + k * f)];
}
