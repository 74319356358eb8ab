import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decode } from './decode';
import { makeCase } from './fuzz/cases';
import { makeSeeds } from './fuzz/seeds';
import { fixture, joined, piecesOf, segment } from './jpeg/fixtures';
import { decodeJpeg } from './jpeg/jpeg';
import { decodePng } from './png/png';
import { gridOf, picture } from './test-pictures';

async function numberOf(file: Uint8Array): Promise<string | null> {
  const { pixels } = gridOf(await decode(file, 32));
  return pixels ? pixels.map((half) => half.toString(16).padStart(8, '0')).join('') : null;
}

/** A JPEG with segments before all of its own. */
function withSegments(file: Buffer, ...segments: readonly Buffer[]): Buffer {
  return Buffer.concat([file.subarray(0, 2), ...segments, file.subarray(2)]);
}

/** An Exif block with one entry beside an orientation. */
function exif(orientation: number, maker = 4): Buffer {
  const entry = (tag: number, value: number): number[] => [tag >> 8, tag & 255, 0, 3, 0, 0, 0, 1, 0, value, 0, 0];
  return Buffer.from([...Buffer.from('MM\0*\0\0\0\b'), 0, 2, ...entry(0x010f, maker), ...entry(0x0112, orientation), 0, 0, 0, 0]);
}

const jpegExif = (orientation: number, maker?: number): Buffer => segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(orientation, maker)]));
const profile = (content: string): Buffer => segment(0xe2, Buffer.from(`ICC_PROFILE\0\x01\x01${content}`));

describe('of a JPEG', () => {
  // Longer than a window, with tables of its own, restarts, and few pixels or none that a window could hold.
  const files: readonly (readonly [string, () => Promise<Buffer>])[] = [
    ['of several windows', () => picture(1400, 1000).jpeg({ quality: 96 }).toBuffer()],
    ['of a few blocks', () => picture(40, 30).jpeg().toBuffer()],
    ['of one block', () => Promise.resolve(fixture('size-1x1'))],
    ['with restarts', () => Promise.resolve(fixture('restart-rows'))],
    ['in grey', () => Promise.resolve(fixture('grey'))],
    ['of three planes', () => Promise.resolve(fixture('rgb'))],
  ];

  it.each(files)('%s, is the same with other metadata, wherever they make its windows begin', async (_, make) => {
    const file = await make();
    const number = await numberOf(file);
    expect(number).toMatch(/^[0-9a-f]{16}$/);
    const comment = (length: number): Buffer => segment(0xfe, Buffer.alloc(length, 'no pixels'));
    const others = [
      withSegments(file, jpegExif(1), comment(7)),
      withSegments(file, jpegExif(1, 9), segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x/>')), segment(0xed, Buffer.from('Photoshop 3.0'))),
      withSegments(file, ...Array.from({ length: 5 }, () => comment(65_000))),
      withSegments(file, comment(31), comment(1)),
      Buffer.concat([file, Buffer.from('a maker’s trailer \xff\xd8\xff')]),
    ];
    expect(await Promise.all(others.map(numberOf))).toEqual(others.map(() => number));
  });

  it.each(files)('%s, is another for whatever shows otherwise', async (_, make) => {
    const file = await make();
    const changed = (at: number): Buffer => Buffer.from(file.with(at, file[at]! ^ 1));
    const pieces = piecesOf(file);
    const scan = file.length - pieces.at(-1)!.bytes.length - 2 + 2 + pieces.at(-1)!.bytes.readUInt16BE(2);
    const table = file.indexOf(Buffer.from([0xff, 0xdb]));
    const numbers = [
      file,
      ...[2, 3, 4, 5, 6, 7, 8].map((orientation) => withSegments(file, jpegExif(orientation))),
      withSegments(file, profile('one')),
      withSegments(file, profile('other')),
      changed(table + 6),
      ...[scan, file.length - 3].map(changed),
    ].map(async (bytes) => numberOf(bytes).catch(() => 'refused'));
    const known = (await Promise.all(numbers)).filter((number) => number !== 'refused');
    expect(known.length).toBeGreaterThan(10);
    expect(new Set(known).size).toBe(known.length);
  });

  it('is another where an Adobe marker gives the components another meaning', async () => {
    const plain = joined(piecesOf(fixture('baseline-444')).filter(({ code }) => code !== 0xe0).map(({ bytes }) => bytes));
    const [none, rgb, lumaFirst] = [[], [0], [1]].map((transforms) =>
      withSegments(plain, ...transforms.map((transform) => segment(0xee, [...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, transform]))));
    expect(await numberOf(lumaFirst!)).toBe(await numberOf(none!));
    expect(await numberOf(rgb!)).not.toBe(await numberOf(none!));
  });

  it('is not known where not all of the file is read', async () => {
    for (const name of ['progressive-420', 'scans-single', 'arithmetic', 'coarse-luma']) expect(await numberOf(fixture(name))).toBeNull();
  });
});

/** A PNG's chunks. */
function chunksOf(png: Buffer): { name: string; body: Buffer }[] {
  const chunks: { name: string; body: Buffer }[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    chunks.push({ name: png.toString('latin1', at + 4, at + 8), body: png.subarray(at + 8, at + 8 + png.readUInt32BE(at)) });
  }
  return chunks;
}

/** The same file with other chunks before its pixels, or with other pixels. */
function remade(png: Buffer, more: readonly { name: string; body: Uint8Array }[], data = (packed: Buffer): Buffer => packed): Buffer {
  const chunks = chunksOf(png);
  const packed = Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ body }) => body));
  const kept = chunks.filter(({ name }) => !['IDAT', 'IEND', ...more.map((chunk) => chunk.name).filter((own) => own === 'PLTE')].includes(name));
  const all = [...kept, ...more, { name: 'IDAT', body: data(packed) }, { name: 'IEND', body: Buffer.alloc(0) }];
  return Buffer.concat([png.subarray(0, 8), ...all.map(({ name, body }) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, Buffer.from(name, 'latin1'), body, Buffer.alloc(4)]);
  })]);
}

