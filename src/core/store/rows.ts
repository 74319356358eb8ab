import { imageFormats } from '../../shared/files';
import { skipReasons } from '../../shared/scan';
import type { Known } from './fingerprints';

/** A row of the file table: when it holds, and what it says. */
export interface FoundFile {
  readonly bytes: number;
  readonly modified: number;
  readonly version: number;
  /** On which it was last met; see `cache-schema.ts`. */
  readonly day: number;
  /** See `look-check.ts`. */
  readonly sum: number;
  readonly known: Known;
}

export interface FoundDigest {
  readonly bytes: number;
  readonly modified: number;
  readonly sha256: Uint8Array;
  readonly sum: number;
}

/** How many parts a millisecond is told in: whatever a double has behind the point of a time after the first millisecond of 1970. */
const timeParts = 2 ** 52;

/** SQL for one text of many rows, as JSON, given the columns of one: to have each column of each row from the driver takes twice as long. */
export function asText(row: string): string {
  return `json_group_array(json_array(${row}))`;
}

/** SQL for a time in two numbers, for SQLite writes fifteen digits of one; see {@link decodeTime}. */
export function exactly(time: string): string {
  return `CAST(${time} AS INTEGER), CAST((${time} - CAST(${time} AS INTEGER)) * ${timeParts}.0 AS INTEGER)`;
}

/** The rows in the one text that a query answers; what makes no sense is left out. */
export function rowsOf(answer: unknown): readonly (readonly unknown[])[] {
  const text: unknown = Array.isArray(answer) ? answer[0] : undefined;
  if (typeof text !== 'string') return [];
  const rows: unknown = JSON.parse(text);
  return Array.isArray(rows) ? rows.filter((row) => Array.isArray(row)) : [];
}

/** Milliseconds since 1970, from whole ones and parts. */
function decodeTime(whole: unknown, parts: unknown): number | null {
  return typeof whole === 'number' && typeof parts === 'number' ? whole + parts / timeParts : null;
}

/**
 * Decodes key, bytes, modified (in two), version, hash_low, hash_high, width, height, format, detail, skip,
 * skip_detail, content_low, content_high, slot, pixels_low, pixels_high, number_low, number_high, quality,
 * depth, extras, day, sum. By hand, for it runs once per file of a library. Null for a row that makes no sense.
 */
export function decodeKnown(row: readonly unknown[]): FoundFile | null {
  const [, bytes, whole, parts, version, hashLow, hashHigh, width, height, format, detail, skip, why, contentLow, contentHigh, slot, pixelsLow, pixelsHigh, numberLow, numberHigh, quality, depth, extras, day, sum] = row;
  const modified = decodeTime(whole, parts);
  if (typeof bytes !== 'number' || modified === null || !isUint(version, 0xffff_ffff)) return null;
  if (typeof day !== 'number' || typeof sum !== 'number') return null;
  const when = { bytes, modified, version, day, sum };
  if (skip !== null) {
    const reason = typeof skip === 'number' ? skipReasons[skip] : undefined;
    if (reason === undefined || typeof why !== 'string') return null;
    return { ...when, known: { kind: 'skip', reason, detail: why } };
  }
  if (!isUint(hashLow, 0xffff_ffff) || !isUint(hashHigh, 0xffff_ffff)) return null;
  if (!isUint(contentLow, 0xffff_ffff) || !isUint(contentHigh, 0xffff_ffff) || !isUint(slot, 0xffff_ffff)) return null;
  if (!isUint(pixelsLow, 0xffff_ffff) || !isUint(pixelsHigh, 0xffff_ffff)) return null;
  if (!isUint(numberLow, 0xffff_ffff) || !isUint(numberHigh, 0xffff_ffff)) return null;
  if (!isUint(quality, 255) || !isUint(depth, 255) || !isUint(extras, 255)) return null;
  if (!isUint(width, 0xffff_ffff) || !isUint(height, 0xffff_ffff)) return null;
  if (!isUint(format, imageFormats.length - 1) || !isUint(detail, 0xffff)) return null;
  return { ...when, known: { kind: 'fingerprint', hashLow, hashHigh, contentLow, contentHigh, pixelsLow, pixelsHigh, numberLow, numberHigh, slot, width, height, format, detail, quality, depth, extras } };
}

/** Decodes key, bytes, modified (in two), sha256 in hexadecimal, sum. Null for a row that makes no sense. */
export function decodeDigest(row: readonly unknown[]): FoundDigest | null {
  const [, bytes, whole, parts, digest, sum] = row;
  const modified = decodeTime(whole, parts);
  if (typeof bytes !== 'number' || modified === null || typeof digest !== 'string' || typeof sum !== 'number') return null;
  const sha256 = Uint8Array.from(Buffer.from(digest, 'hex'));
  return sha256.length === 32 ? { bytes, modified, sha256, sum } : null;
}

function isUint(value: unknown, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max;
}
