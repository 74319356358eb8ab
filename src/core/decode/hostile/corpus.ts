import { loadSharp } from '../sharp';
import { hostileAvifs } from './avif';
import type { HostileFile } from './hostile-file';
import { hostileJpegs } from './jpeg';
import { cuts, oddlyNamed, polyglots } from './odd';
import { hostileGifs, hostileWebps } from './others';
import { hostilePngs } from './png';
import { endlessSvgs, reachingSvgs, type Outside } from './svg';
import { hostileTiffs } from './tiff';

/** The files by folder. No two of a folder have the same name. */
export type Corpus = Readonly<Record<string, readonly HostileFile[]>>;

/** Makes every file there is, each time the same, in a few seconds. Nothing of it is kept between runs: some are megabytes long. */
export async function makeCorpus(outside: Outside): Promise<Corpus> {
  const sharp = await loadSharp();
  const pixels = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 7 + (i >> 6) * 31) & 255);
  const picture = (): ReturnType<typeof sharp> => sharp(pixels, { raw: { width: 64, height: 64, channels: 3 } });
  const bytesOf = async (image: ReturnType<typeof sharp>): Promise<Uint8Array> => new Uint8Array(await image.toBuffer());
  const [baseline, progressive, png, webp, avif, gif, tiff] = await Promise.all([
    picture().withExif({ IFD0: { Make: 'Nobody', Model: 'No camera' } }).jpeg({ optimiseCoding: false }), picture().jpeg({ progressive: true }), picture().png(),
    picture().webp(), picture().avif(), picture().gif(), picture().tiff({ compression: 'lzw' }),
  ].map(bytesOf)) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  return {
    png: hostilePngs(),
    jpeg: hostileJpegs(baseline, progressive),
    tiff: hostileTiffs(),
    gif: hostileGifs(),
    webp: hostileWebps(),
    avif: hostileAvifs(avif),
    svg: endlessSvgs(),
    reaching: reachingSvgs(outside),
    cut: [
      ...cuts('baseline.jpg', baseline, ['\xff\xe1', '\xff\xdb', '\xff\xc0', '\xff\xc4', '\xff\xda']),
      ...cuts('progressive.jpg', progressive, ['\xff\xc2', '\xff\xc4', '\xff\xda']),
      ...cuts('a.png', png, ['IHDR', 'IDAT', 'IEND']),
      ...cuts('a.webp', webp, ['VP8 ', 'WEBP']),
      ...cuts('a.avif', avif, ['ftyp', 'meta', 'hdlr', 'iloc', 'iinf', 'iprp', 'ispe', 'ipma', 'mdat']),
      ...cuts('a.gif', gif, ['\x21\xf9', '\x2c\0\0\0\0']),
      ...cuts('a.tif', tiff, ['\0\x01\x03\0', '\x01\x01\x03\0']),
    ],
    odd: [...oddlyNamed(baseline), ...polyglots({ jpeg: baseline, png, gif })],
  };
}
