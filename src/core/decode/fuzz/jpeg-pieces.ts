import { joined } from './blind';

/** A marker segment of a JPEG file, to be changed and written again. */
export interface Piece {
  /** The marker's code, the byte after 0xFF (ITU-T T.81 table B.1). */
  code: number;
  /** The parameters, without their length. */
  body: Uint8Array;
  /** What stands between this segment and the next: a scan's entropy-coded data with its restart markers. */
  data: Uint8Array;
  /** The length to write: that of the parameters if null. */
  length: number | null;
}

const none = new Uint8Array(0);
export const startOfScan = 0xda;

export function piece(code: number, body: Uint8Array): Piece {
  return { code, body, data: none, length: null };
}

/** The segments of a well-formed file; of another, as many as there are. */
export function takeApart(file: Uint8Array): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 2; at + 4 <= file.length && file[at] === 0xff && file[at + 1] !== 0xd9; ) {
    const end = Math.min(at + 2 + ((file[at + 2]! << 8) | file[at + 3]!), file.length);
    const next = nextMarker(file, end);
    pieces.push({ code: file[at + 1]!, body: file.subarray(at + 4, end), data: file.subarray(end, next), length: null });
    at = next;
  }
  return pieces;
}

/** The next marker that ends a scan: no restart marker, no stuffed zero. */
function nextMarker(file: Uint8Array, from: number): number {
  for (let at = from; at + 1 < file.length; at++) {
    const code = file[at + 1]!;
    if (file[at] === 0xff && code !== 0 && code !== 0xff && !isRestart(code)) return at;
  }
  return file.length;
}

export function isRestart(code: number): boolean {
  return code >= 0xd0 && code <= 0xd7;
}

export function putTogether(pieces: readonly Piece[]): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0xff, 0xd8)];
  for (const { code, body, data, length } of pieces) {
    const stated = length ?? body.length + 2;
    parts.push(Uint8Array.of(0xff, code, stated >> 8, stated), body, data);
  }
  parts.push(Uint8Array.of(0xff, 0xd9));
  return joined(parts);
}
