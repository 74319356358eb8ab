import type { Metadata } from 'sharp';
import type { ImageFormat } from '../../shared/files';
import { readJpegHeader } from './jpeg/header';
import { sharpKeepsMemory } from './sharp';
import { TiffBlock } from './tiff-block';
import { webpSize } from './webp';

/** What work on one picture may take, in bytes, where the machine has plenty; less where it has not: see `memory-budget.ts`. */
export const maxNeed = 1024 ** 3;

/**
 * Bytes that sharp takes for each pixel of an image that it holds whole, at most, in its native and its WebAssembly build alike, as
 * measured on pictures of 36 to 81 megapixels. SVG is drawn in the size that is wanted.
 */
export const heldBytes = { webp: 9, avif: 20, gif: 8, svg: 1 } as const;
/** Rows that libvips holds at a time while it scales what it reads strip by strip: 285 of 7 MB each were measured. */
const heldRows = 300;
/** Bytes held for each byte of a file: of a GIF all frames are noted when it is opened, of an SVG every element becomes several objects. */
const heldOfFile = { gif: 16, svg: 120, other: 4 } as const;
/** Pixels that come out take their own room so many times, as measured. */
function rawCopies(): number {
  return sharpKeepsMemory() ? 4 : 1.5;
}

export interface Work {
  /** Whether the picture is turned as its Exif block says, which takes all of it. */
  readonly turned: boolean;
  /** Whether all its pixels come out. */
  readonly raw: boolean;
}

/** Bytes that a WebP, GIF or SVG takes from the moment that it is opened, with its canvas or its elements; 0 for other formats. */
export function needToOpen(bytes: Uint8Array, format: ImageFormat, { raw, turned }: Work): number {
  if (format === 'svg') return bytes.length * heldOfFile.svg;
  if (format !== 'webp' && format !== 'gif') return 0;
  const { width, height } = format === 'gif' ? { width: bytes[6]! | (bytes[7]! << 8), height: bytes[8]! | (bytes[9]! << 8) } : webpSize(bytes);
  const copies = (raw ? rawCopies() : 0) + (turned && format === 'webp' ? 1 : 0);
  return width * height * (heldBytes[format] + 4 * copies) + bytes.length * heldOfFile[format === 'gif' ? 'gif' : 'other'];
}

/** Bytes that work on a picture takes at most, by what sharp and the file say of it. */
export function memoryNeed(said: Metadata, bytes: Uint8Array, format: ImageFormat, { turned, raw }: Work): number {
  const { width, height } = said;
  const pixels = width * height;
  if (format === 'svg') return bytes.length * heldOfFile.svg;
  const pixelBytes = said.channels * (said.depth === 'uchar' ? 1 : said.depth === 'ushort' ? 2 : 8);
  // Grey comes out as three colours.
  const rawBytes = (pixelBytes / said.channels) * (said.hasAlpha ? 4 : 3);
  const quarter = turned && (said.orientation ?? 1) > 1;
  return (
    heldPerPixel(said, bytes, format, pixelBytes) * pixels +
    heldRows * Math.max(width, quarter ? height : 0) * pixelBytes +
    (quarter ? pixels * pixelBytes : 0) +
    (format === 'tiff' ? rowOfTiles(bytes, width) * pixelBytes : 0) +
    (raw ? rawCopies() * pixels * rawBytes : 0) +
    bytes.length * heldOfFile[format === 'gif' ? 'gif' : 'other']
  );
}

/** Nothing where it is read strip by strip. */
function heldPerPixel(said: Metadata, bytes: Uint8Array, format: Exclude<ImageFormat, 'svg'>, pixelBytes: number): number {
  switch (format) {
    case 'jpeg':
      // Two bytes a coefficient.
      return readJpegHeader(bytes).manyScans ? 2 * said.channels * (said.chromaSubsampling === '4:2:0' ? 0.5 : 1) : 0;
    case 'png':
      return said.isProgressive ? 2 * pixelBytes : 0;
    case 'tiff':
      return 0;
    default:
      return heldBytes[format];
  }
}

/** TIFF 6.0 §15. */
const tileWidth = 322;
const tileLength = 323;

/** Pixels of all tiles beside each other, which are held together. */
function rowOfTiles(bytes: Uint8Array, width: number): number {
  const block = TiffBlock.open(bytes);
  const across = block?.whole(block.first, tileWidth) ?? 0;
  const down = block?.whole(block.first, tileLength) ?? 0;
  return across === 0 ? 0 : Math.ceil(width / across) * across * down;
}
