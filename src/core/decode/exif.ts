import type { Orientation } from './grid';

const orientationTag = 0x0112;
const typeShort = 3;
const prefix = [0x45, 0x78, 0x69, 0x66, 0, 0];

/** Whether bytes begin with the "Exif" identifier that a JPEG's APP1 segment has (CIPA DC-008 §4.7.2). */
export function isExif(bytes: Uint8Array): boolean {
  return prefix.every((byte, i) => bytes[i] === byte);
}

/**
 * The orientation that an Exif block states, 1 where it states none or makes no sense.
 *
 * @param exif A TIFF header and what follows it (PNG's eXIf, WebP's EXIF chunk), with or without the "Exif"
 *   identifier before it. Only the first directory is read (TIFF 6.0 §2, CIPA DC-008 §4.6.4).
 */
export function readOrientation(exif: Uint8Array): Orientation {
  const tiff = isExif(exif) ? exif.subarray(prefix.length) : exif;
  if (tiff.length < 8) return 1;
  const little = tiff[0] === 0x49 && tiff[1] === 0x49;
  const big = tiff[0] === 0x4d && tiff[1] === 0x4d;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if ((!little && !big) || view.getUint16(2, little) !== 42) return 1;
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return 1;
  const entries = Math.min(view.getUint16(directory, little), Math.floor((tiff.length - directory - 2) / 12));
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + 12 * i;
    if (view.getUint16(entry, little) !== orientationTag) continue;
    if (view.getUint16(entry + 2, little) !== typeShort || view.getUint32(entry + 4, little) !== 1) return 1;
    return toOrientation(view.getUint16(entry + 8, little));
  }
  return 1;
}

function toOrientation(value: number): Orientation {
  switch (value) {
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
    case 7:
    case 8:
      return value;
    default:
      return 1;
  }
}
