import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../fingerprint';
import { decode } from './decode';
import { gridOf, picture, reasonOf, seeded } from './test-pictures';

const folder = mkdtempSync(join(tmpdir(), 'lookalike-decode-'));
afterAll(() => rmSync(folder, { recursive: true }));

const formats = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const;
const svg = (inside: string, before = ''): Buffer =>
  Buffer.from(`${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="60">${inside}</svg>`);

async function bitsBetween(a: Uint8Array, b: Uint8Array): Promise<number> {
  const [x, y] = [fingerprint(gridOf(await decode(a))), fingerprint(gridOf(await decode(b)))];
  const ones = (value: number): number => value.toString(2).replaceAll('0', '').length;
  return ones((x.hashLow ^ y.hashLow) >>> 0) + ones((x.hashHigh ^ y.hashHigh) >>> 0);
}

describe('decode', () => {
  it.each(formats)('reads %s, and the same picture as in PNG', async (format) => {
    const bytes = await picture(397, 303).toFormat(format).toBuffer();
    const grid = gridOf(await decode(bytes));
    expect(grid).toMatchObject({ format, imageWidth: 397, imageHeight: 303, orientation: 1 });
    expect(Math.min(grid.width, grid.height)).toBeGreaterThanOrEqual(32);
    expect(await bitsBetween(bytes, await picture(397, 303).png().toBuffer())).toBeLessThanOrEqual(3);
  });

  it('answers JPEG and PNG without a promise', async () => {
    expect(decode(await picture(300, 200).jpeg().toBuffer())).not.toBeInstanceOf(Promise);
    expect(decode(await picture(300, 200).png().toBuffer())).not.toBeInstanceOf(Promise);
  });

  it.each(['jpeg', 'png', 'webp', 'tiff'] as const)('hashes a turned %s as it is shown', async (format) => {
    // Whole cells on every side: turning moves the cells of any other size a little, and with them a bit or two.
    const plain = await picture(400, 304).png().toBuffer();
    for (let orientation = 1; orientation <= 8; orientation++) {
      const tagged = await sharp(plain).withMetadata({ orientation }).toFormat(format).toBuffer();
      const upright = await sharp(tagged).autoOrient().png().toBuffer();
      const [a, b] = [fingerprint(gridOf(await decode(tagged))), fingerprint(gridOf(await decode(upright)))];
      expect([a.width, a.height]).toEqual(orientation >= 5 ? [304, 400] : [400, 304]);
      expect([a.width, a.height]).toEqual([b.width, b.height]);
      expect(await bitsBetween(tagged, upright)).toBeLessThanOrEqual(format === 'png' ? 0 : 2);
    }
  });

  it('reads small, interlaced and odd kinds through sharp', async () => {
    const small = gridOf(await decode(await picture(90, 60).jpeg().toBuffer()));
    expect([small.width, small.height]).toEqual([24, 16]);
    expect(gridOf(await decode(await picture(1, 1).jpeg().toBuffer()))).toMatchObject({ width: 1, height: 1 });
    expect(await bitsBetween(await picture(300, 200).png({ progressive: true }).toBuffer(), await picture(300, 200).png().toBuffer())).toBeLessThanOrEqual(1);
    expect(await bitsBetween(await picture(300, 200).toColourspace('rgb16').tiff().toBuffer(), await picture(300, 200).png().toBuffer())).toBeLessThanOrEqual(2);
    expect(await bitsBetween(await picture(300, 200).toColourspace('cmyk').tiff().toBuffer(), await picture(300, 200).png().toBuffer())).toBeLessThanOrEqual(4);
  });

  it('lays what is transparent over white, whatever the format', async () => {
    const hole = { create: { width: 200, height: 200, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } } as const;
    for (const format of ['png', 'webp', 'avif', 'gif', 'tiff'] as const) {
      const options = format === 'tiff' ? { compression: 'lzw' } : {};
      const grid = gridOf(await decode(await sharp(hole).toFormat(format, options).toBuffer()));
      expect(grid.luma.subarray(0, grid.width * grid.height).every((cell) => cell >= 254)).toBe(true);
    }
    expect(gridOf(await decode(svg(''))).luma.every((cell) => cell === 255)).toBe(true);
  });

  it('refuses what is no image, empty or not read yet, each for its own reason', async () => {
    const garbage = Buffer.from(Array.from({ length: 3000 }, seeded(5)).map((value) => value * 256));
    expect(reasonOf(await decode(Buffer.alloc(0)))).toBe('empty');
    expect(reasonOf(await decode(garbage))).toBe('not-an-image');
    expect(reasonOf(await decode(Buffer.from('Dear diary')))).toBe('not-an-image');
    expect(await decode(Buffer.from('8BPS\0\x01'))).toMatchObject({ failure: { reason: 'unsupported', detail: 'Photoshop images are not supported yet.' } });
  });

  it.each(formats)('takes a cut or damaged %s for what it is', async (format) => {
    const bytes = await picture(300, 200).toFormat(format).toBuffer();
    for (const share of [0.02, 0.3, 0.7]) {
      const result = await decode(bytes.subarray(0, Math.max(24, bytes.length * share)));
      // libjpeg's way with a cut file is to show what is there; ours may, once the DC coefficients are complete.
      if (format !== 'jpeg') expect(reasonOf(result)).toBe('truncated');
    }
    const random = seeded(9);
    for (let round = 0; round < 25; round++) {
      const broken = Buffer.from(bytes);
      for (let n = 0; n < 10; n++) broken[Math.floor(12 + random() * (bytes.length - 12))] = random() * 256;
      expect(['decoded', 'truncated', 'corrupt', 'unsupported', 'too-large']).toContain(reasonOf(await decode(broken)));
    }
  });

  it('bounds memory by the header', async () => {
    const gif = Buffer.from('GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;', 'latin1');
    expect(reasonOf(await decode(gif))).toBe('corrupt');
    expect(reasonOf(await decode(Buffer.from(svg('<rect/>').toString().replace('"100"', '"90000"').replace('"60"', '"90000"'))))).toBe('too-large');
    const webp = await picture(20, 20).webp({ lossless: true }).toBuffer();
    // VP8L: 14 bits each of width − 1 and height − 1 after the signature byte.
    webp.writeUInt32LE((webp.readUInt32LE(21) | 0x0fffffff) >>> 0, 21);
    expect(['too-large', 'truncated', 'corrupt']).toContain(reasonOf(await decode(webp)));
  });

  it('leaves camera RAW files alone, whose first picture is a thumbnail', async () => {
    const tiff = await picture(64, 48).tiff({ compression: 'none' }).toBuffer();
    const directory = tiff.readUInt32LE(4);
    // Turns the first tag into DNGVersion.
    tiff.writeUInt16LE(50706, directory + 2);
    expect(await decode(tiff)).toMatchObject({ failure: { reason: 'unsupported', detail: 'Camera RAW images are not supported yet.' } });
  });
});

