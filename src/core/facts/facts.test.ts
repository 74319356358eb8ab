import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Exif, type Sharp } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import type { FileFacts, ImageFormat } from '../../shared/files';
import { picture } from '../decode/test-pictures';
import { readExifFacts } from '../decode/exif-facts';
import { readFacts } from './facts';

const folder = mkdtempSync(join(tmpdir(), 'lookalike-facts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function facts(path: string, format: ImageFormat): Promise<FileFacts> {
  const read = await readFacts(path, format);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

const photo: Exif = {
  IFD0: { Make: 'NIKON CORPORATION', Model: 'NIKON D90' },
  IFD2: { DateTimeOriginal: '2021:03:12 14:05:09', OffsetTimeOriginal: '+01:00' },
  IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '33/1 51/1 30/1', GPSLongitudeRef: 'E', GPSLongitude: '151/1 12/1 3600/100' },
};

describe('readFacts', () => {
  it.each(['jpeg', 'webp', 'png', 'avif'] as const)('reads what a camera wrote into a %s', async (format) => {
    const path = file(`photo.${format}`, await picture(60, 40).withExif(photo).withIccProfile('p3').toFormat(format).toBuffer());
    const read = await facts(path, format);
    expect(read).toMatchObject({ camera: 'NIKON D90', taken: '2021-03-12T14:05:09+01:00', bitDepth: 8, orientation: 1 });
    expect(read.place).toEqual({ latitude: expect.closeTo(-33.8583, 4) as number, longitude: expect.closeTo(151.21, 4) as number });
    expect(read.profile).toContain('P3');
    expect(read.quality === null).toBe(format !== 'jpeg');
    expect(read.modified).toBe(statSync(path).mtimeMs);
  });

  it('reads a TIFF as the block of fields that it is', async () => {
    const { exif } = await sharp(await picture(9, 9).withExif(photo).jpeg().toBuffer()).metadata();
    expect(readExifFacts(exif!.subarray('Exif\0\0'.length))).toMatchObject({ camera: 'NIKON D90', taken: '2021-03-12T14:05:09+01:00' });
    expect(await facts(file('a.tiff', await picture(9, 9).tiff().toBuffer()), 'tiff')).toMatchObject({ camera: null, bitDepth: 8 });
  });

  it('answers null for what a file does not say, or does not know', async () => {
    const bare = await facts(file('bare.png', await picture(9, 9).png().toBuffer()), 'png');
    expect(bare).toMatchObject({ camera: null, taken: null, place: null, profile: null, quality: null, orientation: 1, bitDepth: 8 });
    const unset = { IFD0: { Model: '   ' }, IFD2: { DateTimeOriginal: '0000:00:00 00:00:00' }, IFD3: { GPSLatitude: '0/0 0/0 0/0', GPSLongitude: '1/1 0/1 0/1' } };
    expect(await facts(file('unset.jpg', await picture(9, 9).withExif(unset).jpeg().toBuffer()), 'jpeg')).toMatchObject({ camera: null, taken: null, place: null });
    const drawing = file('a.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5"><rect width="5" height="5"/></svg>'));
    expect(await facts(drawing, 'svg')).toMatchObject({ quality: null, camera: null });
  });

  it('tells orientation and depth', async () => {
    expect(await facts(file('turned.jpg', await picture(20, 10).withMetadata({ orientation: 6 }).jpeg().toBuffer()), 'jpeg')).toMatchObject({ orientation: 6 });
    const deep = await sharp(Buffer.alloc(600), { raw: { width: 10, height: 10, channels: 3 } }).toColourspace('rgb16').png().toBuffer();
    expect(await facts(file('deep.png', deep), 'png')).toMatchObject({ bitDepth: 16 });
  });

  it('says why there are none', async () => {
    const png = file('other.jpg', await picture(9, 9).png().toBuffer());
    expect(await readFacts(join(folder, 'gone'), 'jpeg')).toMatchObject({ ok: false, error: { kind: 'cannot-read' } });
    expect(await readFacts(png, 'jpeg')).toMatchObject({ ok: false, error: { kind: 'cannot-read', detail: 'it is no longer the image that was scanned' } });
  });

  it('survives headers that are cut anywhere or point anywhere', async () => {
    const whole = await picture(20, 10).withExif(photo).jpeg().toBuffer();
    for (let length = 3; length < 600; length += 7) {
      expect((await readFacts(file('cut.jpg', whole.subarray(0, length)), 'jpeg')).ok).toBeTypeOf('boolean');
    }
    const exif = whole.indexOf('Exif');
    for (let at = exif + 6; at < exif + 300; at += 3) {
      const broken = Buffer.from(whole);
      broken.fill(0xff, at, at + 4);
      expect((await readFacts(file('broken.jpg', broken), 'jpeg')).ok).toBeTypeOf('boolean');
    }
  });
});

describe('the quality of a JPEG', () => {
  const quality = async (made: Sharp) => (await facts(file('q.jpg', await made.toBuffer()), 'jpeg')).quality;

  it.each([1, 10, 49, 50, 75, 90, 92, 99, 100])('is %i where it was made with that', async (wanted) => {
    const told = await quality(picture(32, 32).jpeg({ quality: wanted }));
    expect(Math.abs(told!.value - wanted)).toBeLessThanOrEqual(told!.error);
    if (wanted >= 10) expect(told).toEqual({ value: wanted, error: 0 });
  });

  it('is told with an error where the table is nearly that of a quality', async () => {
    const bytes = await picture(32, 32).jpeg({ quality: 80 }).toBuffer();
    const table = bytes.indexOf(Buffer.from([0xff, 0xdb])) + 5;
    for (let i = 0; i < 64; i += 5) bytes[table + i]! += 1;
    const read = (await facts(file('near.jpg', bytes), 'jpeg')).quality;
    expect(read?.error).toBeGreaterThan(0);
    expect(Math.abs(read!.value - 80)).toBeLessThanOrEqual(read!.error);
  });

  it('is not told from tables of another make', async () => {
    const flat = await picture(32, 32).jpeg({ quality: 80, quantisationTable: 1 }).toBuffer();
    expect((await facts(file('flat.jpg', flat), 'jpeg')).quality).toBeNull();
  });
});
