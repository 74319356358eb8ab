import type { Metadata, Sharp as SharpImage } from 'sharp';
import type { ImageFormat } from '../../shared/files';
import { decoded, type Decoded, type DecodeFailure, type LumaGrid } from './grid';
import { blueWeight, greenWeight, redWeight } from './luma';
import { toOrientation } from './exif';
import { openable } from './openable';
import { withImage } from './open-image';
import { loadSharp, type Sharp } from './sharp';
import { explainSharp } from './sharp-failure';
import { traitsBySharp } from './traits';

/** Cells along one side, at most; sharp shrinks by whole numbers of pixels where it can. */
const mostCells = 128;

/**
 * The luma grid of anything that sharp reads: 64 to 128 cells along each side (one per pixel for a smaller image),
 * of the pixels as stored, over white. Of several frames or pages the first. Colour profiles are left aside, as
 * everywhere. Never rejects, unless sharp's WebAssembly itself has broken down and the thread must end.
 */
export async function decodeBySharp(bytes: Uint8Array, format: ImageFormat): Promise<Decoded> {
  const source = openable(bytes, format);
  if (!(source instanceof Uint8Array)) return failed(source);
  let sharp: Sharp;
  try {
    sharp = await loadSharp();
  } catch (thrown) {
    return failed({ reason: 'unsupported', detail: `This image needs sharp, which could not be loaded: ${String(thrown)}` });
  }
  try {
    const grid = await withImage(sharp, source, { format, strict: true, turned: false, raw: false }, (image, said) => gridOf(image, said, source, format));
    return 'reason' in grid ? failed(grid) : decoded(grid);
  } catch (thrown) {
    return failed(explainSharp(thrown, bytes, format));
  }
}

async function gridOf(image: SharpImage, said: Metadata, source: Uint8Array, format: ImageFormat): Promise<LumaGrid> {
  const { width: imageWidth, height: imageHeight, orientation } = said;
  const { data, info } = await image
    .flatten({ background: '#ffffff' })
    .resize(cellsAlong(imageWidth), cellsAlong(imageHeight), { fit: 'fill', kernel: 'linear' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return {
    format,
    width: info.width,
    height: info.height,
    luma: info.channels >= 3 ? lumaOf(data, info.channels) : data,
    imageWidth,
    imageHeight,
    orientation: toOrientation(orientation),
    traits: traitsBySharp(said, source, format),
  };
}

function cellsAlong(pixels: number): number {
  return Math.max(1, Math.round(pixels / Math.ceil(pixels / mostCells)));
}

function lumaOf(pixels: Uint8Array, channels: number): Uint8Array {
  const luma = new Uint8Array(pixels.length / channels);
  for (let i = 0, from = 0; i < luma.length; i++, from += channels) {
    luma[i] = (redWeight * pixels[from]! + greenWeight * pixels[from + 1]! + blueWeight * pixels[from + 2]! + 32768) >> 16;
  }
  return luma;
}

function failed(failure: DecodeFailure): Decoded {
  return { ok: false, failure };
}
