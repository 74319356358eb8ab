/** A map of the plane: (x, y) → (xx·x + xy·y + x0, yx·x + yy·y + y0). Here in sides of a picture, counted from its middle. */
export type Affine = readonly [xx: number, xy: number, x0: number, yx: number, yy: number, y0: number];

/** First `inner`, then `outer`. */
export function compose(outer: Affine, inner: Affine): Affine {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + b * j, a * h + b * k, a * i + b * l + c, d * g + e * j, d * h + e * k, d * i + e * l + f];
}

export function invert([a, b, c, d, e, f]: Affine): Affine {
  const determinant = a * e - b * d;
  const [g, h, j, k] = [e / determinant, -b / determinant, -d / determinant, a / determinant];
  return [g, h, -(g * c + h * f), j, k, -(j * c + k * f)];
}

/** From a part of a picture, left, top, right and bottom as shares of its sides, to the picture. */
export function fromPart([left, top, right, bottom]: readonly [number, number, number, number]): Affine {
  return [right - left, 0, (left + right) / 2 - 0.5, 0, bottom - top, (top + bottom) / 2 - 0.5];
}

export function apply([a, b, c, d, e, f]: Affine, x: number, y: number): readonly [x: number, y: number] {
  return [a * x + b * y + c, d * x + e * y + f];
}
