import type { JpegQuality } from '../../shared/domain';
import { lumaTable } from './jpeg-tables';

/** The luma table that ITU-T T.81 suggests (annex K, table K.1), in zigzag order. */
const suggested: readonly number[] = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51,
  56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
];
/** Largest step of a baseline table. */
const maxStep = 255;
/** A table whose steps speak for qualities further apart than this is of another make. */
const maxError = 8;

/**
 * How strongly a JPEG was compressed, on the scale of the Independent JPEG Group's library (`jpeg_set_quality` in libjpeg), which
 * multiplies the table that T.81 suggests. Where the file has one of that library's tables, that is its quality; where a table is close to
 * one, the error is the root mean square of how far its steps would each have the quality. Null for tables of another make
 * (Photoshop's and many cameras'), whose qualities are on no common scale.
 */
export function estimateQuality(jpeg: Uint8Array): JpegQuality | null {
  const table = lumaTable(jpeg);
  if (!table) return null;
  const distances = Array.from({ length: 100 }, (_, i) => distance(table, i + 1));
  const least = Math.min(...distances);
  // At the lower end several qualities give the same table: all steps are the largest there.
  const first = distances.indexOf(least) + 1;
  const last = distances.lastIndexOf(least) + 1;
  const value = Math.round((first + last) / 2);
  if (least === 0) return { value, error: Math.ceil((last - first) / 2) };
  const error = spread(table, value);
  return error <= maxError ? { value, error } : null;
}

function stepAt(i: number, quality: number): number {
  const scale = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
  return Math.min(maxStep, Math.max(1, Math.floor((suggested[i]! * scale + 50) / 100)));
}

/** Sum of the differences between a table's steps and those of a quality. */
function distance(table: Uint16Array, quality: number): number {
  return table.reduce((sum, step, i) => sum + Math.abs(step - stepAt(i, quality)), 0);
}

/** How far the single steps' qualities are from a quality, rounded up; those at an end of the range could stand for several. */
function spread(table: Uint16Array, quality: number): number {
  let sum = 0;
  let count = 0;
  for (const [i, step] of table.entries()) {
    if (step <= 1 || step >= maxStep) continue;
    const scale = (100 * step) / suggested[i]!;
    const own = scale > 100 ? 5000 / scale : (200 - scale) / 2;
    sum += (own - quality) ** 2;
    count++;
  }
  return count === 0 ? Infinity : Math.ceil(Math.sqrt(sum / count));
}
