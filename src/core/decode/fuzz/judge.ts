import { crc32 } from 'node:zlib';
import { skipReasons } from '../../../shared/scan';
import { fingerprint } from '../../fingerprint';
import { readOrientation } from '../exif';
import { maxPixels, type Decoded, type LumaGrid } from '../grid';
import { openable } from '../openable';
import { nameUnsupported, sniff, sniffBytes } from '../sniff';
import type { Case } from './cases';
import type { Family } from './seeds';

export type Decoder = (bytes: Uint8Array) => Decoded | 'hand-on';

/** The decoders under test: of JPEG and PNG all ways of decoding one, the usual one first. */
export interface Decoders {
  readonly jpeg: readonly [Decoder, ...Decoder[]];
  readonly png: readonly [Decoder, ...Decoder[]];
  /** Of any file, with sharp behind it. */
  readonly whole: (bytes: Uint8Array) => Decoded | Promise<Decoded>;
}

/** What became of a file: its outcome in a word, or what no decoder may do. */
export type Verdict = { readonly outcome: string } | { readonly fault: string };

/** Our own decoders, or whatever else looks at such a file before sharp does; without sharp. */
export function judgeOwn({ family, bytes }: Case, decoders: Decoders): Verdict {
  const before = crc32(bytes);
  try {
    const verdict = ownVerdict(family, bytes, decoders);
    return crc32(bytes) === before ? verdict : writtenTo;
  } catch (thrown) {
    return { fault: threw(thrown) };
  }
}

function ownVerdict(family: Family, bytes: Uint8Array, decoders: Decoders): Verdict {
  const head = bytes.subarray(0, sniffBytes);
  const format = sniff(head);
  const unsupported = nameUnsupported(head);
  const orientation = readOrientation(bytes);
  if (!isOrientation(orientation)) return { fault: `the orientation ${orientation}` };
  if (family !== 'other') {
    const verdicts = decoders[family].map((decoder) => verdictOf(decoder(bytes)));
    return verdicts.find((verdict) => 'fault' in verdict) ?? verdicts[0]!;
  }
  if (format === null) return { outcome: unsupported === null ? 'not-an-image' : 'unsupported' };
  const source = openable(bytes, format);
  return source instanceof Uint8Array ? { outcome: 'hand-on' } : verdictOf({ ok: false, failure: source });
}

/** The whole way of a file, sharp included. */
export async function judgeWhole({ bytes }: Case, decoders: Decoders): Promise<Verdict> {
  const before = crc32(bytes);
  try {
    const verdict = verdictOf(await decoders.whole(bytes));
    return crc32(bytes) === before ? verdict : writtenTo;
  } catch (thrown) {
    return { fault: threw(thrown) };
  }
}

const writtenTo: Verdict = { fault: 'the file was written to' };

function threw(thrown: unknown): string {
  return `it threw ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`;
}

function verdictOf(result: Decoded | 'hand-on'): Verdict {
  if (result === 'hand-on') return { outcome: 'hand-on' };
  if (result.ok) {
    const fault = faultOf(result.grid);
    return fault === null ? { outcome: 'decoded' } : { fault };
  }
  const { reason, detail } = result.failure;
  if (!skipReasons.includes(reason) || detail === '') return { fault: `the reason “${reason}: ${detail}”` };
  return { outcome: reason };
}

/** What a grid claims must hold, and it must be good for a fingerprint. */
function faultOf(grid: LumaGrid): string | null {
  const { width, height, luma, imageWidth, imageHeight, orientation, spanX = width, spanY = height } = grid;
  const counts = [width, height, imageWidth, imageHeight];
  if (!counts.every((count) => Number.isSafeInteger(count) && count > 0)) return `a grid of ${counts.join(' × ')}`;
  if (luma.length < width * height) return `a grid of ${width} × ${height} in ${luma.length} bytes`;
  if (imageWidth * imageHeight > maxPixels) return `an image of ${imageWidth} × ${imageHeight}`;
  if (!(spanX > 0 && spanX <= width && spanY > 0 && spanY <= height)) return `a span of ${spanX} × ${spanY} in ${width} × ${height}`;
  if (!isOrientation(orientation)) return `the orientation ${orientation}`;
  const { detail } = fingerprint(grid);
  return detail >= 0 && detail <= 255 ? null : `a fingerprint of detail ${detail}`;
}

function isOrientation(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 8;
}
