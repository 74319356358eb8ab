import { isExif, readOrientation } from '../exif';
import { maxPixels, type DecodeFailure, type Orientation } from '../grid';
import { huffmanTable, type HuffmanTable } from './tables';
import type { Segment } from './markers';

/** Why there is no plane: a reason for the file's owner, or a kind of JPEG that another decoder must read. */
export type Problem = DecodeFailure | 'hand-on';

export interface Component {
  readonly id: number;
  /** Sampling factors H and V (ITU-T T.81 §A.1.1), 1–4. */
  readonly across: number;
  readonly down: number;
  /** Quantisation table destination, 0–3. */
  readonly quantiser: number;
}

export interface Frame {
  readonly progressive: boolean;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly components: readonly Component[];
  readonly maxAcross: number;
  readonly maxDown: number;
}

/** Quantisation steps as they stand in the file, in zigzag order; two bytes each where `wide`. */
export interface Quantiser {
  readonly steps: Uint8Array;
  readonly wide: boolean;
}

/** What a JPEG's marker segments have said so far. */
export interface JpegHeader {
  frame: Frame | null;
  /** By table destination; null where undefined (§B.2.4.1). */
  readonly quantisers: (Quantiser | null)[];
  readonly dcTables: (HuffmanTable | null)[];
  readonly acTables: (HuffmanTable | null)[];
  /** MCUs; 0 for no restarts. */
  restartInterval: number;
  jfif: boolean;
  /** The colour transform stated by an Adobe marker (T.872 §6.5.3). */
  adobeTransform: number | null;
  /** Null until an Exif block was seen; the first one counts. */
  orientation: Orientation | null;
}

export function emptyHeader(): JpegHeader {
  return {
    frame: null,
    quantisers: [null, null, null, null],
    dcTables: [null, null, null, null],
    acTables: [null, null, null, null],
    restartInterval: 0,
    jfif: false,
    adobeTransform: null,
    orientation: null,
  };
}

/** The quantisation step of a coefficient by its place in the zigzag order. */
export function stepOf({ steps, wide }: Quantiser, place: number): number {
  return wide ? (steps[2 * place]! << 8) | steps[2 * place + 1]! : steps[place]!;
}

export function corrupt(detail: string): DecodeFailure {
  return { reason: 'corrupt', detail };
}

/** Takes in a marker segment other than a scan header. Null when all is well. */
export function readSegment(header: JpegHeader, segment: Segment): Problem | null {
  const { code, body } = segment;
  switch (code) {
    case 0xc0: // Baseline, extended sequential and progressive, with Huffman coding.
    case 0xc1:
    case 0xc2:
      return readFrame(header, body, code === 0xc2);
    case 0xc3: // Lossless, hierarchical and arithmetic coding.
    case 0xc5:
    case 0xc6:
    case 0xc7:
    case 0xc9:
    case 0xca:
    case 0xcb:
    case 0xcd:
    case 0xce:
    case 0xcf:
    case 0xde:
      return 'hand-on';
    case 0xc4:
      return readHuffmanTables(header, body);
    case 0xdb:
      return readQuantisers(header, body);
    case 0xdd:
      if (body.length < 2) return corrupt('Its restart interval is cut short.');
      header.restartInterval = (body[0]! << 8) | body[1]!;
      return null;
    case 0xe0:
      if (body.length >= 12 && startsWith(body, 'JFIF\0')) header.jfif = true;
      return null;
    case 0xe1:
      if (isExif(body)) header.orientation ??= readOrientation(body);
      return null;
    case 0xee:
      if (body.length >= 12 && startsWith(body, 'Adobe')) header.adobeTransform = body[11]!;
      return null;
    default:
      return null;
  }
}

function startsWith(body: Uint8Array, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (body[i] !== text.charCodeAt(i)) return false;
  return true;
}

/** §B.2.2 */
function readFrame(header: JpegHeader, body: Uint8Array, progressive: boolean): Problem | null {
  if (header.frame !== null) return corrupt('It has more than one frame header.');
  const count = body[5] ?? 0;
  if (body.length < 6 || body.length < 6 + 3 * count) return corrupt('Its frame header is cut short.');
  if (body[0] !== 8) return 'hand-on';
  const height = (body[1]! << 8) | body[2]!;
  const width = (body[3]! << 8) | body[4]!;
  if (width === 0 || count === 0) return corrupt('Its frame header describes no picture.');
  if (height === 0) {
    return { reason: 'unsupported', detail: 'Its height is stated only behind the picture (a DNL marker).' };
  }
  if (width * height > maxPixels) {
    return { reason: 'too-large', detail: `It claims to be ${width} × ${height} pixels.` };
  }
  if (count !== 1 && count !== 3 && count !== 4) return 'hand-on';
  const components: Component[] = [];
  for (let at = 6; at < 6 + 3 * count; at += 3) {
    const across = body[at + 1]! >>> 4;
    const down = body[at + 1]! & 15;
    const quantiser = body[at + 2]!;
    if (across < 1 || across > 4 || down < 1 || down > 4 || quantiser > 3) {
      return corrupt('Its frame header is impossible.');
    }
    components.push({ id: body[at]!, across, down, quantiser });
  }
  const maxAcross = Math.max(...components.map((component) => component.across));
  const maxDown = Math.max(...components.map((component) => component.down));
  header.frame = { progressive, width, height, components, maxAcross, maxDown };
  return null;
}

/** §B.2.4.2 */
function readHuffmanTables(header: JpegHeader, body: Uint8Array): Problem | null {
  let at = 0;
  while (at < body.length) {
    const kind = body[at]! >>> 4;
    const destination = body[at]! & 15;
    let count = 0;
    for (let i = 1; i <= 16; i++) count += body[at + i] ?? 0;
    const end = at + 17 + count;
    if (kind > 1 || destination > 3 || count > 256 || end > body.length) return corrupt('A Huffman table is malformed.');
    const table = huffmanTable(body.subarray(at + 1, end));
    if (table === null) return corrupt('A Huffman table has too many codes.');
    (kind === 0 ? header.dcTables : header.acTables)[destination] = table;
    at = end;
  }
  return null;
}

/** §B.2.4.1 */
function readQuantisers(header: JpegHeader, body: Uint8Array): Problem | null {
  let at = 0;
  while (at < body.length) {
    const wide = body[at]! >>> 4 !== 0;
    const destination = body[at]! & 15;
    const end = at + (wide ? 129 : 65);
    if (destination > 3 || end > body.length) return corrupt('A quantisation table is malformed.');
    header.quantisers[destination] = { steps: body.subarray(at + 1, end), wide };
    at = end;
  }
  return null;
}
