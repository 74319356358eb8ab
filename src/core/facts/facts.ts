import type { Metadata } from 'sharp';
import type { FileFacts, ImageFormat, JpegQuality } from '../../shared/files';
import { fail, ok, type Result } from '../../shared/errors';
import { toOrientation } from '../decode/exif';
import { readExifFacts } from '../decode/exif-facts';
import { readJpegHeader } from '../decode/jpeg/header';
import { estimateQuality } from '../decode/jpeg/quality';
import { openable } from '../decode/openable';
import { withImage } from '../decode/open-image';
import { loadSharp } from '../decode/sharp';
import { explainSharp } from '../decode/sharp-failure';
import { sniff, sniffBytes } from '../decode/sniff';
import { depthBySharp } from '../decode/traits';
import { Reach } from '../reach';
import { readWhole } from '../read-whole';
import { profileName } from './profile-name';

/**
 * What a file says about itself, none of its pixels decoded. `format` is what the scan saw: a file that is something else by
 * now is an error, `cannot-read`, as is one whose headers can't be read. Rejects only as `decodeBySharp` does.
 */
export async function readFacts(path: string, format: ImageFormat, reach = Reach.everywhere): Promise<Result<FileFacts>> {
  const read = readWhole(path, reach);
  if (typeof read === 'string') return cannot(read);
  const { bytes, stats } = read;
  if (sniff(bytes.subarray(0, sniffBytes)) !== format) return cannot('It is no longer the image that was scanned.');
  const source = openable(bytes, format);
  if (!(source instanceof Uint8Array)) return cannot(source.detail);
  let said: Metadata;
  try {
    const sharp = await loadSharp();
    const opened = await withImage(sharp, source, { format, strict: false, turned: false, raw: false }, (_image, all) => Promise.resolve(all));
    if ('reason' in opened) return cannot(opened.detail);
    said = opened;
  } catch (thrown) {
    return cannot(explainSharp(thrown, bytes, format).detail);
  }
  return ok({
    // Node answers 0 where a file system keeps no date of creation.
    created: stats.birthtimeMs > 0 ? stats.birthtimeMs : null,
    modified: stats.mtimeMs,
    bitDepth: format === 'svg' ? null : depthBySharp(said),
    profile: said.icc ? profileName(said.icc) : null,
    quality: format === 'jpeg' ? qualityOf(bytes) : null,
    orientation: toOrientation(said.orientation),
    // libvips hands over no Exif block of a TIFF, which is one itself.
    ...readExifFacts(format === 'tiff' ? bytes : (said.exif ?? new Uint8Array())),
  });
}

function qualityOf(jpeg: Uint8Array): JpegQuality | null {
  const { lumaSteps } = readJpegHeader(jpeg);
  return lumaSteps && estimateQuality(lumaSteps);
}

/** The sentence becomes part of another, which ends with a full stop of its own. */
function cannot(sentence: string): Result<FileFacts> {
  return fail({ kind: 'cannot-read', detail: sentence.replace(/\.$/, '').replace(/^(The|There|It) /, (word) => word.toLowerCase()) });
}
