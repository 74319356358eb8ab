import { constants, crc32, deflateRawSync, deflateSync, type ZlibOptions } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cellSide } from '../luma';
import { decodePng } from './png';
import { gridOf, picture, reasonOf, seeded } from '../test-pictures';

/** Mean luma of each cell of sharp's own decoding, over white. */
async function cellMeans(png: Buffer): Promise<number[]> {
  const { data, info } = await sharp(png, { ignoreIcc: true })
    .toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  const cellX = cellSide(info.width);
  const cellY = cellSide(info.height);
  const columns = Math.ceil(info.width / cellX);
  const sums: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < info.width * info.height; i++) {
    const [r, g, b, alpha] = [data[4 * i]!, data[4 * i + 1]!, data[4 * i + 2]!, data[4 * i + 3]!];
    const luma = 255 + ((0.299 * r + 0.587 * g + 0.114 * b - 255) * alpha) / 255;
    const cell = Math.floor(Math.floor(i / info.width) / cellY) * columns + Math.floor((i % info.width) / cellX);
    sums[cell] = (sums[cell] ?? 0) + luma;
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return sums.map((sum, i) => sum / counts[i]!);
}

function chunk(name: string, body: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + body.length);
  out.writeUInt32BE(body.length);
  out.write(name, 4, 'latin1');
  out.set(body, 8);
  // Deliberately no CRC: it isn't looked at.
  return out;
}

/** A PNG from rows as they stand before compression, filter bytes included, or after it. */
function makePng(width: number, height: number, depth: number, colour: number, raw: Uint8Array, extra: Buffer[] = [], options: ZlibOptions | 'packed' = {}): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, 0], 8);
  const data = options === 'packed' ? raw : deflateSync(raw, options);
  const middle = data.length >> 1;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), ...extra,
    chunk('IDAT', data.subarray(0, middle)), chunk('IDAT', data.subarray(middle)), chunk('IEND', Buffer.alloc(0)),
  ]);
}

const sources: Record<string, () => Promise<Buffer>> = {
  rgb: () => picture(700, 400).png().toBuffer(),
  'rgb, no filter': () => picture(303, 201).png({ adaptiveFiltering: false }).toBuffer(),
  'rgb, all filters': () => picture(613, 437, 2).png({ adaptiveFiltering: true }).toBuffer(),
  'rgb, 16 bits': () => picture(301, 207).toColourspace('rgb16').png({ adaptiveFiltering: true }).toBuffer(),
  rgba: () => picture(400, 300).joinChannel(Buffer.from(Array.from({ length: 400 * 300 }, (_, i) => i % 256)), { raw: { width: 400, height: 300, channels: 1 } }).png({ adaptiveFiltering: true }).toBuffer(),
  grey: () => picture(320, 333).greyscale().toColourspace('b-w').png({ adaptiveFiltering: true }).toBuffer(),
  'grey, 16 bits': () => picture(320, 333).toColourspace('grey16').png({ adaptiveFiltering: true }).toBuffer(),
  palette: () => picture(515, 300).png({ palette: true, colours: 200 }).toBuffer(),
  'palette, 4 bits': () => picture(515, 300).png({ palette: true, colours: 16 }).toBuffer(),
  'palette, 1 bit': () => picture(515, 301).png({ palette: true, colours: 2 }).toBuffer(),
  tiny: () => picture(1, 1).png().toBuffer(),
  narrow: () => picture(3, 2000).png().toBuffer(),
};