describe('SVG', () => {
  it('is read', async () => {
    const grid = gridOf(await decode(svg('<rect width="50" height="60"/>')));
    expect(grid).toMatchObject({ format: 'svg', imageWidth: 100, imageHeight: 60 });
    expect([grid.luma[0], grid.luma[grid.width - 1]]).toEqual([0, 255]);
    expect(reasonOf(await decode(svg('<rect width="50"').subarray(0, 120)))).toBe('truncated');
    expect(reasonOf(await decode(svg('<a></b>')))).toBe('corrupt');
  });

  it('loads nothing from outside itself', async () => {
    const secret = join(folder, 'secret.png');
    writeFileSync(secret, await sharp({ create: { width: 100, height: 60, channels: 3, background: '#000000' } }).png().toBuffer());
    const hidden = `<!DOCTYPE svg [<!ENTITY x '<image h&#x72;ef="${secret}" width="100" height="60"/>'>]>`;
    for (const href of [secret, `file://${secret}`]) {
      const grid = gridOf(await decode(svg(`<image width="100" height="60" xlink:href = '${href}'/><image width="100" height="60" href="${href}"/>`)));
      expect(grid.luma.every((cell) => cell === 255)).toBe(true);
    }
    for (const doctype of [hidden, `<!DOCTYPE svg [<!ENTITY x SYSTEM "${secret}">]>`, '<!DOCTYPE svg [<!ENTITY % x "y">]>']) {
      expect(reasonOf(await decode(svg('&x;', doctype)))).toBe('unsupported');
    }
  });

  it('keeps what is inside: fragments, data and plain entities', async () => {
    const black = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#000000' } }).png().toBuffer();
    const inline = `data:image/png;base64,${black.toString('base64')}`;
    const grid = gridOf(await decode(svg(`<defs><rect id="r" width="50" height="60" fill="&ink;"/></defs><use xlink:href="#r"/><image x="50" width="50" height="60" preserveAspectRatio="none" xlink:href="${inline}"/>`, '<!DOCTYPE svg [<!ENTITY ink "#000000">]>')));
    expect(grid.luma.filter((cell) => cell < 10).length).toBeGreaterThan(0.95 * grid.luma.length);
  });
});
