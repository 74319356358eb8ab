import { constants, crc32, deflateSync } from 'node:zlib';
import { joined } from './blind';
import type { Random } from './random';

/** A kind of PNG picture to be made (PNG third edition, §11.2.1). */
export interface PngKind {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA. */
  readonly colourType: number;
  readonly interlaced: boolean;
}

export interface Chunk {
  name: string;
  body: Uint8Array;
}

const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
export const bitDepths: Readonly<Record<number, readonly [number, ...number[]]>> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };
/** Adam7: column and row of the first pixel of each pass, and the steps to the next (§8.1). */
const passes = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]] as const;

export const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Bytes of each filtered row of a picture, filter byte included, pass by pass. */
export function rowLengths(kind: PngKind): number[] {
  const length = (width: number): number => 1 + Math.ceil((width * kind.bitDepth * (channels[kind.colourType] ?? 1)) / 8);
  if (!kind.interlaced) return Array.from({ length: kind.height }, () => length(kind.width));
  return passes.flatMap(([x, y, stepX, stepY]) => {
    const width = Math.ceil((kind.width - x) / stepX);
    const height = Math.ceil((kind.height - y) / stepY);
    return width < 1 || height < 1 ? [] : Array.from({ length: height }, () => length(width));
  });
}

/**
 * Rows as they stand before compression. Filtered bytes are drawn, not computed: every filter of every byte is
 * some picture. Smooth ones are of small differences, the others of any.
 */
export function drawRows(kind: PngKind, random: Random): Uint8Array {
  const lengths = rowLengths(kind);
  const raw = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  const one = random.chance(0.3) ? random.below(5) : null;
  const smooth = random.chance(0.5);
  let at = 0;
  for (const length of lengths) {
    raw[at] = one ?? random.below(5);
    for (let i = at + 1; i < at + length; i++) raw[i] = smooth && i > 8 ? random.between(-2, 2) : random.below(256);
    at += length;
  }
  return raw;
}

export function headerChunk(kind: PngKind): Chunk {
  const body = new Uint8Array(13);
  const view = new DataView(body.buffer);
  view.setUint32(0, kind.width);
  view.setUint32(4, kind.height);
  body.set([kind.bitDepth, kind.colourType, 0, 0, kind.interlaced ? 1 : 0], 8);
  return { name: 'IHDR', body };
}

/** A palette of as many colours as the indices can name, and what is transparent, where the kind allows it. */
export function colourChunks(kind: PngKind, random: Random): Chunk[] {
  const { colourType, bitDepth } = kind;
  const chunks: Chunk[] = [];
  if (colourType === 3) chunks.push({ name: 'PLTE', body: random.bytes(3 << bitDepth) });
  if (colourType === 4 || colourType === 6 || random.chance(0.5)) return chunks;
  const sample = (): number[] => [bitDepth === 16 ? random.below(256) : 0, random.below(1 << Math.min(bitDepth, 8))];
  const transparency = colourType === 3 ? random.bytes(random.between(1, 1 << bitDepth)) : Uint8Array.from(colourType === 0 ? sample() : [...sample(), ...sample(), ...sample()]);
  return [...chunks, { name: 'tRNS', body: transparency }];
}

/** The rows compressed, in one chunk or in many, in any of zlib's ways. */
export function dataChunks(raw: Uint8Array, random: Random): Chunk[] {
  const strategy = random.pick([constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE]);
  const packed = deflateSync(raw, { level: random.pick([0, 1, 1, 6]), strategy, windowBits: random.between(9, 15) });
  return split(packed, random.chance(0.7) ? 1 : random.between(2, 5));
}

function split(packed: Uint8Array, count: number): Chunk[] {
  const length = Math.ceil(packed.length / count);
  return Array.from({ length: count }, (_, i) => ({ name: 'IDAT', body: packed.subarray(i * length, (i + 1) * length) }));
}

/** A whole, valid file of a kind. */
export function makePng(kind: PngKind, random: Random): Uint8Array {
  return writePng([headerChunk(kind), ...colourChunks(kind, random), ...dataChunks(drawRows(kind, random), random), { name: 'IEND', body: new Uint8Array(0) }]);
}

export function writePng(chunks: readonly Chunk[]): Uint8Array {
  return joined([signature, ...chunks.map((chunk) => writeChunk(chunk))]);
}

/** @param length What the chunk says its length is. */
export function writeChunk({ name, body }: Chunk, length = body.length): Uint8Array {
  const out = new Uint8Array(12 + body.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, length);
  for (let i = 0; i < 4; i++) out[4 + i] = name.charCodeAt(i);
  out.set(body, 8);
  view.setUint32(8 + body.length, crc32(out.subarray(4, 8 + body.length)));
  return out;
}
