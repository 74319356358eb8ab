import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The committed JPEG files of the tests; `fixtures/make-jpeg-fixtures.sh` made them. */
const folder = join(import.meta.dirname, '..', 'fixtures', 'jpeg');

export const fixtureNames = readdirSync(folder)
  .filter((name) => name.endsWith('.jpg'))
  .map((name) => name.slice(0, -'.jpg'.length));

export function fixture(name: string): Buffer {
  return readFileSync(join(folder, `${name}.jpg`));
}

export interface Reference {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
}

/** What libjpeg makes of a fixture: a binary PGM. */
export function reference(name: string): Reference {
  const file = readFileSync(join(folder, `${name}.pgm`));
  const header = /^P5\s(\d+) (\d+)\s255\s/.exec(file.toString('latin1'));
  if (header === null) throw new Error(`${name}.pgm is not a PGM file.`);
  return { width: Number(header[1]), height: Number(header[2]), luma: new Uint8Array(file.subarray(header[0].length)) };
}

/** A marker segment, or from a scan header on all that follows it up to the end-of-image marker. */
export interface Piece {
  readonly code: number;
  readonly bytes: Buffer;
}

/** A file of one scan in pieces, without its first and last marker. */
export function piecesOf(file: Buffer): Piece[] {
  const pieces: Piece[] = [];
  let at = 2;
  while (at < file.length - 2) {
    const code = file[at + 1]!;
    const end = code === 0xda ? file.length - 2 : at + 2 + file.readUInt16BE(at + 2);
    pieces.push({ code, bytes: file.subarray(at, end) });
    at = end;
  }
  return pieces;
}

export function joined(pieces: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...pieces, Buffer.from([0xff, 0xd9])]);
}

export function segment(code: number, body: Uint8Array | readonly number[]): Buffer {
  return Buffer.concat([Buffer.from([0xff, code, (body.length + 2) >> 8, (body.length + 2) & 255]), Buffer.from(body)]);
}

/**
 * A file of four components from grey ones of equal size and tables, a scan for each.
 *
 * @param transform What the Adobe marker says; null for no marker.
 */
export function fourComponents(grey: readonly [Buffer, Buffer, Buffer, Buffer], transform: number | null): Buffer {
  const first = piecesOf(grey[0]);
  const frame = first.find(({ code }) => code === 0xc0)!.bytes;
  const components = grey.flatMap((_, i) => [i + 1, 0x11, 0]);
  const adobe = transform === null ? [] : [segment(0xee, [...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, transform])];
  const tables = first.filter(({ code }) => code === 0xdb || code === 0xc4).map(({ bytes }) => bytes);
  const scans = grey.map((file, i) => {
    const scan = Buffer.from(piecesOf(file).find(({ code }) => code === 0xda)!.bytes);
    scan[5] = i + 1;
    return scan;
  });
  return joined([...adobe, ...tables, segment(0xc0, [...frame.subarray(4, 9), 4, ...components]), ...scans]);
}
