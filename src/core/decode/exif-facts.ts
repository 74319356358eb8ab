import type { FileFacts, GeoPlace } from '../../shared/files';
import { openExif } from './exif';
import type { TiffBlock } from './tiff-block';

/** Tags of CIPA DC-008 (Exif 2.32), tables 3–5 and 15. */
const tags = {
  make: 0x010f,
  model: 0x0110,
  exif: 0x8769,
  gps: 0x8825,
  taken: 0x9003,
  takenOffset: 0x9011,
  latitudeRef: 1,
  latitude: 2,
  longitudeRef: 3,
  longitude: 4,
} as const;

export type ExifFacts = Pick<FileFacts, 'taken' | 'camera' | 'place'>;

const nothing: ExifFacts = { taken: null, camera: null, place: null };

/**
 * What the camera wrote about a picture.
 *
 * @param bytes a TIFF file, or an Exif block with or without the "Exif" identifier before it
 */
export function readExifFacts(bytes: Uint8Array): ExifFacts {
  const block = openExif(bytes);
  if (!block) return nothing;
  const exif = block.whole(block.first, tags.exif);
  const gps = block.whole(block.first, tags.gps);
  return {
    taken: exif === null ? null : momentIn(block.text(exif, tags.taken), block.text(exif, tags.takenOffset)),
    camera: cameraName(block.text(block.first, tags.make), block.text(block.first, tags.model)),
    place: gps === null ? null : placeIn(block, gps),
  };
}

/** Whether there is an Exif block, of itself or as a part of a TIFF file, and whether it says where and when the picture was taken. */
export function exifExtras(bytes: Uint8Array): { readonly exif: boolean; readonly gps: boolean; readonly date: boolean } {
  const block = openExif(bytes);
  if (!block) return { exif: false, gps: false, date: false };
  const exif = block.whole(block.first, tags.exif);
  const gps = block.whole(block.first, tags.gps);
  return {
    exif: exif !== null || gps !== null,
    gps: gps !== null && placeIn(block, gps) !== null,
    date: exif !== null && momentIn(block.text(exif, tags.taken), null) !== null,
  };
}

/** Cameras that do not know the time write spaces or zeros. */
function momentIn(text: string | null, offset: string | null): string | null {
  const [, year, month, day, time] = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d:\d\d)/.exec(text ?? '') ?? [];
  const moment = `${year}-${month}-${day}T${time}`;
  if (time === undefined || year === '0000' || Number.isNaN(Date.parse(`${moment}Z`))) return null;
  return /^[+-]\d\d:\d\d$/.test(offset ?? '') ? `${moment}${offset}` : moment;
}

/** Most models begin with their maker's name, and need it no second time. */
function cameraName(make: string | null, model: string | null): string | null {
  if (make === null || model === null) return model ?? make;
  const [brand = make] = make.split(' ');
  return model.toLowerCase().startsWith(brand.toLowerCase()) ? model : `${make} ${model}`;
}

function placeIn(block: TiffBlock, gps: number): GeoPlace | null {
  const latitude = degrees(block.fractions(gps, tags.latitude, 3), block.text(gps, tags.latitudeRef), 'S');
  const longitude = degrees(block.fractions(gps, tags.longitude, 3), block.text(gps, tags.longitudeRef), 'W');
  if (latitude === null || longitude === null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  return { latitude, longitude };
}

/** Degrees, minutes and seconds as one number. */
function degrees(parts: readonly number[] | null, side: string | null, negative: 'S' | 'W'): number | null {
  if (parts === null) return null;
  const [whole = 0, minutes = 0, seconds = 0] = parts;
  return (whole + minutes / 60 + seconds / 3600) * (side?.toUpperCase() === negative ? -1 : 1);
}
