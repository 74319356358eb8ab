import type { Orientation } from '../../shared/files';
import { TiffBlock } from './tiff-block';

const orientationTag = 0x0112;
const prefix = [0x45, 0x78, 0x69, 0x66, 0, 0];

/** Whether bytes begin with the "Exif" identifier that a JPEG's APP1 segment has (CIPA DC-008 §4.7.2). */
export function isExif(bytes: Uint8Array): boolean {
  return prefix.every((byte, i) => bytes[i] === byte);
}

/**
 * The fields of an Exif block; null where they make no sense.
 *
 * @param exif A TIFF header and what follows it (PNG's eXIf, WebP's EXIF chunk, a TIFF file), with or without the "Exif"
 *   identifier before it
 */
export function openExif(exif: Uint8Array): TiffBlock | null {
  return TiffBlock.open(isExif(exif) ? exif.subarray(prefix.length) : exif);
}

/** The orientation that an Exif block states in its first directory, 1 where it states none or makes no sense. */
export function readOrientation(exif: Uint8Array): Orientation {
  const block = openExif(exif);
  return toOrientation(block?.whole(block.first, orientationTag));
}

export function toOrientation(value: number | null | undefined): Orientation {
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
