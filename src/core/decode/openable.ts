import type { ImageFormat } from '../../shared/domain';
import { maxPixels, type DecodeFailure } from './grid';
import { cutShort } from './failures';
import { sealSvg } from './svg';
import { refuseTiff } from './tiff-kind';

/** What libvips reads strip by strip; the others are held whole, 4 bytes to the pixel. */
const streamed: ReadonlySet<ImageFormat> = new Set<ImageFormat>(['jpeg', 'png', 'tiff']);
/** 16,383 squared, WebP's largest: a gigabyte. */
const maxHeldPixels = 0x3fff * 0x3fff;

/** The most pixels sharp may open of a format, so that memory stays bounded. */
export function pixelLimit(format: ImageFormat): number {
  return streamed.has(format) ? maxPixels : maxHeldPixels;
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
