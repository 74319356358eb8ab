import { describe, expect, it } from 'vitest';
import { decodeJpeg } from './jpeg';
import { fixture, fixtureNames, fourComponents, joined, piecesOf, reference, segment } from './fixtures';
import { gridOf, picture, reasonOf, seeded } from '../test-pictures';

const handedOn = ['arithmetic', 'coarse-luma'];
const exact = fixtureNames.filter((name) => !handedOn.includes(name) && name !== 'ycck');

function expectReference(file: Uint8Array, name: string): void {
  const { width, height, luma } = gridOf(decodeJpeg(file));
  expect({ width, height, luma }).toEqual(reference(name));
}

function restart(number: number): Buffer {
  return Buffer.from([0xff, 0xd0 + number]);
}

describe('decodeJpeg', () => {
  // Twice: the second time, the fast tables are those that the first has left.
  it.each([...exact, ...exact])('gives the grid of libjpeg for %s', (name) => {
    expectReference(fixture(name), name);
  });

  it('states the size and the format', () => {
    expect(gridOf(decodeJpeg(fixture('size-17x9')))).toMatchObject({ format: 'jpeg', imageWidth: 17, imageHeight: 9, width: 3, height: 2, orientation: 1 });
  });

  it('gives the same grid for both ways of coding a picture longer than the buffer', async () => {
    const [baseline, progressive] = await Promise.all(
      [false, true].map((way) => picture(1003, 701).jpeg({ quality: 97, progressive: way }).toBuffer()),
    );
    expect(baseline!.length).toBeGreaterThan(3 << 16);
    expect(gridOf(decodeJpeg(progressive!))).toEqual({ ...gridOf(decodeJpeg(baseline!)), pixels: null });
  });

  it('reads a file that is a part of a larger buffer, and keeps none of it', () => {
    const file = fixture('progressive-420');
    const buffer = new Uint8Array(file.length + 200).fill(0xff);
    buffer.set(file, 77);
    const grid = gridOf(decodeJpeg(buffer.subarray(77, 77 + file.length)));
    buffer.fill(0);
    expect(grid.luma).toEqual(reference('progressive-420').luma);
  });
});

describe('decodeJpeg with colours', () => {
  const grey = fixture('grey');
  const negative = fixture('grey-negative');
  const [light, dark] = [reference('grey').luma, reference('grey-negative').luma];
  const upsideDown = (value: number): number => 255 - value;

  it('makes grey of CMYK, with the inks as Adobe stores them and as they are', () => {
    const file = (transform: number | null): Buffer => fourComponents([grey, grey, grey, negative], transform);
    expect(gridOf(decodeJpeg(file(0))).luma).toEqual(light.map((value, i) => Math.round((value * dark[i]!) / 255)));
    expect(gridOf(decodeJpeg(file(null))).luma).toEqual(light.map((value, i) => Math.round((upsideDown(value) * upsideDown(dark[i]!)) / 255)));
  });

  it('makes grey of YCCK', () => {
    const file = fourComponents([grey, negative, negative, negative], 2);
    expect(gridOf(decodeJpeg(file)).luma).toEqual(light.map((value, i) => Math.round((upsideDown(value) * dark[i]!) / 255)));
    // And of one by another encoder: about what the same picture gives in colour.
    const { luma } = gridOf(decodeJpeg(fixture('ycck')));
    const differences = reference('ycck').luma.map((value, i) => Math.abs(value - luma[i]!));
    expect(Math.max(...differences)).toBeLessThanOrEqual(5);
  });

  it('weighs red, green and blue when an Adobe marker or their names say so', () => {
    const pieces = piecesOf(fixture('rgb'));
    const named = pieces.filter(({ code }) => code !== 0xee).map(({ bytes }) => bytes);
    expect(named.length).toBe(pieces.length - 1);
    expectReference(joined(named), 'rgb');
  });
});

