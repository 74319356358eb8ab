import { describe, expect, it } from 'vitest';
import type { ImageFormat } from '../../shared/files';
import { nameUnsupported, sniff } from './sniff';
import { picture, seeded } from './test-pictures';

const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'latin1'));

function ftyp(major: string, ...compatible: string[]): Uint8Array {
  const body = `ftyp${major}\0\0\0\0${compatible.join('')}`;
  return text(`\0\0\0${String.fromCharCode(body.length + 4)}${body}\0\0\0\x20meta`);
}

describe('sniff', () => {
  it('knows what sharp writes', async () => {
    const formats = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const satisfies readonly ImageFormat[];
    for (const format of formats) expect(sniff(await picture(40, 30).toFormat(format).toBuffer())).toBe(format);
  });

  it.each([
    'II*\0\x08\0\0\0', 'MM\0*\0\0\0\x08', 'II+\0\x08\0\0\0', 'MM\0+\0\x08\0\0',
  ])('knows TIFF in either byte order, large or not: %j', (head) => expect(sniff(text(head))).toBe('tiff'));

  it.each([
    '<svg>', '<svg/>', ' \n<svg width="1">', '\u00ef\u00bb\u00bf<?xml version="1.0"?>\n<!-- a > b -->\n<svg\n>', '<svg:svg xmlns:svg="…">',
    '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd"><svg>',
    '<!DOCTYPE svg [\n<!ENTITY ns "http://a>b">\n<!-- ] -->\n]><svg>',
  ])('finds the svg element behind what may precede it: %j', (head) => expect(sniff(text(head))).toBe('svg'));

  it.each([
    '', 'hello', '<html><svg></svg></html>', '<svgx>', '<!-- <svg> -->', '<?xml version="1.0"?>', '<!-- open', 'RIFF\0\0\0\0WAVE', 'GIF90a', '\xff\xd8',
  ])('takes nothing else for an image: %j', (head) => {
    expect(sniff(text(head))).toBeNull();
    expect(nameUnsupported(text(head))).toBeNull();
  });

  it.each<[string, Uint8Array, string]>([
    ['heic', ftyp('heic', 'mif1', 'heic'), 'HEIC'],
    ['mif1 alone', ftyp('mif1', 'miaf'), 'HEIC'],
    ['cr3', ftyp('crx ', 'isom'), 'Camera RAW'],
    ['bmp', text('BM\x10\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0'), 'BMP'],
    ['ico', text('\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x20\0\0\x04\0\0\x16\0\0\0'), 'Icon (ICO)'],
    ['jxl', text('\xff\x0a\x01'), 'JPEG XL'],
    ['psd', text('8BPS\0\x01'), 'Photoshop'],
    ['olympus', text('IIRO\x08\0\0\0'), 'Camera RAW'],
    ['utf-16', new Uint8Array(Buffer.from('\ufeff<?xml version="1.0"?><svg width="1">', 'utf16le')), 'UTF-16 SVG'],
  ])('names what it can’t read: %s', (_name, head, name) => {
    expect(sniff(head)).toBeNull();
    expect(nameUnsupported(head)).toBe(name);
  });

  it('tells AVIF from HEIC by the brands, wherever they stand', () => {
    expect(sniff(ftyp('avif', 'mif1', 'miaf'))).toBe('avif');
    expect(sniff(ftyp('mif1', 'miaf', 'avif'))).toBe('avif');
    expect(sniff(ftyp('avis', 'msf1'))).toBe('avif');
    expect(sniff(ftyp('isom', 'mp42'))).toBeNull();
  });

  it('never throws, and never looks far', () => {
    const random = seeded(3);
    const seeds = ['<?xml ?><!DOCTYPE svg [<!ENTITY a "b">]><svg>', '\0\0\0\x18ftypavif\0\0\0\0mif1avif', '\xff\xfe<\0s\0v\0g\0', 'BM\x10\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0'];
    for (let round = 0; round < 4000; round++) {
      const bytes = text(seeds[round % seeds.length]!);
      bytes[Math.floor(random() * bytes.length)] = random() * 256;
      const cut = bytes.subarray(0, random() * (bytes.length + 1));
      sniff(cut);
      nameUnsupported(cut);
    }
    expect(sniff(text(`${' '.repeat(5000)}<svg>`))).toBeNull();
  });
});
