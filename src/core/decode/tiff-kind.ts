import type { DecodeFailure } from './grid';
import { cutShort } from './failures';

/** TIFF 6.0 §8, DNG 1.7 and TIFF/EP tags that tell a camera's RAW file from a picture. */
const newSubfileType = 254;
const photometric = 262;
const dngVersion = 50706;
const colourFilterArray = 32803;
const linearRaw = 34892;
/** More entries than any real directory has. */
const maxEntries = 4096;
/** Listing more pages takes libtiff minutes, for it looks through those that it knows for each. */
const maxPages = 10_000;

/**
 * Why a TIFF must not be read, or null. Most cameras' RAW files (DNG, NEF, ARW, CR2) are TIFFs whose first picture is a
 * thumbnail: reading that would make a 45-megapixel original look like the smallest of its copies.
 */
export function refuseTiff(bytes: Uint8Array): DecodeFailure | null {
  if (bytes.length < 16) return cutShort;
  if (bytes[8] === 0x43 && bytes[9] === 0x52 && bytes[2] === 42) return cameraRaw;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const little = bytes[0] === 0x49;
  const big = view.getUint16(2, little) === 43;
  const start = big ? Number(view.getBigUint64(8, little)) : view.getUint32(4, little);
  const countBytes = big ? 8 : 2;
  const entryBytes = big ? 20 : 12;
  if (start + countBytes > bytes.length) return cutShort;
  const count = big ? Number(view.getBigUint64(start, little)) : view.getUint16(start, little);
  const entries = start + countBytes;
  if (count > maxEntries || entries + count * entryBytes > bytes.length) return cutShort;

  for (let at = entries; at < entries + count * entryBytes; at += entryBytes) {
    const tag = view.getUint16(at, little);
    const valueAt = at + (big ? 12 : 8);
    const isLong = view.getUint16(at + 2, little) === 4;
    const value = isLong ? view.getUint32(valueAt, little) : view.getUint16(valueAt, little);
    if (tag === dngVersion) return cameraRaw;
    if (tag === photometric && (value === colourFilterArray || value === linearRaw)) return cameraRaw;
    if (tag === newSubfileType && (value & 1) === 1) return cameraRaw;
  }
  return !big && hasMorePages(view, little, start) ? tooManyPages : null;
}

function hasMorePages(view: DataView, little: boolean, first: number): boolean {
  const met = new Set<number>();
  for (let at = first; at > 0 && at + 2 <= view.byteLength && !met.has(at); ) {
    if (met.size === maxPages) return true;
    met.add(at);
    const next = at + 2 + 12 * view.getUint16(at, little);
    at = next + 4 <= view.byteLength ? view.getUint32(next, little) : 0;
  }
  return false;
}

const tooManyPages: DecodeFailure = { reason: 'too-large', detail: `The TIFF image has more than ${maxPages.toLocaleString('en')} pages.` };

const cameraRaw: DecodeFailure = { reason: 'unsupported', detail: 'Camera RAW images are not supported yet.' };
