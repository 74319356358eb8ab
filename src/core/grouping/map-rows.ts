import type { Affine } from '../../shared/affine';

/** Numbers of a map (see `shared/affine.ts`), which lie one after the other in rows. */
export const mapLength = 6;

/** First row `i` of `inner`, then row `o` of `outer`; into row `t` of `to`, which may be neither. */
export function composeRows(outer: Float64Array, o: number, inner: Float64Array, i: number, to: Float64Array, t: number): void {
  const [from, onto, at] = [mapLength * i, mapLength * o, mapLength * t];
  const g = inner[from]!;
  const h = inner[from + 1]!;
  const x = inner[from + 2]!;
  const j = inner[from + 3]!;
  const k = inner[from + 4]!;
  const y = inner[from + 5]!;
  for (let half = 0; half < mapLength; half += 3) {
    const a = outer[onto + half]!;
    const b = outer[onto + half + 1]!;
    to[at + half] = a * g + b * j;
    to[at + half + 1] = a * h + b * k;
    to[at + half + 2] = a * x + b * y + outer[onto + half + 2]!;
  }
}

/** Of a map that leaves an area; in place is fine. */
export function invertRow(from: Float64Array, f: number, to: Float64Array, t: number): void {
  const [own, at] = [mapLength * f, mapLength * t];
  const a = from[own]!;
  const b = from[own + 1]!;
  const x = from[own + 2]!;
  const d = from[own + 3]!;
  const e = from[own + 4]!;
  const y = from[own + 5]!;
  const determinant = a * e - b * d;
  const g = e / determinant;
  const h = -b / determinant;
  const j = -d / determinant;
  const k = a / determinant;
  to[at] = g;
  to[at + 1] = h;
  to[at + 2] = -(g * x + h * y);
  to[at + 3] = j;
  to[at + 4] = k;
  to[at + 5] = -(j * x + k * y);
}

export function affineOf(rows: Float64Array, row: number): Affine {
  const at = mapLength * row;
  return [rows[at]!, rows[at + 1]!, rows[at + 2]!, rows[at + 3]!, rows[at + 4]!, rows[at + 5]!];
}

/** The same rows with room for at least so many. */
export function withRows(rows: Float64Array<ArrayBuffer>, count: number): Float64Array<ArrayBuffer> {
  if (mapLength * count <= rows.length) return rows;
  const larger = new Float64Array(2 * mapLength * count);
  larger.set(rows);
  return larger;
}
