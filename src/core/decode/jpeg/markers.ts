/** Marker codes, the byte after 0xFF (ITU-T T.81 table B.1). */
export const startOfImage = 0xd8;
export const endOfImage = 0xd9;
export const startOfScan = 0xda;
export const firstRestart = 0xd0;
const lastRestart = 0xd7;
/** For private use in arithmetic coding; stands alone, like the restart markers. */
const temporary = 0x01;

/**
 * The offset of the next marker's code at or after `from`, or -1. Passes over fill bytes (§B.1.1.2), stuffed
 * zeros (§B.1.1.5) and whatever else lies between markers.
 */
export function findMarker(file: Uint8Array, from: number): number {
  let at = file.indexOf(0xff, from);
  while (at >= 0) {
    let code = at + 1;
    while (file[code] === 0xff) code++;
    if (code >= file.length) return -1;
    if (file[code] !== 0) return code;
    at = file.indexOf(0xff, code);
  }
  return -1;
}

/** Whether a marker has no parameters, and so no length, after it (§B.1.1.3). */
export function standsAlone(code: number): boolean {
  return (code >= firstRestart && code <= lastRestart) || code === temporary || code === startOfImage;
}

export interface Segment {
  readonly code: number;
  /** The parameters, without their length. Views the file. */
  readonly body: Uint8Array;
  /** Offset behind the parameters. */
  readonly end: number;
}

/**
 * The next marker segment with parameters, or the end-of-image marker; null where the file ends before it
 * does, `'corrupt'` where its length is impossible (§B.1.1.4).
 */
export function nextSegment(file: Uint8Array, from: number): Segment | 'corrupt' | null {
  let at = findMarker(file, from);
  while (at >= 0 && standsAlone(file[at]!)) at = findMarker(file, at + 1);
  if (at < 0) return null;
  const code = file[at]!;
  if (code === endOfImage) return { code, body: file.subarray(at + 1, at + 1), end: at + 1 };
  if (at + 3 > file.length) return null;
  const length = (file[at + 1]! << 8) | file[at + 2]!;
  if (length < 2) return 'corrupt';
  const end = at + 1 + length;
  if (end > file.length) return null;
  return { code, body: file.subarray(at + 3, end), end };
}
