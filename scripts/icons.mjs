// Draws resources/icon.svg at the sizes that the platforms want: node scripts/icons.mjs
import { readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';

const resources = new URL('../resources/', import.meta.url);
const drawing = await readFile(new URL('icon.svg', resources));

/** @param {number} side pixels */
async function draw(side) {
  // The density makes librsvg draw at the size asked for instead of scaling a picture: the drawing is 512 wide at 72 dpi.
  return await sharp(drawing, { density: (72 * side) / 512 }).resize(side, side).png({ compressionLevel: 9 }).toBuffer();
}

/** @param {readonly number[]} sides */
async function drawAll(sides) {
  return await Promise.all(sides.map(async (side) => ({ side, png: await draw(side) })));
}

/**
 * Windows' ICONDIR: a directory of 16 bytes per picture, then the pictures as PNG files.
 *
 * @param {readonly { readonly side: number, readonly png: Buffer }[]} pictures sides up to 256
 */
function ico(pictures) {
  const directory = Buffer.alloc(6 + 16 * pictures.length);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(pictures.length, 4);
  let offset = directory.length;
  pictures.forEach(({ side, png }, i) => {
    const at = 6 + 16 * i;
    directory.writeUInt8(side % 256, at); // 0 stands for 256.
    directory.writeUInt8(side % 256, at + 1);
    directory.writeUInt16LE(1, at + 4);
    directory.writeUInt16LE(32, at + 6);
    directory.writeUInt32LE(png.length, at + 8);
    directory.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([directory, ...pictures.map(({ png }) => png)]);
}

/** Apple's type codes of PNG pictures by side in pixels. */
const appleTypes = new Map([[32, 'ic11'], [64, 'ic12'], [128, 'ic07'], [256, 'ic08'], [512, 'ic09'], [1024, 'ic10']]);

/**
 * Apple's icon file: chunks of a type code, a big-endian length that counts its own header, and a PNG file.
 *
 * @param {readonly { readonly side: number, readonly png: Buffer }[]} pictures sides of `appleTypes`
 */
function icns(pictures) {
  const chunks = pictures.map(({ side, png }) => chunk(appleTypes.get(side) ?? '', png));
  return chunk('icns', Buffer.concat(chunks));
}

/** @param {string} type four letters @param {Buffer} content */
function chunk(type, content) {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32BE(8 + content.length, 4);
  return Buffer.concat([header, content]);
}

await writeFile(new URL('icon.png', resources), await draw(512));
await writeFile(new URL('icon.ico', resources), ico(await drawAll([16, 24, 32, 48, 64, 256])));
await writeFile(new URL('icon.icns', resources), icns(await drawAll([...appleTypes.keys()])));
