import type { JpegQuality } from '../../../shared/files';

/** The luma table that ITU-T T.81 suggests (annex K, table K.1), in zigzag order. */
const suggested: readonly number[] = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51,
  56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
];
const suggestedSum = suggested.reduce((sum, step) => sum + step, 0);
/** Largest step of a baseline table. */
const maxStep = 255;
/** A table whose steps speak for qualities further apart than this is of another make. */
const maxError = 8;

/**
 * How strongly a JPEG was compressed, on the scale of the Independent JPEG Group's library (`jpeg_set_quality` in libjpeg), which
 * multiplies the table that T.81 suggests. Where the file has one of that library's tables, that is its quality; where a table is close to
 * one, the error is the root mean square of how far its steps would each have the quality. Null for tables of another make
 * (Photoshop's and many cameras'), whose qualities are on no common scale.
 *
 * @param steps The quantisation table of the luma: 64 steps in zigzag order
 */
export function estimateQuality(steps: Uint16Array): JpegQuality | null {
  const bytes = new Uint8Array(steps.buffer, steps.byteOffset, steps.byteLength);
  // Files come by the folder, and those of a folder were mostly made by one program.
  if (last === null || Buffer.compare(last.bytes, bytes) !== 0) last = { bytes: bytes.slice(), quality: estimate(steps) };
  return last.quality;
}

let last: { readonly bytes: Uint8Array; readonly quality: JpegQuality | null } | null = null;

function estimate(steps: Uint16Array): JpegQuality | null {
  tables ??= Uint8Array.from({ length: 100 * 64 }, (_, i) => stepAt(i % 64, Math.floor(i / 64) + 1));
  let least = distance(steps, tables, guess(steps), Infinity);
  let lowest = 0;
  let highest = 0;
  for (let quality = 1; quality <= 100; quality++) {
    const its = distance(steps, tables, quality, least);
    if (its > least) continue;
    // At the lower end several qualities give the same table: all steps are the largest there.
    if (its < least || lowest === 0) lowest = quality;
    least = its;
    highest = quality;
  }
  const value = Math.round((lowest + highest) / 2);
  if (least === 0) return { value, error: Math.ceil((highest - lowest) / 2) };
  const error = spread(steps, value);
  return error <= maxError ? { value, error } : null;
}

/** The tables of all qualities from 1, made at the first need. */
let tables: Uint8Array | null = null;

function stepAt(i: number, quality: number): number {
  const scale = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
  return Math.min(maxStep, Math.max(1, Math.floor((suggested[i]! * scale + 50) / 100)));
}

/** A quality that is near, so that most others are soon seen not to be. */
function guess(steps: Uint16Array): number {
  let sum = 0;
  for (const step of steps) sum += step;
  const scale = (100 * sum) / suggestedSum;
  return Math.max(1, Math.min(100, Math.round(scale > 100 ? 5000 / scale : (200 - scale) / 2)));
}

/** Sum of the differences between a table's steps and those of a quality; more than `most`, whatever it is, where it is more. */
function distance(steps: Uint16Array, tables: Uint8Array, quality: number, most: number): number {
  const from = 64 * (quality - 1);
  let sum = 0;
  for (let i = 0; i < 64 && sum <= most; i++) sum += Math.abs(steps[i]! - tables[from + i]!);
  return sum;
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
