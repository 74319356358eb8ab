import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bitDepths, makePng, type PngKind } from './png-maker';
import { Random } from './random';
import { loadSharp } from '../sharp';

/** What the mutators know of a file: they take JPEG and PNG apart, and change the others blindly. */
export type Family = 'jpeg' | 'png' | 'other';

/** A well-formed file to be mutated. */
export interface Seed {
  readonly family: Family;
  readonly bytes: Uint8Array;
}

/**
 * The files that all others are mutations of: the JPEG fixtures of the unit tests, and small files of every other kind, made
 * here, the same on every machine.
 *
 * @param fixtures The folder `src/core/decode/fixtures/jpeg`.
 */
export async function makeSeeds(fixtures: string): Promise<readonly Seed[]> {
  const jpegs = readdirSync(fixtures).filter((name) => name.endsWith('.jpg')).sort();
  const others = [...(await bySharp()), ...drawings(), ...beginnings()];
  return [
    ...jpegs.map((name): Seed => ({ family: 'jpeg', bytes: new Uint8Array(readFileSync(join(fixtures, name))) })),
    ...pngKinds().map((kind, i): Seed => ({ family: 'png', bytes: makePng(kind, new Random(i, 0)) })),
    ...others.map((bytes): Seed => ({ family: 'other', bytes })),
  ];
}

/** Every colour type in every depth, plain and interlaced; sizes with and without a rest in bytes, cells and passes. */
function pngKinds(): PngKind[] {
  const sizes = [[1, 1], [33, 9], [7, 66], [65, 20]] as const;
  const colourTypes = [0, 2, 3, 4, 6] as const;
  return colourTypes.flatMap((colourType) =>
    bitDepths[colourType]!.flatMap((bitDepth, i) =>
      [false, true].map((interlaced): PngKind => {
        const [width, height] = sizes[(i + colourType + (interlaced ? 1 : 0)) % sizes.length]!;
        return { width, height, bitDepth, colourType, interlaced };
      }),
    ),
  );
}

async function bySharp(): Promise<Uint8Array[]> {
  const sharp = await loadSharp();
  const picture = (): ReturnType<typeof sharp> => {
    const random = new Random(1, 1);
    const pixels = Uint8Array.from({ length: 24 * 20 * 3 }, (_, i) => (Math.floor(i / 9) * 4 + random.below(9)) & 255);
    return sharp(pixels, { raw: { width: 24, height: 20, channels: 3 } });
  };
  const made = [
    picture().webp(), picture().webp({ lossless: true }), picture().ensureAlpha(0.5).webp(), picture().gif(),
    picture().tiff({ compression: 'none' }), picture().tiff({ compression: 'lzw' }), picture().tiff({ compression: 'deflate', tile: true, tileWidth: 16, tileHeight: 16 }),
    picture().tiff({ compression: 'jpeg' }), picture().tiff({ bigtiff: true, compression: 'packbits' }),
    picture().avif({ effort: 0 }),
  ];
  return await Promise.all(made.map(async (image) => new Uint8Array(await image.toBuffer())));
}

const svg = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="30" viewBox="0 0 40 30">';

function drawings(): Uint8Array[] {
  const inside = '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1"/></linearGradient><rect id="r" width="9" height="9"/></defs>';
  return [
    `${svg}<rect width="20" height="30" fill="#123"/><path d="M1 2L30 4Q3 3 9 9z"/><text x="3" y="9">a</text></svg>`,
    `<?xml version="1.0" encoding="utf-8"?>\n<!-- a --><!DOCTYPE svg [<!ENTITY ink "#ff0000">]>${svg}${inside}<use xlink:href="#r" fill="&ink;"/><circle r="8" fill="url(#g)"/></svg>`,
    `${svg}<g transform="rotate(9)" opacity=".5"><ellipse rx="9" ry="4"/><polyline points="1,2 3,4 5,9"/></g><style>rect{fill:red}</style></svg>`,
  ].map(bytesOf);
}

/** Beginnings of files that are told by them, so that mutations stray among the signatures. */
function beginnings(): Uint8Array[] {
  const heads = [
    '\0\0\0\x20ftypmif1\0\0\0\0mif1avifheicmsf1', '\0\0\0\x18ftypcrx \0\0\0\x01crx isom', '\xff\x0a\0\0', '8BPS\0\x01', 'gimp xcf v011\0', 'qoif\0\0\0\x09',
    '\0\0\0\x0cJXL \r\n\x87\n', 'FUJIFILMCCD-RAW 0201', 'BM\x9a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0', '\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x18\0\x30\0\0\0\x16\0\0\0',
    '\xff\xfe<\0s\0v\0g\0>\0', 'RIFF\x24\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0\x17\0\0\x13\0\0', 'II*\0\x10\0\0\0CR\x02\0\0\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0',
    'Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0', 'II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\xfe\0\x04\0\x01\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0',
  ];
  return heads.map(bytesOf);
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}