describe('decodePng', () => {
  it.each(Object.keys(sources))('gives the cell means that sharp gives: %s', async (name) => {
    const png = await sources[name]!();
    const grid = gridOf(decodePng(png));
    const expected = await cellMeans(png);
    expect(grid.width * grid.height).toBe(expected.length);
    const worst = Math.max(...expected.map((mean, i) => Math.abs(mean - grid.luma[i]!)));
    expect(worst).toBeLessThanOrEqual(1);
  });

  it.each([
    ['grey, 2 bits, one level transparent', 2, 0, [chunk('tRNS', Buffer.from([0, 1]))]],
    ['palette, 2 bits, part transparent', 2, 3, [chunk('PLTE', Buffer.from([9, 9, 9, 200, 0, 0, 0, 200, 0, 0, 0, 200])), chunk('tRNS', Buffer.from([0, 128]))]],
    ['grey and alpha', 8, 4, []],
    ['grey and alpha, 16 bits', 16, 4, []],
    ['rgb', 8, 2, []],
    ['rgba', 8, 6, []],
    ['rgba, 16 bits', 16, 6, []],
  ])('reads a made-up %s like sharp, every filter', async (_name, depth, colour, extra) => {
    const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colour]!;
    // So small that each pixel is a cell: no average hides a wrong one.
    const rowBytes = Math.ceil((61 * depth * channels) / 8);
    const random = seeded(depth + colour);
    const raw = Buffer.alloc((rowBytes + 1) * 60).map((_, i) => (i % (rowBytes + 1) === 0 ? Math.floor(i / (rowBytes + 1)) % 5 : random() * 256));
    const png = makePng(61, 60, depth, colour, raw, extra);
    const grid = gridOf(decodePng(png));
    const expected = await cellMeans(withChecksums(png));
    expect(Math.max(...expected.map((mean, i) => Math.abs(mean - grid.luma[i]!)))).toBeLessThanOrEqual(1);
  });

  it.each([
    ['stored', { level: 0 }],
    ['by fixed codes', { strategy: constants.Z_FIXED }],
    ['without repetitions', { strategy: constants.Z_HUFFMAN_ONLY }],
    ['in runs', { strategy: constants.Z_RLE }],
    ['in short blocks of a small window', { memLevel: 1, windowBits: 9 }],
    ['as far back as may be', { level: 9, memLevel: 9 }],
  ])('inflates what zlib has compressed %s', (_name, options) => {
    // Several windows of it; a hundred cells across and down, each of one level.
    const [width, height] = [1600, 1000];
    const level = (x: number, y: number): number => (Math.floor(x / 8) * 7 + Math.floor(y / 8) * Math.floor(x / 64)) & 255;
    const raw = Buffer.alloc((width + 1) * height);
    for (let y = 0, at = 0; y < height; y++) {
      const paeth = y % 3 === 1;
      raw[at++] = paeth ? 4 : 0;
      for (let x = 0; x < width; x++) {
        const [left, up, corner] = paeth ? [x > 0 ? level(x - 1, y) : 0, level(x, y - 1), x > 0 ? level(x - 1, y - 1) : 0] : [0, 0, 0];
        raw[at++] = level(x, y) - paethGuess(left, up, corner);
      }
    }
    const grid = gridOf(decodePng(makePng(width, height, 8, 0, raw, [], options)));
    expect([grid.width, grid.height]).toEqual([200, 125]);
    expect([...grid.luma].findIndex((mean, i) => mean !== level((i % 200) * 8, Math.floor(i / 200) * 8))).toBe(-1);
  });

  it('reads a block’s header where it is handed over in two pieces', () => {
    const random = seeded(3);
    const raw = Buffer.alloc(101 * 1700).map((_, i) => (i % 101 === 0 ? 0 : random() * 128));
    const rest = deflateRawSync(raw.subarray(101 * 1600));
    let tried = 0;
    for (let rows = 1400; rows < 1600; rows++) {
      // A flush writes an empty stored block, which begins at the next byte.
      const first = deflateSync(raw.subarray(0, 101 * rows), { strategy: constants.Z_HUFFMAN_ONLY, finishFlush: constants.Z_SYNC_FLUSH });
      if (first.length > 1 << 17 || first.length < (1 << 17) - 1000) continue;
      tried++;
      const shown = Buffer.concat([raw.subarray(0, 101 * rows), raw.subarray(101 * 1600)]);
      const png = makePng(100, rows + 100, 8, 0, Buffer.concat([first, rest, adler32(shown)]), [], 'packed');
      expect(reasonOf(decodePng(png)), `${(1 << 17) - first.length} bytes before`).toBe('decoded');
    }
    expect(tried).toBeGreaterThan(5);
  });

  it('reads rows wider than a window, and cells of more rows than 16 bits can sum up', () => {
    // Each row's filter and every byte of it 1: pixel x is x + 1, 586 of them to a cell.
    const wide = gridOf(decodePng(makePng(300_000, 40, 8, 2, Buffer.alloc(900_001 * 40, 1))));
    const ramp = (cell: number): number => Array.from({ length: 586 }, (_, i) => (cell * 586 + i + 1) & 255).reduce((sum, x) => sum + x) / 586;
    expect([wide.width, wide.height, wide.luma[0], wide.luma[3]]).toEqual([512, 40, Math.round(ramp(0)), Math.round(ramp(3))]);
    const high = gridOf(decodePng(makePng(2, 150_000, 8, 0, Buffer.alloc(3 * 150_000).map((_, i) => (i % 3 === 0 ? 0 : 251)))));
    expect([high.width, high.height, high.luma.every((mean) => mean === 251)]).toEqual([2, 512, true]);
  });

  it('refuses a header that claims more than the data can hold, before allocating', () => {
    const before = process.memoryUsage().arrayBuffers;
    expect(reasonOf(decodePng(makePng(65535, 65535, 8, 6, Buffer.alloc(1000))))).toBe('too-large');
    expect(reasonOf(decodePng(makePng(1_000_001, 1, 1, 0, Buffer.alloc(125_002))))).toBe('too-large');
    expect(reasonOf(decodePng(makePng(30000, 30000, 8, 2, Buffer.alloc(1000))))).toBe('truncated');
    expect(reasonOf(decodePng(makePng(2 ** 31, 1, 8, 2, Buffer.alloc(10))))).toBe('corrupt');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4_000_000);
  });

  it('tells a cut file from a damaged one', async () => {
    const png = await picture(300, 200).png().toBuffer();
    for (const length of [20, 40, 60, 5000, png.length - 100]) expect(reasonOf(decodePng(png.subarray(0, length)))).toBe('truncated');
    expect(reasonOf(decodePng(png.subarray(0, png.length - 12)))).toBe('decoded');
    const flipped = Buffer.from(png);
    flipped.fill(0x55, 1000, 1100);
    expect(reasonOf(decodePng(flipped))).toBe('corrupt');
    const badFilter = Buffer.alloc(40 * 31).fill(9, 31, 32);
    expect(reasonOf(decodePng(makePng(10, 40, 8, 2, badFilter)))).toBe('corrupt');
  });

  it('leaves interlaced files, colour keys and surplus data to sharp', async () => {
    expect(decodePng(await picture(100, 100).png({ progressive: true }).toBuffer())).toBe('hand-on');
    expect(decodePng(makePng(8, 8, 8, 2, Buffer.alloc(8 * 25), [chunk('tRNS', Buffer.alloc(6))]))).toBe('hand-on');
    expect(decodePng(makePng(8, 8, 8, 2, Buffer.alloc(8 * 25 + 1)))).toBe('hand-on');
  });

  it('takes any damage without throwing', async () => {
    const originals = await Promise.all([sources['rgb']!(), sources['palette, 4 bits']!(), sources['tiny']!()]);
    const random = seeded(7);
    const seen = new Set<string>();
    for (let round = 0; round < 600; round++) {
      const bytes = Buffer.from(originals[round % originals.length]!);
      const reach = round % 2 === 0 ? Math.min(100, bytes.length) : bytes.length;
      for (let n = 0; n < 1 + random() * 4; n++) bytes[Math.floor(random() * reach)] = random() * 256;
      seen.add(reasonOf(decodePng(round % 5 === 0 ? bytes.subarray(0, random() * bytes.length) : bytes)));
    }
    expect([...seen].every((reason) => ['decoded', 'hand-on', 'truncated', 'corrupt', 'too-large', 'unsupported'].includes(reason))).toBe(true);
    expect(seen.size).toBeGreaterThan(3);
  });
});

/** RFC 1950 §8.2 */
function adler32(bytes: Uint8Array): Buffer {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(high * 65536 + low);
  return sum;
}

/** PNG third edition §9.4, as it is written there. */
function paethGuess(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function withChecksums(png: Buffer): Buffer {
  const out = Buffer.from(png);
  for (let at = 8; at < out.length; at += 12 + out.readUInt32BE(at)) {
    const end = at + 8 + out.readUInt32BE(at);
    out.writeUInt32BE(crc32(out.subarray(at + 4, end)), end);
  }
  return out;
}
