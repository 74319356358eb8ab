import { joined } from '../fuzz/blind';
import { text, type HostileFile } from './hostile-file';

export function hostileGifs(): HostileFile[] {
  const frame = text(',\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0');
  return [
    { name: '65535 squared.gif', bytes: joined([gifHeader(65535, 65535), frame, text(';')]) },
    { name: 'large canvas behind comments.gif', bytes: joined([gifHeader(16_383, 16_383), comments(300), frame, text(';')]) },
    { name: 'canvas of 60 megapixels behind comments.gif', bytes: joined([gifHeader(7_700, 7_700), comments(70), frame, text(';')]) },
    { name: 'frame larger than the canvas.gif', bytes: joined([gifHeader(1, 1), comments(300), text(',\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;')]) },
    { name: 'two hundred thousand frames.gif', bytes: joined([gifHeader(1, 1), repeated(frame, 200_000), text(';')]) },
    { name: 'frames on a large canvas.gif', bytes: joined([gifHeader(4_000, 4_000), repeated(frame, 5_000), text(';')]) },
    { name: 'comments without end.gif', bytes: joined([gifHeader(8, 8), comments(60_000)]) },
    { name: 'blocks without end.gif', bytes: joined([gifHeader(8, 8), text(',\0\0\0\0\x08\0\x08\0\0\x08'), repeated(joined([Uint8Array.of(255), new Uint8Array(255).fill(0x55)]), 60_000)]) },
    { name: 'code size of 255.gif', bytes: joined([gifHeader(8, 8), text(',\0\0\0\0\x08\0\x08\0\0\xff\x02D\x01\0;')]) },
  ];
}

export function hostileWebps(): HostileFile[] {
  const still = losslessOf(16_384, 16_384);
  return [
    { name: '16384 squared, 30 bytes.webp', bytes: riff(chunk('VP8L', still)) },
    { name: '9000 squared, 30 bytes.webp', bytes: riff(chunk('VP8L', losslessOf(9_000, 9_000))) },
    { name: '6500 squared, 30 bytes.webp', bytes: riff(chunk('VP8L', losslessOf(6_500, 6_500))) },
    { name: 'canvas of all ones.webp', bytes: riff(joined([extended(0, 0x1000000, 0x1000000), chunk('VP8L', losslessOf(8, 8))])) },
    { name: 'large canvas, small frames.webp', bytes: riff(joined([extended(2, 16_383, 16_383), chunk('ANIM', new Uint8Array(6)), ...frames(8, 2000)])) },
    { name: 'large canvas, large frames.webp', bytes: riff(joined([extended(2, 8_000, 8_000), chunk('ANIM', new Uint8Array(6)), ...frames(8_000, 300)])) },
    { name: 'a hundred thousand frames.webp', bytes: riff(joined([extended(2, 8, 8), chunk('ANIM', new Uint8Array(6)), ...frames(8, 100_000)])) },
    { name: 'chunks without end.webp', bytes: riff(joined([extended(0, 8, 8), repeated(chunk('XXXX', new Uint8Array(0)), 1_000_000), chunk('VP8L', losslessOf(8, 8))])) },
    { name: 'length beyond the end.webp', bytes: riff(chunk('VP8L', losslessOf(8, 8)), 0xfffffff0) },
    { name: 'chunk beyond the end.webp', bytes: riff(joined([text('VP8L\xff\xff\xff\x7f'), losslessOf(8, 8)])) },
    { name: 'profile and exif beyond measure.webp', bytes: riff(joined([extended(0x28, 8, 8), chunk('ICCP', new Uint8Array(16 * 1024 ** 2)), chunk('VP8L', losslessOf(8, 8)), chunk('EXIF', joined([text('II*\0\x08\0\0\0\xff\xff'), new Uint8Array(16 * 1024 ** 2)]))])) },
    { name: 'lossy of 16383 squared, no data.webp', bytes: riff(chunk('VP8 ', text('\x10\0\0\x9d\x01\x2a\xff\x3f\xff\x3f' + '\0'.repeat(64)))) },
  ];
}

function gifHeader(width: number, height: number): Uint8Array {
  return joined([text('GIF89a'), little16(width), little16(height), text('\x80\0\0\0\0\0\xff\xff\xff')]);
}

/** So many comments of 255 bytes. */
function comments(count: number): Uint8Array {
  return repeated(joined([text('!\xfe\xff'), new Uint8Array(255).fill(65), text('\0')]), count);
}

function repeated(bytes: Uint8Array, count: number): Uint8Array {
  return new Uint8Array(Buffer.alloc(bytes.length * count, bytes));
}

/**
 * A picture of one colour (RFC 9649 §3): prefix codes of one symbol each take no bits, so that the header is all there is, whatever the
 * size.
 */
function losslessOf(width: number, height: number): Uint8Array {
  const bits: number[] = [];
  const put = (value: number, count: number): void => {
    for (let i = 0; i < count; i++) bits.push((value >> i) & 1);
  };
  put(width - 1, 14);
  put(height - 1, 14);
  // Opaque, version 0; no transform, no colour cache, no meta prefix codes.
  put(0, 1 + 3 + 1 + 1 + 1);
  for (const symbol of [90, 40, 30, 255]) {
    put(1, 1);
    put(0, 1);
    put(1, 1);
    put(symbol, 8);
  }
  put(0b001, 3);
  put(0, 1);
  return Uint8Array.from({ length: 1 + Math.ceil(bits.length / 8) + 1 }, (_, i) =>
    i === 0 ? 0x2f : bits.slice(8 * (i - 1), 8 * i).reduce((byte, bit, at) => byte | (bit << at), 0));
}

function frames(side: number, count: number): Uint8Array[] {
  const body = joined([new Uint8Array(6), little24(side - 1), little24(side - 1), new Uint8Array(4), chunk('VP8L', losslessOf(side, side))]);
  return [repeated(chunk('ANMF', body), count)];
}

function extended(flags: number, width: number, height: number): Uint8Array {
  return chunk('VP8X', joined([Uint8Array.of(flags, 0, 0, 0), little24(width - 1), little24(height - 1)]));
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  return joined([text(name), little32(body.length), body, new Uint8Array(body.length % 2)]);
}

function riff(body: Uint8Array, length = body.length + 4): Uint8Array {
  return joined([text('RIFF'), little32(length), text('WEBP'), body]);
}

function little16(value: number): Uint8Array {
  return Uint8Array.of(value, value >> 8);
}

function little24(value: number): Uint8Array {
  return Uint8Array.of(value, value >> 8, value >> 16);
}

function little32(value: number): Uint8Array {
  return Uint8Array.of(value, value >> 8, value >> 16, value >>> 24);
}
