import { blueWeight, greenWeight, redWeight, white } from '../luma';
import type { PngFile } from './chunks';

/**
 * Adds one row's luma to sums, one per cell of `cell` pixels. `at` is the row's first byte in `raw`. Sums are in 1/65536
 * grey levels; transparent pixels lie over white.
 */
export type AddRow = (raw: Uint8Array, at: number, width: number, cell: number, sums: Float64Array) => void;

/**
 * How to read the rows of this kind of PNG; null for the rare kinds left to sharp (a transparent colour key
 * outside palette and 8-bit-or-less greyscale). Of 16-bit samples the high byte is read, as sharp does.
 */
export function rowReader(png: PngFile): AddRow | null {
  const sample = png.bitDepth === 16 ? 2 : 1;
  const keyed = png.transparency.length > 0;
  switch (png.colour) {
    case 'palette':
      return throughTable(paletteLuma(png.palette, png.transparency), png.bitDepth, 1);
    case 'grey':
      if (sample === 2) return keyed ? null : throughTable(greyLuma(8, null), 8, 2);
      return throughTable(greyLuma(png.bitDepth, greyKey(png)), png.bitDepth, 1);
    case 'rgb':
      return keyed ? null : sample === 1 ? addRgb8 : colourReader(6, 2, -1);
    case 'grey-alpha':
      return colourReader(2 * sample, 0, sample);
    case 'rgba':
      return sample === 1 ? addRgba8 : colourReader(8, 2, 6);
  }
}

function greyKey(png: PngFile): number | null {
  return png.transparency.length >= 2 ? (png.transparency[0]! << 8) | png.transparency[1]! : null;
}

function greyLuma(bits: number, key: number | null): Float64Array {
  const levels = 1 << bits;
  const table = new Float64Array(256);
  for (let level = 0; level < levels; level++) table[level] = level === key ? white : (level * white) / (levels - 1);
  return table;
}

/** Indices past the palette are black, as libpng has them. */
function paletteLuma(palette: Uint8Array, alphas: Uint8Array): Float64Array {
  const table = new Float64Array(256);
  for (let i = 0; 3 * i + 2 < palette.length && i < 256; i++) {
    const luma = redWeight * palette[3 * i]! + greenWeight * palette[3 * i + 1]! + blueWeight * palette[3 * i + 2]!;
    table[i] = overWhite(luma, alphas[i] ?? 255);
  }
  return table;
}

function overWhite(luma: number, alpha: number): number {
  return white + ((luma - white) * alpha) / 255;
}

function throughTable(table: Float64Array, bits: number, step: number): AddRow {
  if (bits === 8) {
    return (raw, at, width, cell, sums) => {
      for (let x = 0, to = 0; x < width; to++) {
        const end = Math.min(x + cell, width);
        let sum = 0;
        for (; x < end; x++) sum += table[raw[at + x * step]!]!;
        sums[to]! += sum;
      }
    };
  }
  const mask = (1 << bits) - 1;
  return (raw, at, width, cell, sums) => {
    for (let x = 0, to = 0; x < width; to++) {
      const end = Math.min(x + cell, width);
      let sum = 0;
      for (; x < end; x++) {
        const bit = x * bits;
        sum += table[(raw[at + (bit >> 3)]! >> (8 - bits - (bit & 7))) & mask]!;
      }
      sums[to]! += sum;
    }
  };
}

function addRgb8(raw: Uint8Array, at: number, width: number, cell: number, sums: Float64Array): void {
  for (let x = 0, from = at, to = 0; x < width; to++) {
    const end = Math.min(x + cell, width);
    let red = 0, green = 0, blue = 0;
    for (; x < end; x++, from += 3) {
      red += raw[from]!;
      green += raw[from + 1]!;
      blue += raw[from + 2]!;
    }
    sums[to]! += redWeight * red + greenWeight * green + blueWeight * blue;
  }
}

function addRgba8(raw: Uint8Array, at: number, width: number, cell: number, sums: Float64Array): void {
  for (let x = 0, from = at, to = 0; x < width; to++) {
    const end = Math.min(x + cell, width);
    let red = 0, green = 0, blue = 0, alphas = 0;
    for (; x < end; x++, from += 4) {
      const alpha = raw[from + 3]!;
      red += alpha * raw[from]!;
      green += alpha * raw[from + 1]!;
      blue += alpha * raw[from + 2]!;
      alphas += 255 - alpha;
    }
    sums[to]! += (redWeight * red + greenWeight * green + blueWeight * blue) / 255 + 65536 * alphas;
  }
}

/** `step` bytes per pixel, `channel` to the next of red, green and blue (0: grey), `alpha` to its alpha (−1: none). */
function colourReader(step: number, channel: number, alpha: number): AddRow {
  return (raw, at, width, cell, sums) => {
    for (let x = 0, from = at, to = 0; x < width; to++) {
      const end = Math.min(x + cell, width);
      let sum = 0;
      for (; x < end; x++, from += step) {
        const luma = redWeight * raw[from]! + greenWeight * raw[from + channel]! + blueWeight * raw[from + 2 * channel]!;
        sum += alpha < 0 ? luma : overWhite(luma, raw[from + alpha]!);
      }
      sums[to]! += sum;
    }
  };
}
