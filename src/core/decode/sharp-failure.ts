import type { ImageFormat } from '../../shared/files';
import type { DecodeFailure } from './grid';
import { cutShort } from './failures';

const formatNames: Readonly<Record<ImageFormat, string>> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  avif: 'AVIF',
  gif: 'GIF',
  tiff: 'TIFF',
  svg: 'SVG',
};

/**
 * What sharp's message means to the file's owner. It has no error codes; the words are libvips' and those of the libraries
 * under it. A WebAssembly trap is thrown on: after it nothing in the thread's sharp can be trusted.
 */
export function explainSharp(thrown: unknown, bytes: Uint8Array, format: ImageFormat): DecodeFailure {
  const name = formatNames[format];
  if (thrown instanceof Error && thrown.name === 'RuntimeError') throw thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (/pixel limit|too (?:large|big)|exceeds/i.test(message)) {
    return { reason: 'too-large', detail: `The ${name} image has more pixels than can be opened.` };
  }
  if (/memory|allocat/i.test(message)) return { reason: 'too-large', detail: `There was not enough memory for the ${name} image.` };
  if (/timeout/i.test(message)) return { reason: 'timed-out', detail: `The ${name} image took too long to read.` };
  if (/premature end|unexpected end|end of (?:file|stream)|truncated|bad seek|read error/i.test(message)) return cutShort;
  if (format === 'svg' && !endsLikeSvg(bytes)) return cutShort;
  if (/unsupported|not supported|no decod|unimplemented/i.test(message)) {
    return { reason: 'unsupported', detail: `${name} images of this kind are not supported.` };
  }
  return { reason: 'corrupt', detail: `The ${name} image is damaged.` };
}

function endsLikeSvg(bytes: Uint8Array): boolean {
  return /<\/(?:[\w.-]+:)?svg\s*>/.test(new TextDecoder('latin1').decode(bytes.subarray(-4096)));
}