describe('decodeJpeg on unusual files', () => {
  const name = 'baseline-420';
  const pieces = piecesOf(fixture(name));
  const bytesOf = (codes: (code: number) => boolean): Buffer[] => pieces.filter(({ code }) => codes(code)).map(({ bytes }) => bytes);
  const changed = (code: number, change: (bytes: Buffer) => void): Buffer =>
    joined(
      pieces.map((piece) => {
        const bytes = Buffer.from(piece.bytes);
        if (piece.code === code) change(bytes);
        return bytes;
      }),
    );

  it('knows the standard Huffman tables', () => {
    expectReference(joined(bytesOf((code) => code !== 0xc4)), name);
  });

  it('passes over fill bytes, unknown segments and garbage between markers', () => {
    const noise = Buffer.from([0, 7, 0xff, 0xff, 0, 0xff, 0xff]);
    const body = pieces.flatMap(({ code, bytes }) => (code === 0xda ? [bytes] : [bytes, noise, segment(0xe9, [0xff, 0xd9]), noise]));
    expectReference(joined([...body, Buffer.from('trailing')]), name);
  });

  it('does without the end-of-image marker and the very last bits', () => {
    const file = fixture(name);
    expectReference(file.subarray(0, -2), name);
    expectReference(file.subarray(0, -3), name);
    expect(reasonOf(decodeJpeg(file.subarray(0, -40)))).toBe('truncated');
    expect(reasonOf(decodeJpeg(Buffer.concat([file.subarray(0, -40), file.subarray(-2)])))).toBe('truncated');
  });

  it('hands on what other decoders can read', () => {
    for (const other of handedOn) expect(decodeJpeg(fixture(other))).toBe('hand-on');
    expect(decodeJpeg(changed(0xc0, (frame) => (frame[4] = 12)))).toBe('hand-on');
    for (const code of [0xc3, 0xc5, 0xc9, 0xca, 0xcf]) expect(decodeJpeg(changed(0xc0, (frame) => (frame[1] = code)))).toBe('hand-on');
  });

  it('refuses, each with its reason', () => {
    const size = (height: number, width: number) => (frame: Buffer) => frame.writeUInt32BE(height * 65536 + width, 5);
    expect(reasonOf(decodeJpeg(changed(0xc0, size(0, 99))))).toBe('unsupported');
    expect(reasonOf(decodeJpeg(changed(0xc0, size(99, 0))))).toBe('corrupt');
    expect(reasonOf(decodeJpeg(changed(0xc0, size(65535, 65535))))).toBe('too-large');
    expect(reasonOf(decodeJpeg(changed(0xc0, size(30000, 30000))))).toBe('truncated');
    expect(reasonOf(decodeJpeg(joined(bytesOf((code) => code !== 0xdb))))).toBe('corrupt');
    expect(reasonOf(decodeJpeg(joined(bytesOf((code) => code !== 0xc0))))).toBe('corrupt');
    expect(reasonOf(decodeJpeg(joined(bytesOf((code) => code !== 0xda))))).toBe('corrupt');
    expect(reasonOf(decodeJpeg(changed(0xda, (scan) => scan.fill(0x55, 40, 60).fill(0xfe, 60, 90))))).toBe('corrupt');
    expect(reasonOf(decodeJpeg(new Uint8Array(0)))).toBe('truncated');
  });

  it('takes a restart marker out of turn for corruption', () => {
    const file = fixture('restart-blocks');
    file[file.indexOf(restart(1)) + 1] = 0xd3;
    expect(reasonOf(decodeJpeg(file))).toBe('corrupt');
  });

  it('reads the orientation from Exif, the first that there is', () => {
    const exif = (value: number): Buffer => segment(0xe1, Buffer.from(`Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0${String.fromCharCode(value)}\0\0\0`, 'latin1'));
    const xmp = segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0'));
    const file = joined([xmp, exif(6), exif(3), ...pieces.map(({ bytes }) => bytes)]);
    expect(gridOf(decodeJpeg(file)).orientation).toBe(6);
  });
});

describe('decodeJpeg on damaged files', () => {
  it.each(['size-17x9', 'progressive-420', 'restart-blocks'])('takes %s cut anywhere for cut, or reads it if all it needs is there', (name) => {
    const file = fixture(name);
    const { luma } = reference(name);
    let whole = file.length;
    for (let length = file.length; length >= 0; length--) {
      const result = decodeJpeg(file.subarray(0, length));
      const outcome = reasonOf(result);
      if (outcome === 'decoded') {
        expect(length).toBe(whole);
        // All but the last cell: what is missing may be as little as the end of that.
        expect(gridOf(result).luma.subarray(0, -1)).toEqual(luma.subarray(0, -1));
        whole = length - 1;
      } else {
        expect([length, outcome]).toEqual([length, 'truncated']);
      }
    }
    expect(whole).toBeLessThan(file.length - 2);
    if (!name.startsWith('progressive')) expect(whole).toBeGreaterThanOrEqual(file.length - 16);
  });

  it('answers for any mutation, and is as good as new after it', () => {
    const random = seeded(11);
    const pick = (count: number): number => Math.floor(random() * count);
    const outcomes = new Set<string>();
    for (let round = 0; round < 6000; round++) {
      const file = fixture(fixtureNames[round % fixtureNames.length]!);
      const from = random() < 0.5 ? 0 : Math.min(file.length - 1, 600);
      for (let n = pick(4); n >= 0; n--) file[from + pick(file.length - from)] = random() < 0.2 ? 0xff : pick(256);
      const result = decodeJpeg(random() < 0.2 ? file.subarray(0, pick(file.length)) : file);
      outcomes.add(reasonOf(result));
      if (result !== 'hand-on' && result.ok) expect(result.grid.luma.length).toBe(result.grid.width * result.grid.height);
    }
    expect([...outcomes].sort()).toEqual(expect.arrayContaining(['corrupt', 'decoded', 'hand-on', 'truncated']));
    for (const name of exact) expectReference(fixture(name), name);
  });
});
