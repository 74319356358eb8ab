import { blueWeight, greenWeight, redWeight, white } from '../luma';
import { channelsOf, type PngFile } from './chunks';

/** How the kernel is to read a row's pixels (src/kernels/png/cells.ts). */
export interface PixelLayout {
  readonly kind: PixelKind;
  /** Bytes of a pixel, 1 where it is less: the distance that filters look back (§9.2). */
  readonly pixelBytes: number;
  /** Bytes from red to green and from green to blue; 0: grey. */
  readonly green: number;
  /** Bytes from the first to alpha. */
  readonly alpha: number;
  /** Bits of an index. */
  readonly bits: number;
  /** Luma of each index over white, in 1/(255 · 65536) grey levels; null unless indexed. */
  readonly table: Uint32Array | null;
}

export type PixelKind = 'plain' | 'blended' | 'indexed';

/**
 * How to read this kind of PNG; null for the rare kinds left to sharp (a transparent colour key outside palette and
 * 8-bit-or-less greyscale). Of 16-bit samples the high byte is read, as sharp does.
 */
export function pixelLayout(png: PngFile): PixelLayout | null {
  const { colour, bitDepth } = png;
  const bits = bitDepth * channelsOf[colour];
  const sample = bitDepth === 16 ? 2 : 1;
  const keyed = png.transparency.length > 0;
  const layout = { pixelBytes: Math.max(1, bits >> 3), green: 0, alpha: 0, bits, table: null };
  switch (colour) {
    case 'palette':
      return { ...layout, kind: 'indexed', table: paletteLuma(png.palette, png.transparency) };
    case 'grey':
      if (bitDepth >= 8 && !keyed) return { ...layout, kind: 'plain' };
      return bitDepth === 16 ? null : { ...layout, kind: 'indexed', table: greyLuma(bitDepth, greyKey(png)) };
    case 'rgb':
      return keyed ? null : { ...layout, kind: 'plain', green: sample };
    case 'grey-alpha':
      return { ...layout, kind: 'blended', alpha: sample };
    case 'rgba':
      return { ...layout, kind: 'blended', green: sample, alpha: 3 * sample };
  }
}

function greyKey(png: PngFile): number | null {
  return png.transparency.length >= 2 ? (png.transparency[0]! << 8) | png.transparency[1]! : null;
}

function greyLuma(bits: number, key: number | null): Uint32Array {
  const most = (1 << bits) - 1;
  const table = new Uint32Array(256);
  for (let level = 0; level <= most; level++) table[level] = level === key ? 255 * white : (255 / most) * level * white;
  return table;
}

/** Indices past the palette are black, as libpng has them. */
function paletteLuma(palette: Uint8Array, alphas: Uint8Array): Uint32Array {
  const table = new Uint32Array(256);
  for (let i = 0; 3 * i + 2 < palette.length && i < 256; i++) {
    const luma = redWeight * palette[3 * i]! + greenWeight * palette[3 * i + 1]! + blueWeight * palette[3 * i + 2]!;
    table[i] = 255 * white + (luma - white) * (alphas[i] ?? 255);
  }
  return table;
}
