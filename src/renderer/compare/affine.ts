import type { Affine } from '../../shared/affine';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function apply([a, b, c, d, e, f]: Affine, { x, y }: Point): Point {
  return { x: a * x + b * y + c, y: d * x + e * y + f };
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
