import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

const groupsPerFolder = 50;
const cells = { width: 12, height: 9 };
const side = { width: 320, height: 240 };
const atATime = 16;

/**
 * A folder of `groups` small pictures with `copies` files each: of every ten, one is the picture, two equal it, four differ in a comment
 * only, and three are encoded anew. What an earlier run has made is taken as it is.
 */
export async function makeLibrary(folder: string, groups: number, copies: number, tell: (made: number) => void): Promise<void> {
  const done = join(folder, `made ${groups} × ${copies}`);
  if (existsSync(done)) return;
  for (let from = 0; from < groups; from += atATime) {
    const some = Array.from({ length: Math.min(atATime, groups - from) }, (_, i) => from + i);
    await Promise.all(some.map((group) => makeGroup(folder, group, copies)));
    tell(from + some.length);
  }
  await writeFile(done, '');
}

async function makeGroup(folder: string, group: number, copies: number): Promise<void> {
  const at = join(folder, `Walk ${Math.floor(group / groupsPerFolder)}`);
  await mkdir(at, { recursive: true });
  const picture = await scene(group).png({ compressionLevel: 1 }).toBuffer();
  const encode = (quality: number): Promise<Buffer> => sharp(picture).jpeg({ quality }).toBuffer();
  const original = await encode(88);
  for (let copy = 0; copy < copies; copy++) {
    const kind = copy % 10;
    const bytes = kind < 3 ? original : kind < 7 ? commented(original, `copy ${copy}`) : await encode(86 - 4 * kind + copy);
    await writeFile(join(at, `IMG_${group}${copy === 0 ? '' : ` (${copy})`}.jpg`), bytes);
  }
}

/** Soft blots of chance colours: unlike each other, and quick to make. */
function scene(seed: number): Sharp {
  let state = seed + 1;
  const next = (): number => {
    // Marsaglia's xorshift (2003), of 32 bits.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 255;
  };
  for (let i = 0; i < 20; i++) next();
  const raw = Uint8Array.from({ length: cells.width * cells.height * 3 }, next);
  return sharp(raw, { raw: { ...cells, channels: 3 } }).resize(side.width, side.height, { kernel: 'cubic', fit: 'fill' });
}

/** With a comment (ITU-T T.81, B.2.4.5) behind the start of the image. */
function commented(jpeg: Buffer, text: string): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, text.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, Buffer.from(text, 'latin1'), jpeg.subarray(2)]);
}
