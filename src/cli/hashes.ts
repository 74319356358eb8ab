import type { ScanSession } from '../core/library/session';
import { imageFormats } from '../shared/files';

export interface ReportedHash {
  readonly path: string;
  /** 64 bits as 16 hexadecimal digits, the first row of the picture's differences first. */
  readonly hash: string;
  readonly width: number;
  readonly height: number;
  readonly format: string;
  readonly bytes: number;
}

/** Every fingerprint in the order of listing. */
export function* hashesOf({ table }: ScanSession): Generator<ReportedHash> {
  const { hashes, bytes, widths, heights, formats } = table.columns;
  for (const row of table.fingerprinted()) {
    yield {
      path: table.path(row),
      hash: hex(hashes[2 * row + 1]!) + hex(hashes[2 * row]!),
      width: widths[row]!,
      height: heights[row]!,
      format: imageFormats[formats[row]!]!,
      bytes: bytes[row]!,
    };
  }
}

function hex(half: number): string {
  return half.toString(16).padStart(8, '0');
}
