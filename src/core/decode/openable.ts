import type { ImageFormat } from '../../shared/files';
import { maxPixels, type DecodeFailure } from './grid';
import { cutShort } from './failures';
import { heldBytes, maxNeed } from './memory-need';
import { sealSvg } from './svg';
import { refuseTiff } from './tiff-kind';
import { webpSize } from './webp';

/** The most pixels of an image that sharp may open at all, before it has said what kind they are; see `memory-need.ts`. */
export function pixelLimit(format: ImageFormat): number {
  switch (format) {
    case 'jpeg':
    case 'tiff':
    case 'png':
      return maxPixels;
    default:
      return Math.floor(maxNeed / heldBytes[format]);
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
      return refuseWebp(bytes) ?? bytes;
    case 'jpeg':
    case 'png':
    case 'avif':
      return bytes;
  }
}

/** A longer animation takes libwebp minutes to list, for it looks through all frames once for each. */
const maxWebpFrames = 10_000;

function refuseWebp(bytes: Uint8Array): DecodeFailure | null {
  if (bytes.length < 12 + 8 || riffLength(bytes) > bytes.length) return cutShort;
  if (webpSize(bytes).frames <= maxWebpFrames) return null;
  return { reason: 'too-large', detail: `The WebP animation has more than ${maxWebpFrames.toLocaleString('en')} frames.` };
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
