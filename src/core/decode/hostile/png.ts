import { constants, deflateSync } from 'node:zlib';
import { joined } from '../fuzz/blind';
import { headerChunk, signature, writeChunk, writePng, type Chunk, type PngKind } from '../fuzz/png-maker';
import { big32, text, type HostileFile } from './hostile-file';

const none = new Uint8Array(0);
const end: Chunk = { name: 'IEND', body: none };
const plain: PngKind = { width: 64, height: 64, bitDepth: 8, colourType: 0, interlaced: false };

function header(kind: Partial<PngKind>): Chunk {
  return headerChunk({ ...plain, ...kind });
}

/** So many zeros, packed as tightly as deflate can. */
function zeros(length: number): Chunk {
  return { name: 'IDAT', body: new Uint8Array(deflateSync(Buffer.alloc(length), { level: 9, memLevel: 9, strategy: constants.Z_DEFAULT_STRATEGY })) };
}

const small = zeros(65 * 64);

/** A whole small picture with something between its header and its pixels. */
function before(...chunks: readonly Uint8Array[]): Uint8Array {
  return joined([signature, writeChunk(header({})), ...chunks, writeChunk(small), writeChunk(end)]);
}

export function hostilePngs(): HostileFile[] {
  const bomb = new Uint8Array(deflateSync(Buffer.alloc(64 * 1024 ** 2)));
  return [
    { name: '65535 squared.png', bytes: writePng([header({ width: 65535, height: 65535 }), small, end]) },
    { name: 'largest header.png', bytes: writePng([header({ width: 0x7fffffff, height: 0x7fffffff, bitDepth: 16, colourType: 6 }), small, end]) },
    { name: 'one row of a billion.png', bytes: writePng([header({ width: 900_000_000, height: 1 }), small, end]) },
    { name: 'bomb of a bit each.png', bytes: writePng([header({ width: 12_000, height: 12_000, bitDepth: 1 }), zeros(1501 * 12_000), end]) },
    { name: 'interlaced bomb.png', bytes: writePng([header({ width: 10_000, height: 10_000, bitDepth: 1, interlaced: true }), zeros(13_000_000), end]) },
    { name: 'interlaced bomb of deep pixels.png', bytes: writePng([header({ width: 5_000, height: 5_000, bitDepth: 16, colourType: 6, interlaced: true }), zeros(8 * 5_000 * 5_000 + 10_000), end]) },
    { name: 'rows of deep pixels.png', bytes: writePng([header({ width: 900_000, height: 30, bitDepth: 16, colourType: 6 }), zeros(7_200_001 * 30), end]) },
    { name: 'more data than pixels.png', bytes: writePng([header({}), { name: 'IDAT', body: bomb }, end]) },
    { name: 'profile bomb.png', bytes: before(writeChunk({ name: 'iCCP', body: joined([text('x\0\0'), bomb]) })) },
    { name: 'text bomb.png', bytes: before(...Array.from({ length: 20 }, () => writeChunk({ name: 'zTXt', body: joined([text('Comment\0\0'), bomb]) }))) },
    { name: 'international text bomb.png', bytes: before(writeChunk({ name: 'iTXt', body: joined([text('XML:com.adobe.xmp\0\x01\0\0\0'), bomb]) })) },
    { name: 'huge text.png', bytes: before(writeChunk({ name: 'tEXt', body: joined([text('Comment\0'), new Uint8Array(16 * 1024 ** 2).fill(65)]) })) },
    { name: 'chunk beyond the end.png', bytes: before(writeChunk({ name: 'tEXt', body: text('a\0b') }, 0x7fffffff)) },
    { name: 'chunk of all ones.png', bytes: before(writeChunk({ name: 'tEXt', body: text('a\0b') }, 0xffffffff)) },
    { name: 'a million empty chunks.png', bytes: before(many(writeChunk({ name: 'prVt', body: none }), 1_000_000)) },
    { name: 'three hundred thousand empty texts.png', bytes: before(many(writeChunk({ name: 'tEXt', body: text('a\0') }), 300_000)) },
    { name: 'a million empty data chunks.png', bytes: joined([signature, writeChunk(header({})), many(writeChunk({ name: 'IDAT', body: none }), 1_000_000), writeChunk(small), writeChunk(end)]) },
    { name: 'data a byte each.png', bytes: joined([signature, writeChunk(header({ width: 4000, height: 4000 })), ...bytewise(4001 * 4000), writeChunk(end)]) },
    { name: 'two hundred thousand frames.png', bytes: animated(200_000) },
    { name: 'exif in a circle.png', bytes: before(writeChunk({ name: 'eXIf', body: circle() })) },
    { name: 'palette too long.png', bytes: writePng([header({ bitDepth: 1, colourType: 3 }), { name: 'PLTE', body: new Uint8Array(3 * 256) }, { name: 'tRNS', body: new Uint8Array(70_000) }, zeros(9 * 64), end]) },
    { name: 'header twice.png', bytes: writePng([header({}), header({ width: 30_000, height: 30_000 }), small, end]) },
  ];
}

function many(chunk: Uint8Array, count: number): Uint8Array {
  const out = Buffer.alloc(chunk.length * count);
  out.fill(chunk);
  return new Uint8Array(out.buffer, out.byteOffset, out.length);
}

function bytewise(length: number): Uint8Array[] {
  return Array.from(zeros(length).body, (byte) => writeChunk({ name: 'IDAT', body: Uint8Array.of(byte) }));
}

/** PNG third edition, 11.3.6. */
function animated(frames: number): Uint8Array {
  const control = joined([big32(0), big32(64), big32(64), big32(0), big32(0), Uint8Array.of(0, 1, 0, 1, 0, 0)]);
  const frame = joined([writeChunk({ name: 'fcTL', body: control }), writeChunk({ name: 'fdAT', body: joined([big32(1), small.body]) })]);
  return joined([
    signature, writeChunk(header({})), writeChunk({ name: 'acTL', body: joined([big32(frames), big32(0)]) }), writeChunk(small), many(frame, frames), writeChunk(end),
  ]);
}

/** An Exif block whose only directory points to itself, as the next and as its own part. */
function circle(): Uint8Array {
  return joined([text('MM\0*'), big32(8), Uint8Array.of(0, 1, 0x87, 0x69, 0, 4), big32(1), big32(8), big32(8)]);
}
