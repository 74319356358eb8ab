import type { Orientation } from '../../../shared/files';
import { readOrientation } from '../exif';
import { cutShort } from '../failures';
import { decoded, maxPixels, notDecoded, type Decoded, type LumaGrid } from '../grid';
import { cellSide } from '../luma';
import { extrasIn } from '../traits';
import { damaged, readPng, rowBytesOf, type PngFile } from './chunks';
import { describePng } from './description';
import { pixelLayout } from './pixels';
import { readRows, type Rows } from './rows';

/** Pixels of a row, at most: libpng's own limit. Longer rows make sharp, too, hold gigabytes. */
const maxWidth = 1_000_000;
/** Some twenty rows are held at a time. */
const maxRowBytes = 1024 * 1024;
/** No deflate stream shrinks its input further than this (258 bytes in two bits); a header that claims more lies. */
const maxDeflateRatio = 1032;

/**
 * A PNG's luma grid (PNG third edition) of {@link cellSide}-sized cells, without libpng or zlib: a kernel inflates,
 * unfilters and averages rows as they come, and no image is ever held. Colour profiles and gamma are left aside, as they are
 * for JPEG: a copy that lost its profile still has the same numbers. `hand-on`: interlaced, rare or very large; sharp reads those.
 *
 * @param numbered Whether the number of the pixels is asked for.
 */
export function decodePng(bytes: Uint8Array, numbered = true): Decoded | 'hand-on' {
  const png = readPng(bytes);
  if ('reason' in png) return { ok: false, failure: png };
  if (png.width > maxWidth || png.width * png.height > maxPixels) {
    return notDecoded('too-large', `The image claims to be ${png.width} × ${png.height} pixels.`);
  }
  const rowBytes = rowBytesOf(png);
  const rawBytes = (rowBytes + 1) * png.height;
  const packedBytes = png.data.reduce((sum, part) => sum + part.length, 0);
  if (rawBytes > packedBytes * maxDeflateRatio) return { ok: false, failure: cutShort };
  const layout = pixelLayout(png);
  if (png.interlaced || layout === null || rowBytes > maxRowBytes) return 'hand-on';

  const orientation: Orientation = png.exif ? readOrientation(png.exif) : 1;
  const rows = readRows(png, layout, numbered ? describePng(png, orientation) : null);
  switch (rows) {
    case 'cut':
      return { ok: false, failure: cutShort };
    case 'bad-data':
      return { ok: false, failure: damaged('its compressed data makes no sense') };
    case 'bad-filter':
      return { ok: false, failure: damaged('a row’s filter does not exist') };
    case 'no-memory':
      return notDecoded('too-large', 'There was not enough memory for the PNG image.');
    case 'surplus':
      // More data than pixels: odd, but every viewer shows it.
      return 'hand-on';
    default:
      return decoded(gridOf(png, rows, orientation));
  }
}

function gridOf(png: PngFile, { means, pixels }: Rows, orientation: Orientation): LumaGrid {
  const cellX = cellSide(png.width);
  const cellY = cellSide(png.height);
  return {
    format: 'png',
    width: Math.ceil(png.width / cellX),
    height: Math.ceil(png.height / cellY),
    luma: means,
    spanX: png.width / cellX,
    spanY: png.height / cellY,
    imageWidth: png.width,
    imageHeight: png.height,
    orientation,
    pixels: png.ambiguous ? null : pixels,
    // A palette's colours have eight bits each.
    traits: { quality: 0, depth: png.colour === 'palette' ? 8 : png.bitDepth, extras: extrasIn(png.exif, png.colourSpace.has('iCCP')) },
  };
}
