import type { Metadata } from 'sharp';
import { previewSides, type PreviewSize } from '../shared/contract';
import type { ImageFormat } from '../shared/files';
import { fail, ok, type Result } from '../shared/errors';
import { openable } from './decode/openable';
import { withImage } from './decode/open-image';
import { loadSharp, type Sharp } from './decode/sharp';
import { explainSharp } from './decode/sharp-failure';
import { sniff, sniffBytes } from './decode/sniff';
import type { Preview } from './ports';
import { Reach } from './reach';
import { readWhole } from './read-whole';

/**
 * A file as a picture that any browser shows: turned upright, in sRGB, without metadata, its longest side at most
 * `previewSides[size]` and never larger than the image (SVG aside, which has no size to respect). WebP where
 * something shines through, for it alone keeps that; JPEG for all others, which takes a tenth of WebP's time in
 * sharp's WebAssembly build. In size `full` it is the file itself where that can be shown as it is. `format` is what the scan saw: a file that is something else by now is not shown. Fails as `cannot-preview`; rejects only as `decodeBySharp` does.
 */
export async function renderPreview(path: string, size: PreviewSize, format: ImageFormat, reach = Reach.everywhere): Promise<Result<Preview>> {
  const file = readWhole(path, reach);
  if (typeof file === 'string') return cannot(file);
  const read = file.bytes;
  if (sniff(read.subarray(0, sniffBytes)) !== format) return cannot('The file is no longer the image that was scanned.');
  const source = openable(read, format);
  if (!(source instanceof Uint8Array)) return cannot(source.detail);
  let sharp: Sharp;
  try {
    sharp = await loadSharp();
  } catch (thrown) {
    return cannot(`The image library sharp could not be loaded (${String(thrown)}).`);
  }
  try {
    return await render(sharp, source, size, format, read);
  } catch (thrown) {
    return cannot(explainSharp(thrown, read, format).detail);
  }
}

/** JPEG quality by size: what is looked at closely, and laid over another, must not show an encoder's traces of ours. */
const qualities = { row: 75, small: 75, thumb: 80, large: 85, full: 95 } as const satisfies Record<PreviewSize, number>;

async function render(
  sharp: Sharp, source: Uint8Array, size: PreviewSize, format: ImageFormat, whole: Uint8Array<ArrayBuffer>,
): Promise<Result<Preview>> {
  // A drawing has no pixels of its own to be shown.
  const side = format === 'svg' ? drawnSide(size, whole) : previewSides[size];
  const quality = qualities[size];
  // A damaged end still leaves something to look at, so reading goes on past errors here.
  const opening = { format, strict: false, turned: true, raw: false, output: (said: Metadata) => encoderNeed(said, side, format) };
  const made = await withImage(sharp, source, opening, async (image, said): Promise<Preview> => {
    const mime = size === 'full' ? shownAsItIs(said, format, whole) : null;
    if (mime !== null) return { bytes: whole, mime };
    const upright = image.autoOrient().resize(side, side, { fit: 'inside', withoutEnlargement: format !== 'svg' }).toColourspace('srgb');
    // Tables made for the picture make it a little smaller, and have libjpeg hold all of its coefficients.
    const output = said.hasAlpha
      ? upright.webp({ quality: Math.max(80, quality - 5), effort: 1 })
      : upright.jpeg({ quality, chromaSubsampling: size === 'full' ? '4:4:4' : '4:2:0', optimiseCoding: size !== 'full' });
    return { bytes: new Uint8Array(await output.toBuffer()), mime: said.hasAlpha ? 'image/webp' : 'image/jpeg' };
  });
  return 'reason' in made ? cannot(made.detail) : ok(made);
}

/** resvg takes 300 bytes for each pixel that a filter may reach, and renderers take their time for what is drawn in layers. */
function drawnSide(size: PreviewSize, svg: Uint8Array<ArrayBuffer>): number {
  const side = previewSides[size === 'full' ? 'large' : size];
  const layered = /<(?:[\w.-]+:)?(?:filter|mask|use)\b/.test(Buffer.from(svg.buffer, svg.byteOffset, svg.byteLength).toString('latin1'));
  return layered ? Math.min(side, previewSides.large / 2) : side;
}

/** Bytes that libwebp takes for each pixel, and resvg for what it draws. */
const encodedBytes = 8;

/** Bytes that the preview itself takes until it is written: libjpeg writes it row by row. */
function encoderNeed({ width, height, hasAlpha }: Metadata, side: number, format: ImageFormat): number {
  if (!hasAlpha) return 0;
  const scale = side / Math.max(width, height);
  const shown = format === 'svg' ? scale : Math.min(1, scale);
  return encodedBytes * width * height * shown * shown;
}

/**
 * The type under which a file itself can be shown, where any browser shows it just as it is drawn here: a still picture, no drawing
 * that could carry scripts, of a size that a window can hold, turned only by what all browsers know to turn. Null for others.
 */
function shownAsItIs(said: Metadata, format: ImageFormat, whole: Uint8Array<ArrayBuffer>): Preview['mime'] | null {
  if (format === 'gif' || format === 'tiff' || format === 'svg') return null;
  const turned = format !== 'jpeg' && (said.orientation ?? 1) !== 1;
  const moving = (said.pages ?? 1) > 1 || (format === 'png' && isAnimatedPng(whole));
  if (turned || moving || said.space === 'cmyk' || Math.max(said.width, said.height) > previewSides.full) return null;
  return `image/${format}`;
}

/** Whether an animation's control chunk stands where it has to, before the pixels (PNG third edition, 11.3.6.1). */
function isAnimatedPng(bytes: Uint8Array<ArrayBuffer>): boolean {
  const pixels = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf('IDAT');
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.max(0, pixels)).includes('acTL');
}

/** The sentence becomes part of another, which ends with a full stop of its own. */
function cannot(sentence: string): Result<Preview> {
  return fail({ kind: 'cannot-preview', detail: sentence.replace(/\.$/, '').replace(/^The /, 'the ').replace(/^There /, 'there ') });
}
