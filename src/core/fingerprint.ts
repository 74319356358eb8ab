import type { Orientation } from '../shared/files';
import type { LumaGrid } from './decode/grid';

/** What a picture is compared by. */
export interface Fingerprint {
  /** The 64-bit difference hash in unsigned halves; bit 8·row + column, row 0 in the low half's low bits. */
  readonly hashLow: number;
  readonly hashHigh: number;
  /**
   * How much of the hash is picture rather than noise, 0–255: of its 64 comparisons, four for each whose two sides
   * differ by {@link visibleStep} or more. Flat pictures, and those that change only from top to bottom, have 0; half a picture of sky
   * about 128. Two files of low detail agree by having nothing to disagree on.
   */
  readonly detail: number;
  /** Pixels as shown, after EXIF orientation. */
  readonly width: number;
  readonly height: number;
}

/** Grey levels that neighbouring cells must differ by to count as different: what compression moves stays below. */
const visibleStep = 2;
/**
 * Grey levels that the right side must exceed the left by for a 1. Plain dHash has 0 here and tosses a coin for each
 * comparison inside a flat background; one level decides those alike in every copy. On photographs written anew, resized or
 * brightened it moved a quarter fewer bits than 0, and fewer copies past five bits than ½, 2 or 3.
 */
const threshold = 1;
/** Means are compared in 1/1024 levels, so that the order in which they were summed up can't decide a bit. */
const scale = 1024;

const columns = 9;
const rows = 8;
/** Scratch, so that hashing allocates nothing: one bin per side of a comparison, transposed for turned images. */
const bins = new Float64Array(columns * rows);
const rowBins = new Float64Array(columns);
const upright = new Int32Array(columns * rows);

/**
 * The difference hash (N. Krawetz, "Kind of like that", 2013) of a picture as shown: its luma, averaged to 9 × 8 cells
 * whatever its shape, each bit telling whether a cell is brighter than the one to its left. Pure and deterministic.
 */
export function fingerprint(grid: LumaGrid): Fingerprint {
  const turned = grid.orientation >= 5;
  const across = turned ? rows : columns;
  const down = turned ? columns : rows;
  averageInto(grid, across, down);
  turnUpright(grid.orientation, across, down);

  let hashLow = 0;
  let hashHigh = 0;
  let visible = 0;
  for (let bit = 0; bit < 64; bit++) {
    const left = bit + (bit >> 3);
    const step = upright[left + 1]! - upright[left]!;
    if (step >= visibleStep * scale || step <= -visibleStep * scale) visible++;
    if (step <= threshold * scale) continue;
    if (bit < 32) hashLow |= 1 << bit;
    else hashHigh |= 1 << (bit - 32);
  }
  return {
    hashLow: hashLow >>> 0,
    hashHigh: hashHigh >>> 0,
    detail: Math.min(255, visible * 4),
    width: turned ? grid.imageHeight : grid.imageWidth,
    height: turned ? grid.imageWidth : grid.imageHeight,
  };
}

/** Means over `across` × `down` equal parts of the grid's span into `bins`; cells that a border cuts count by their share. */
function averageInto(grid: LumaGrid, across: number, down: number): void {
  const spanX = grid.spanX ?? grid.width;
  const spanY = grid.spanY ?? grid.height;
  const area = (spanX / across) * (spanY / down);
  bins.fill(0);
  for (let bin = 0; bin < down; bin++) {
    const top = (spanY * bin) / down;
    const bottom = (spanY * (bin + 1)) / down;
    for (let y = Math.floor(top); y < bottom && y < grid.height; y++) {
      const share = Math.min(bottom, y + 1) - Math.max(top, y);
      if (share <= 0) continue;
      sumRow(grid.luma, y * grid.width, grid.width, spanX, across);
      for (let x = 0; x < across; x++) bins[bin * across + x]! += rowBins[x]! * share;
    }
  }
  for (let i = 0; i < across * down; i++) bins[i]! /= area;
}

function sumRow(luma: Uint8Array, from: number, width: number, span: number, across: number): void {
  for (let bin = 0; bin < across; bin++) {
    const left = (span * bin) / across;
    const right = (span * (bin + 1)) / across;
    const first = Math.floor(left);
    const last = Math.min(Math.floor(right), width - 1);
    if (first === last) {
      rowBins[bin] = luma[from + first]! * (right - left);
      continue;
    }
    let whole = 0;
    for (let x = first + 1; x < last; x++) whole += luma[from + x]!;
    rowBins[bin] = whole + luma[from + first]! * (first + 1 - left) + luma[from + last]! * Math.min(1, right - last);
  }
}

/** Where a part shown at (x, y) is stored, by the definition of each orientation (CIPA DC-008 §4.6.4, table 6). */
function turnUpright(orientation: Orientation, across: number, down: number): void {
  const turned = orientation >= 5;
  const flipX = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8;
  const flipY = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const storedX = turned ? y : x;
      const storedY = turned ? x : y;
      const fromX = flipX ? across - 1 - storedX : storedX;
      const fromY = flipY ? down - 1 - storedY : storedY;
      upright[y * columns + x] = Math.round(bins[fromY * across + fromX]! * scale);
    }
  }
}
