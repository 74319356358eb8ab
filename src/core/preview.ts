import { open, type FileHandle } from 'node:fs/promises';
import { previewSides, type PreviewSize } from '../shared/contract';
import type { ImageFormat } from '../shared/domain';
import { fail, ok, type Result } from '../shared/errors';
import { openable, pixelLimit } from './decode/openable';
import { loadSharp, type Sharp } from './decode/sharp';
import { explainSharp } from './decode/sharp-failure';
import { sniff, sniffBytes } from './decode/sniff';
import type { Preview } from './ports';

/** Above this a file isn't read into memory for a look at it. */
const maxFileBytes = 1024 * 1024 * 1024;
const seconds = 60;

/**
 * A file as a picture that any browser shows: turned upright, in sRGB, without metadata, its longest side at most
 * `previewSides[size]` and never larger than the image (SVG aside, which has no size to respect). WebP where
 * something shines through, for it alone keeps that; JPEG for all others, which takes a tenth of WebP's time in
 * sharp's WebAssembly build. `format` is what the scan saw: a file that is something else by now is not shown. Fails as `cannot-preview`; rejects only as `decodeBySharp` does.
 */
export async function renderPreview(path: string, size: PreviewSize, format: ImageFormat): Promise<Result<Preview>> {
  const read = await readWhole(path);
  if (typeof read === 'string') return cannot(read);
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
    return ok(await render(sharp, source, size, format));
  } catch (thrown) {
    return cannot(explainSharp(thrown, read, format).detail);
  }
}

async function render(sharp: Sharp, source: Uint8Array, size: PreviewSize, format: ImageFormat): Promise<Preview> {
  const side = previewSides[size];
  // A damaged end still leaves something to look at, so reading goes on past errors here.
  const image = sharp(source, { failOn: 'none', limitInputPixels: pixelLimit(source, format) })
    .timeout({ seconds })
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: format !== 'svg' })
    .toColourspace('srgb');
  const { hasAlpha } = await image.metadata();
  const output = hasAlpha
    ? image.webp({ quality: 80, effort: 1 })
    : image.jpeg({ quality: size === 'thumb' ? 80 : 85 });
  return { bytes: new Uint8Array(await output.toBuffer()), mime: hasAlpha ? 'image/webp' : 'image/jpeg' };
}

/** The file's bytes, or a sentence that says why not. */
async function readWhole(path: string): Promise<Uint8Array | string> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const { size } = await file.stat();
    if (size > maxFileBytes) return 'The file is too large to be shown here.';
    return await file.readFile();
  } catch (thrown) {
    return `The file can’t be read (${thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown)}).`;
  } finally {
    await file?.close();
  }
}

/** The sentence becomes part of another, which ends with a full stop of its own. */
function cannot(sentence: string): Result<Preview> {
  return fail({ kind: 'cannot-preview', detail: sentence.replace(/\.$/, '').replace(/^The /, 'the ').replace(/^There /, 'there ') });
}