function uint32(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, i) => bytes.writeUInt32BE(number, 4 * i));
  return bytes;
}

describe('of a PNG', () => {
  const kinds: readonly (readonly [string, () => ReturnType<typeof picture>, object])[] = [
    ['rgb', () => picture(701, 403), {}],
    ['rgb of 16 bits', () => picture(301, 207).toColourspace('rgb16'), {}],
    ['rgba', () => picture(400, 301).ensureAlpha(0.5), {}],
    ['grey', () => picture(333, 320).greyscale().toColourspace('b-w'), {}],
    ['narrow', () => picture(3, 700), {}],
    ['palette of 4 bits', () => picture(515, 301), { palette: true, colours: 16 }],
    ['palette of 1 bit', () => picture(517, 301), { palette: true, colours: 2 }],
  ];

  it.each(kinds)('%s, is the same however it was filtered and compressed', async (_, draw, options) => {
    const write = (compressionLevel: number, adaptiveFiltering: boolean): Promise<Buffer> =>
      draw().png({ ...options, compressionLevel, adaptiveFiltering }).toBuffer();
    const file = await write(6, false);
    const number = await numberOf(file);
    expect(number).toMatch(/^[0-9a-f]{16}$/);
    const others = [
      await write(9, false),
      ...('palette' in options ? [] : [await write(1, true)]),
      remade(file, [], (packed) => deflateSync(inflateSync(packed), { level: 0 })),
      remade(file, [{ name: 'tEXt', body: Buffer.from('Comment\0no pixels') }, { name: 'pHYs', body: Buffer.alloc(9) }, { name: 'eXIf', body: exif(1) }]),
      remade(file, [{ name: 'sRGB', body: Buffer.alloc(1) }, { name: 'gAMA', body: uint32(45455) }]),
      remade(file, [{ name: 'gAMA', body: uint32(45455) }, { name: 'cHRM', body: uint32(31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000) }]),
    ];
    expect(await Promise.all(others.map(numberOf))).toEqual(others.map(() => number));
  });

  it.each(kinds)('%s, is another for whatever shows otherwise', async (_, draw, options) => {
    const file = await draw().png({ ...options, adaptiveFiltering: false }).toBuffer();
    // Unfiltered rows: each byte is a sample, or a few.
    const pixel = (at: (rowBytes: number, length: number) => number) => (packed: Buffer): Buffer => {
      const raw = inflateSync(packed);
      const row = raw.length / file.readUInt32BE(20);
      const place = at(row, raw.length);
      raw[place]! ^= place % row === row - 1 ? 128 : 1;
      return deflateSync(raw);
    };
    const others = [
      file,
      remade(file, [], pixel(() => 1)),
      remade(file, [], pixel((row) => row - 1)),
      remade(file, [], pixel((row, length) => length - 1)),
      remade(file, [], pixel((row, length) => length - row + 1)),
      ...[2, 5, 8].map((orientation) => remade(file, [{ name: 'eXIf', body: exif(orientation) }])),
      remade(file, [{ name: 'iCCP', body: Buffer.from('some profile') }]),
      remade(file, [{ name: 'gAMA', body: uint32(100_000) }]),
    ];
    const numbers = await Promise.all(others.map(numberOf));
    expect(new Set(numbers).size).toBe(others.length);
    expect(numbers).not.toContain(null);
  });

  it('does not depend on the bits that fill up a row', async () => {
    const file = await picture(517, 40).png({ palette: true, colours: 2 }).toBuffer();
    const other = remade(file, [], (packed) => {
      const raw = inflateSync(packed);
      const row = raw.length / 40;
      for (let at = row - 1; at < raw.length; at += row) raw[at]! ^= 7;
      return deflateSync(raw);
    });
    expect(await numberOf(other)).toBe(await numberOf(file));
  });

  it('is another with another palette or transparent colour', async () => {
    const file = await picture(100, 40).png({ palette: true, colours: 4 }).toBuffer();
    const palette = chunksOf(file).find(({ name }) => name === 'PLTE')!.body;
    const others = [
      file,
      remade(file, [{ name: 'PLTE', body: palette.map((value, i) => (i === 0 ? value ^ 1 : value)) }]),
      remade(file, [{ name: 'tRNS', body: Buffer.from([0]) }]),
      remade(file, [{ name: 'tRNS', body: Buffer.from([128]) }]),
    ];
    expect(new Set(await Promise.all(others.map(numberOf))).size).toBe(others.length);
    expect(await numberOf(remade(file, [{ name: 'PLTE', body: Buffer.concat([palette, Buffer.alloc(96)]) }]))).toBe(await numberOf(remade(file, [{ name: 'PLTE', body: Buffer.concat([palette, Buffer.alloc(99)]) }])));
  });

  it('is not known where there is more to see, nor where it is left to sharp', async () => {
    const file = await picture(100, 90).png().toBuffer();
    expect(await numberOf(remade(file, [{ name: 'acTL', body: uint32(2, 0) }]))).toBeNull();
    expect(await numberOf(remade(file, [{ name: 'eXIf', body: exif(1) }, { name: 'eXIf', body: exif(8) }]))).toBeNull();
    const late = Buffer.from(await picture(100, 90).png({ palette: true }).toBuffer());
    late.write('tRNS', late.lastIndexOf('IEND'), 'latin1');
    expect(await numberOf(late)).toBeNull();
    expect(await numberOf(await picture(100, 90).png({ progressive: true }).toBuffer())).toBeNull();
  });
});

