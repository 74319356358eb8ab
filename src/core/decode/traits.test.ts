import sharp, { type Exif, type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { fileExtras } from '../../shared/files';
import { decode } from './decode';
import { picture } from './test-pictures';
import { readJpegHeader } from './jpeg/header';
import { noTraits, traitsOfJpeg } from './traits';

async function traits(file: Uint8Array) {
  const result = await decode(file, 32);
  if (!result.ok) throw new Error(result.failure.detail);
  const { quality, depth, extras } = result.grid.traits ?? noTraits;
  return { quality, depth, extras: fileExtras.filter((_, bit) => (extras & (1 << bit)) !== 0) };
}

const nothing = { quality: 0, depth: 8, extras: [] };
const photo: Exif = {
  IFD2: { DateTimeOriginal: '2021:03:12 14:05:09' },
  IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '33/1 51/1 30/1', GPSLongitudeRef: 'E', GPSLongitude: '151/1 12/1 3600/100' },
};
const make = (): Sharp => picture(300, 200);
const deep = (): Sharp => sharp(Buffer.alloc(60_000), { raw: { width: 100, height: 100, channels: 3 } }).toColourspace('rgb16');

describe('what files say, found while they are hashed', () => {
  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('is told of a %s', async (format) => {
    const full = await traits(await make().withExif(photo).withIccProfile('p3').toFormat(format, { quality: 83 }).toBuffer());
    expect(full).toEqual({ quality: format === 'jpeg' ? 83 : 0, depth: 8, extras: [...fileExtras] });
    const bare = await traits(await make().toFormat(format, { quality: 83 }).toBuffer());
    expect(bare).toEqual({ ...nothing, quality: format === 'jpeg' ? 83 : 0 });
  });

  it('tells an Exif block without place and date', async () => {
    const exif: Exif = { IFD0: { Model: 'A' }, IFD2: { DateTimeOriginal: '    :  :     :  :  ' }, IFD3: { GPSVersionID: '2 3 0 0' } };
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      expect((await traits(await make().withExif(exif).toFormat(format).toBuffer())).extras).toEqual(['exif']);
    }
  });

  it('is told of progressive and small JPEGs, and of those that another decoder reads', async () => {
    expect(await traits(await make().jpeg({ quality: 61, progressive: true }).withExif(photo).toBuffer())).toMatchObject({ quality: 61, depth: 8, extras: ['exif', 'gps', 'date'] });
    expect(await traits(await picture(9, 9).jpeg({ quality: 61 }).toBuffer())).toEqual({ ...nothing, quality: 61 });
  });

  it('knows depths: of palettes that of their colours', async () => {
    expect(await traits(await make().png({ palette: true, colours: 4 }).toBuffer())).toEqual(nothing);
    expect(await traits(await deep().png().toBuffer())).toEqual({ ...nothing, depth: 16 });
    expect(await traits(await deep().png({ progressive: true }).toBuffer())).toEqual({ ...nothing, depth: 16 });
    expect(await traits(await make().gif().toBuffer())).toEqual(nothing);
    expect(await traits(await make().tiff().toBuffer())).toEqual(nothing);
    expect(await traits(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5"><rect width="5" height="5"/></svg>'))).toEqual({ ...nothing, depth: 0 });
  });

  it('loses nothing but what was damaged', async () => {
    const whole = await make().withExif(photo).jpeg({ quality: 83 }).toBuffer();
    const exif = whole.indexOf('Exif');
    for (let at = exif + 6; at < exif + 200; at += 3) {
      const broken = Buffer.from(whole);
      broken.fill(0xff, at, at + 4);
      expect(await traits(broken)).toMatchObject({ quality: 83, depth: 8 });
    }
    const cut = Buffer.from(whole);
    // A length that leads out of the file.
    cut.writeUInt16BE(0xffff, whole.indexOf(Buffer.from([0xff, 0xdb])) + 2);
    expect(traitsOfJpeg(readJpegHeader(cut))).toMatchObject({ quality: 0, extras: 0b1011 });
  });
});
