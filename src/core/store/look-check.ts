import { byteNumber } from '../decode/byte-number';
import { recordSize } from '../matching/record';
import type { Known } from './fingerprints';

const numbersAt = 8 * Math.ceil(recordSize / 8);
const wordsAt = numbersAt + 2 * 8;
const words = 19;
const textAt = wordsAt + 4 * words;
/** Longer paths are told apart by their beginnings. */
const mostText = 16_384;

const bytes = new Uint8Array(textAt + 2 * mostText);
const numbers = new Float64Array(bytes.buffer, bytes.byteOffset + numbersAt, 2);
const fields = new Uint32Array(bytes.buffer, bytes.byteOffset + wordsAt, words);
/** Of the text. Writing them one by one takes a tenth of the time that a call for a short text takes. */
const units = new Uint16Array(bytes.buffer, bytes.byteOffset + textAt, mostText);

/** What a row of the table of files says, and of which file. */
export interface Checked {
  readonly path: string;
  readonly bytes: number;
  readonly modified: number;
  readonly version: number;
  readonly known: Known;
}

/**
 * 53 bits of the XXH64 of all that is known of a file, its path and the record of its look included: whatever changed on the disk of
 * either file changes it, and so does a record that another took the place of. `record` is null for a file without.
 */
export function lookCheck({ path, bytes: size, modified, version, known }: Checked, record: Uint8Array | null): number {
  let text = path;
  if (record) bytes.set(record, 0);
  else bytes.fill(0, 0, recordSize);
  numbers[0] = size;
  numbers[1] = modified;
  fields.fill(0);
  fields[0] = version;
  if (known.kind === 'skip') {
    fields[1] = 1;
    text = `${path}\0${known.reason}\0${known.detail}`;
  } else {
    const { hashLow, hashHigh, contentLow, contentHigh, pixelsLow, pixelsHigh, numberLow, numberHigh, slot, width, height, format, detail, quality, depth, extras } = known;
    fields[2] = hashLow;
    fields[3] = hashHigh;
    fields[4] = contentLow;
    fields[5] = contentHigh;
    fields[6] = pixelsLow;
    fields[7] = pixelsHigh;
    fields[8] = numberLow;
    fields[9] = numberHigh;
    fields[10] = slot;
    fields[11] = width;
    fields[12] = height;
    fields[13] = format;
    fields[14] = detail;
    fields[15] = quality;
    fields[16] = depth;
    fields[17] = extras;
  }
  fields[18] = text.length;
  const length = Math.min(text.length, mostText);
  for (let i = 0; i < length; i++) units[i] = text.charCodeAt(i);
  return checkOf(bytes.subarray(0, textAt + 2 * length));
}

/** 53 bits of the XXH64 of bytes, as a number that SQLite and JavaScript both hold. */
export function checkOf(content: Uint8Array): number {
  const [low, high] = byteNumber(content);
  return (high & 0x1f_ffff) * 2 ** 32 + low;
}