it('is not the same for pictures that differ, however damaged their files are', async () => {
  const seeds = await makeSeeds(join(import.meta.dirname, 'fixtures/jpeg'));
  const shown = new Map<string, string>();
  let repeated = 0;
  for (let i = 0; i < 20_000; i++) {
    const { family, bytes } = makeCase(seeds, 5, i);
    if (family === 'other') continue;
    const result = family === 'jpeg' ? decodeJpeg(bytes) : decodePng(bytes);
    if (result === 'hand-on' || !result.ok || !result.grid.pixels) continue;
    const number = result.grid.pixels.join(' ');
    const image = sharp(bytes, { failOn: 'error', ignoreIcc: true }).autoOrient();
    const raw = await image.raw().toBuffer({ resolveWithObject: true }).catch(() => null);
    if (raw === null) continue;
    const picture = `${raw.info.width} ${raw.info.height} ${raw.info.channels} ${createHash('sha1').update(raw.data).digest('hex')}`;
    const known = shown.get(number);
    if (known !== undefined) repeated++;
    expect(picture, `case ${i}`).toBe(known ?? picture);
    shown.set(number, picture);
  }
  expect(repeated).toBeGreaterThan(300);
}, 60_000);

it('is left out where nobody asks for it, and nothing else with it', async () => {
  const files = [await picture(1400, 1000).jpeg().toBuffer(), fixture('ycck'), await picture(300, 200).png().toBuffer(), await picture(90, 60).png({ palette: true }).toBuffer()];
  for (const file of files) {
    const asked = gridOf(await decode(file));
    expect(asked.pixels).not.toBeNull();
    expect(gridOf(await decode(file, 9, false))).toEqual({ ...asked, pixels: null });
    expect(gridOf(await decode(file))).toEqual(asked);
  }
});

it('is not known of other formats', async () => {
  expect(await numberOf(await picture(100, 90).webp({ lossless: true }).toBuffer())).toBeNull();
});
