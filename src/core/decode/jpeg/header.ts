import { isExif } from '../exif';

/** What the segments before a JPEG's first scan say beside its size, as far as they are whole. */
export interface JpegHeader {
  /** Bits per sample; 0 where there is no frame header. */
  readonly precision: number;
  /** The quantisation table of the first component, its luma: 64 steps in zigzag order. Null where there is none. */
  readonly lumaSteps: Uint16Array | null;
  /** The first Exif block, with its identifier. */
  readonly exif: Uint8Array | null;
  /** Whether there is a colour profile. */
  readonly profile: boolean;
  /** Whether its pixels come in several scans, so that a decoder holds the coefficients of all of them. */
  readonly manyScans: boolean;
}

/** Markers (ITU-T T.81 table B.1). */
const startOfScan = 0xda;
const quantisation = 0xdb;
const exifData = 0xe1;
const profileData = 0xe2;
/** "ICC_PROFILE" (ICC.1:2022, annex B.4). */
const profileName = Buffer.from('ICC_PROFILE\0', 'latin1');

export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  /** By the number of a table, where its steps begin, and whether they have 16 bits. */
  const tables: { readonly at: number; readonly wide: boolean }[] = [];
  let precision = 0;
  let wanted = 0;
  let profile = false;
  let progressive = false;
  let components = 0;
  let inFirstScan = 0;
  let exif: Uint8Array | null = null;
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    // Any number of 0xff may stand before a marker.
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = (bytes[at + 2]! << 8) | bytes[at + 3]!;
    const body = at + 4;
    const end = at + 2 + length;
    if (marker === startOfScan) inFirstScan = bytes[body] ?? 0;
    if (marker === startOfScan || length < 2 || end > bytes.length) break;
    if (marker === quantisation) noteTables(bytes, body, end, tables);
    else if (isFrame(marker) && length >= 11) {
      precision = bytes[body]!;
      components = bytes[body + 5]!;
      // SOF2, 6, 10 and 14.
      progressive = (marker & 3) === 2;
      wanted = bytes[body + 8]!;
    } else if (marker === exifData && exif === null && isExif(bytes.subarray(body, end))) exif = bytes.subarray(body, end);
    else if (marker === profileData && profileName.every((letter, i) => bytes[body + i] === letter)) profile = true;
    at = end;
  }
  const table = tables[wanted];
  return { precision, lumaSteps: table ? stepsAt(bytes, table.at, table.wide) : null, exif, profile, manyScans: progressive || inFirstScan < components };
}

/** SOF0–SOF15, among which DHT, JPG and DAC have their codes. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** ITU-T T.81 §B.2.4.1. */
function noteTables(bytes: Uint8Array, body: number, end: number, tables: { at: number; wide: boolean }[]): void {
  for (let at = body; at < end;) {
    const wide = bytes[at]! >> 4 === 1;
    const next = at + 1 + (wide ? 128 : 64);
    if (next > end) return;
    tables[bytes[at]! & 15] = { at: at + 1, wide };
    at = next;
  }
}

function stepsAt(bytes: Uint8Array, at: number, wide: boolean): Uint16Array {
  if (!wide) return new Uint16Array(bytes.subarray(at, at + 64));
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 128);
  return Uint16Array.from({ length: 64 }, (_, i) => view.getUint16(2 * i));
}
