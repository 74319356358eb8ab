import type { ImageFormat } from '../../shared/domain';
import { maxPixels, type DecodeFailure } from './grid';
import { cutShort } from './failures';
import { sharpKeepsMemory } from './sharp';
import { sealSvg } from './svg';
import { refuseTiff } from './tiff-kind';

/**
 * Bytes that sharp's WebAssembly build takes for each pixel of an image that it holds whole, at most, as measured on 36-megapixel
 * ones. JPEG, TIFF and PNG are read strip by strip, unless the PNG is interlaced; SVG is drawn in the size that is wanted.
 */
const heldBytes = { webp: 12, avif: 20, gif: 8, interlaced: 12, svg: 1 } as const;
/** 16,383 squared, WebP's largest: what is held of it is given back afterwards. */
const maxHeldPixels = 0x3fff * 0x3fff;
/** What one thread's sharp may take where it never gives memory back. */
const maxKeptBytes = 768 * 1024 ** 2;

/** The most pixels of an image that sharp may open, so that memory stays bounded. */
export function pixelLimit(bytes: Uint8Array, format: ImageFormat): number {
  const held = heldPerPixel(bytes, format);
  if (held === null) return maxPixels;
  return sharpKeepsMemory() ? Math.min(maxHeldPixels, Math.floor(maxKeptBytes / held)) : maxHeldPixels;
}

function heldPerPixel(bytes: Uint8Array, format: ImageFormat): number | null {
  switch (format) {
    case 'jpeg':
    case 'tiff':
      return null;
    case 'png':
      return bytes[28] === 1 ? heldBytes.interlaced : null;
    default:
      return heldBytes[format];
  }
}

/** The bytes to hand to sharp, or why these are better not: what it would not notice itself, or allocate for in vain. */
export function openable(bytes: Uint8Array, format: ImageFormat): Uint8Array | DecodeFailure {
  switch (format) {
    case 'svg':
      return sealSvg(bytes);
    case 'tiff':
      return refuseTiff(bytes) ?? bytes;
    case 'gif':
      return refuseGif(bytes) ?? bytes;
    case 'webp':
      return bytes.length < 12 + 8 || riffLength(bytes) > bytes.length ? cutShort : bytes;
    case 'jpeg':
    case 'png':
    case 'avif':
      return bytes;
  }
}

/** RIFF's size field leaves out the eight bytes it stands in. */
function riffLength(bytes: Uint8Array): number {
  return 8 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
}

/** A 12-bit LZW code stands for at most 4,096 pixels, so no byte for more: a larger canvas would be allocated for nothing. */
const maxGifPixelsPerByte = 4096;

function refuseGif(bytes: Uint8Array): DecodeFailure | null {
  if (bytes.length < 13) return cutShort;
  const width = bytes[6]! | (bytes[7]! << 8);
  const height = bytes[8]! | (bytes[9]! << 8);
  if (width * height <= bytes.length * maxGifPixelsPerByte) return null;
  return { reason: 'corrupt', detail: `The GIF image claims to be ${width} × ${height} pixels, more than its data can hold.` };
}
