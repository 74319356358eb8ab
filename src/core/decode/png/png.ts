import { inflateSync } from 'node:zlib';
import { readOrientation } from '../exif';
import { cutShort } from '../failures';
import { decoded, maxPixels, notDecoded, type Decoded, type LumaGrid, type Orientation } from '../grid';
import { cellSide } from '../luma';
import { rowReader, type AddRow } from './cells';
import { channelsOf, damaged, readPng, type PngFile } from './chunks';
import { unfilterRow } from './unfilter';

/** Uncompressed pixels are held at once here; a larger image goes to sharp, which streams it. */
const maxRawBytes = 256 * 1024 * 1024;
/** No deflate stream shrinks its input further than this (258 bytes in two bits); a header that claims more lies. */
const maxDeflateRatio = 1032;

/**
 * A PNG's luma grid (PNG third edition) of {@link cellSide}-sized cells, without libpng: node's zlib, then
 * unfiltering and averaging row by row. Colour profiles and gamma are left aside, as they are for JPEG: a copy
 * that lost its profile still has the same numbers. `hand-on`: interlaced, rare or very large; sharp reads those.
 */
export function decodePng(bytes: Uint8Array): Decoded | 'hand-on' {
  const png = readPng(bytes);
  if ('reason' in png) return { ok: false, failure: png };
  if (png.width * png.height > maxPixels) {
    return notDecoded('too-large', `The image claims to be ${png.width} × ${png.height} pixels.`);
  }
  const addRow = rowReader(png);
  const rowBytes = Math.ceil((png.width * png.bitDepth * channelsOf[png.colour]) / 8);
  const rawBytes = (rowBytes + 1) * png.height;
  const packedBytes = png.data.reduce((sum, part) => sum + part.length, 0);
  if (!png.interlaced && rawBytes > packedBytes * maxDeflateRatio) return { ok: false, failure: cutShort };
  if (png.interlaced || addRow === null || rawBytes > maxRawBytes) return 'hand-on';

  const raw = inflate(png.data, rawBytes);
  if (!(raw instanceof Uint8Array)) return raw;
  const luma = average(png, raw, rowBytes, addRow);
  return luma ? decoded(gridOf(png, luma)) : { ok: false, failure: damaged('a row’s filter does not exist') };
}

/** The filtered rows, exactly `length` bytes of them. */
function inflate(parts: readonly Uint8Array[], length: number): Uint8Array | Decoded | 'hand-on' {
  const packed = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  try {
    // One chunk of the whole size spares zlib's wrapper the copying together of many.
    const raw = inflateSync(packed, { chunkSize: Math.max(64, length), maxOutputLength: length });
    return raw.length === length ? raw : { ok: false, failure: cutShort };
  } catch (thrown) {
    switch (thrown instanceof Error && 'code' in thrown ? thrown.code : null) {
      case 'Z_BUF_ERROR':
        return { ok: false, failure: cutShort };
      case 'ERR_BUFFER_TOO_LARGE':
        // More data than pixels: odd, but every viewer shows it.
        return 'hand-on';
      default:
        return { ok: false, failure: damaged('its compressed data makes no sense') };
    }
  }
}

function average(png: PngFile, raw: Uint8Array, rowBytes: number, addRow: AddRow): Uint8Array | null {
  const { width, height } = png;
  const cellX = cellSide(width);
  const cellY = cellSide(height);
  const columns = Math.ceil(width / cellX);
  const rows = Math.ceil(height / cellY);
  const pixelBytes = Math.max(1, (png.bitDepth * channelsOf[png.colour]) >> 3);
  const sums = new Float64Array(columns);
  const luma = new Uint8Array(columns * rows);

  if (!unfilterFirstRow(raw, rowBytes, pixelBytes)) return null;
  for (let y = 0, row = 0; row < rows; row++) {
    const end = Math.min(y + cellY, height);
    const cellHeight = end - y;
    sums.fill(0);
    for (; y < end; y++) {
      const at = y * (rowBytes + 1) + 1;
      if (y > 0 && !unfilterRow(raw, raw[at - 1]!, at, at - rowBytes - 1, rowBytes, pixelBytes)) return null;
      addRow(raw, at, width, cellX, sums);
    }
    for (let column = 0; column < columns; column++) {
      const cellWidth = Math.min(cellX, width - column * cellX);
      luma[row * columns + column] = Math.round(sums[column]! / (65536 * cellWidth * cellHeight));
    }
  }
  return luma;
}

/** The row above the first counts as zeros (§9.2): a copy in front of such a row is where it is unfiltered. */
function unfilterFirstRow(raw: Uint8Array, rowBytes: number, pixelBytes: number): boolean {
  const scratch = new Uint8Array(2 * rowBytes);
  scratch.set(raw.subarray(1, 1 + rowBytes), rowBytes);
  if (!unfilterRow(scratch, raw[0]!, rowBytes, 0, rowBytes, pixelBytes)) return false;
  raw.set(scratch.subarray(rowBytes), 1);
  return true;
}

function gridOf(png: PngFile, luma: Uint8Array): LumaGrid {
  const cellX = cellSide(png.width);
  const cellY = cellSide(png.height);
  const orientation: Orientation = png.exif ? readOrientation(png.exif) : 1;
  return {
    format: 'png',
    width: Math.ceil(png.width / cellX),
    height: Math.ceil(png.height / cellY),
    luma,
    spanX: png.width / cellX,
    spanY: png.height / cellY,
    imageWidth: png.width,
    imageHeight: png.height,
    orientation,
  };
}
