import { extname } from 'node:path';
import { loadSharp } from '../decode/sharp';
import { drawScene } from './scenes';

/** What became of a picture on its way to a file. The first two give the same bytes; a copy is younger. */
export const transforms = ['original', 'copy', 'recompressed', 'half-size', 'brighter', 'turned', 'cut-short', 'not-a-picture', 'empty'] as const;
export type Transform = (typeof transforms)[number];

export function isTransform(name: string): name is Transform {
  return transforms.some((transform) => transform === name);
}

/**
 * The bytes of a sample file, in the format that its name's extension says; the same for the same arguments
 * on the same machine. Rejects when sharp can't be loaded or fails.
 */
export async function renderSample(path: string, seed: number, transform: Transform): Promise<Uint8Array> {
  if (transform === 'empty') return new Uint8Array();
  if (transform === 'not-a-picture') return Buffer.from('Ferry at 9:40, platform 2.\nBring the blue umbrella.\n');
  const svg = Buffer.from(drawScene(seed));
  const format = extname(path).slice(1).toLowerCase();
  if (format === 'svg') return svg;
  const bytes = await encode(svg, format, transform);
  return transform === 'cut-short' ? bytes.subarray(0, bytes.length >> 1) : bytes;
}

async function encode(svg: Uint8Array, format: string, transform: Transform): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const { data, info } = await sharp(svg).flatten({ background: '#ffffff' }).raw().toBuffer({ resolveWithObject: true });
  let image = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  if (transform === 'half-size') image = image.resize(Math.round(info.width / 2));
  if (transform === 'brighter') image = image.linear(1.06, 6);
  // As a camera held upright stores it: the pixels lie on their side, and EXIF says how to turn them (6: a quarter clockwise).
  if (transform === 'turned') image = image.rotate(270).withMetadata({ orientation: 6 });
  const quality = transform === 'recompressed' ? 60 : transform === 'half-size' ? 80 : 90;
  switch (format) {
    case 'png':
      return await image.png({ compressionLevel: 6 }).toBuffer();
    case 'webp':
      return await image.webp({ quality, effort: 2 }).toBuffer();
    case 'avif':
      return await image.avif({ quality: quality - 30, effort: 2 }).toBuffer();
    case 'gif':
      return await image.gif({ effort: 3 }).toBuffer();
    case 'tif':
      return await image.tiff({ compression: 'lzw', predictor: 'horizontal' }).toBuffer();
    default:
      return await image.jpeg({ quality, chromaSubsampling: quality >= 90 ? '4:4:4' : '4:2:0', progressive: transform === 'recompressed' }).toBuffer();
  }
}
