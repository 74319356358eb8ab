import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

/** A folder of pictures, and what a scan of it must find. */
export interface Photos {
  readonly folder: string;
  readonly files: number;
  readonly groups: number;
  /** Absolute paths of what is not worth keeping. */
  readonly copies: readonly string[];
  readonly skipped: number;
}

/**
 * Twelve scenes as JPEG; an exact copy of the first, a smaller and stronger compressed one of the second, the
 * third as PNG and WebP too; a photo cut short in mid-file and a text that calls itself a photo.
 */
export async function makePhotos(folder: string): Promise<Photos> {
  const at = (name: string): string => join(folder, name);
  await mkdir(at('Backup'), { recursive: true });
  await mkdir(at('Phone'), { recursive: true });
  for (let seed = 1; seed <= 12; seed++) await scene(seed).jpeg({ quality: 92 }).toFile(at(`Scene ${seed}.jpg`));

  await copyFile(at('Scene 1.jpg'), at('Backup/Scene 1 (1).jpg'));
  await sharp(at('Scene 2.jpg')).resize(320, 240).jpeg({ quality: 75 }).toFile(at('Phone/Scene 2.jpg'));
  await scene(3).png().toFile(at('Scene 3.png'));
  await sharp(at('Scene 3.jpg')).webp({ quality: 80 }).toFile(at('Phone/Scene 3.webp'));

  const whole = await scene(13).jpeg({ quality: 92 }).toBuffer();
  await writeFile(at('Cut short.jpg'), whole.subarray(0, whole.length / 3));
  await writeFile(at('Notes.jpg'), 'This is no photo.\n');
  return {
    folder,
    files: 18,
    groups: 3,
    copies: [at('Backup/Scene 1 (1).jpg'), at('Phone/Scene 2.jpg'), at('Scene 3.jpg'), at('Phone/Scene 3.webp')],
    skipped: 2,
  };
}

/** Two pictures that look somewhat alike: the second has a corner of its own. */
export async function makeRelated(folder: string): Promise<void> {
  const patch = await sharp({ create: { width: 160, height: 120, channels: 3, background: '#808080' } }).png().toBuffer();
  await scene(31).png().toFile(join(folder, 'before.png'));
  await scene(31).composite([{ input: patch, left: 0, top: 0 }]).png().toFile(join(folder, 'after.png'));
}

/**
 * One picture, and copies of it that were turned, mirrored, cropped and framed, among pictures that have nothing to do with them.
 * Answers, by file name, the names that reports have for what was done, and the window's words for it.
 */
export async function makeAltered(folder: string): Promise<Readonly<Record<string, { readonly reported: readonly string[]; readonly words: string }>>> {
  await mkdir(folder, { recursive: true });
  const save = (picture: Sharp, name: string) => picture.jpeg({ quality: 85 }).toFile(join(folder, name));
  for (let seed = 41; seed <= 44; seed++) await save(scene(seed), `Other ${seed}.jpg`);
  const whole = await scene(40).png().toBuffer();
  await sharp(whole).jpeg({ quality: 95 }).toFile(join(folder, 'Original.jpg'));
  await save(sharp(whole).rotate(90), 'Turned.jpg');
  await save(sharp(whole).rotate(180).resize(320), 'Upside down.jpg');
  await save(sharp(whole).flop(), 'Mirrored.jpg');
  await save(sharp(whole).extract({ left: 40, top: 30, width: 560, height: 420 }), 'Cropped.jpg');
  await save(sharp(whole).resize(480).extend({ top: 30, bottom: 30, left: 30, right: 30, background: '#fff' }), 'Framed.jpg');
  return {
    'Turned.jpg': { reported: ['quarter-turn'], words: 'turned a quarter, otherwise' },
    'Upside down.jpg': { reported: ['half-turn', 'resized'], words: 'upside down, resized, otherwise' },
    'Mirrored.jpg': { reported: ['mirrored'], words: 'mirrored, otherwise' },
    'Cropped.jpg': { reported: ['cropped'], words: 'cropped, otherwise' },
    'Framed.jpg': { reported: ['extended', 'resized'], words: 'has a border or shows more, resized, otherwise' },
  };
}

/**
 * One picture in files of the same pixels (other metadata, another compression, another container), two shots of one scene, and two
 * images without detail. Answers names in alphabetical order.
 */
export async function makeKinds(folder: string): Promise<{ readonly samePixels: readonly string[]; readonly plain: readonly string[] }> {
  const save = (picture: Sharp, name: string): Promise<unknown> => picture.toFile(join(folder, name));
  const jpeg = await scene(51).jpeg({ quality: 90 }).toBuffer();
  await writeFile(join(folder, 'a.jpg'), jpeg);
  // A comment (ITU-T T.81, B.2.4.5) behind the start of the image.
  const comment = Buffer.from('\xff\xfe\x00\x09holiday', 'latin1');
  await writeFile(join(folder, 'b.jpg'), Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]));
  await save(sharp(jpeg).png({ compressionLevel: 9 }), 'c.png');
  await save(sharp(jpeg).png({ compressionLevel: 1 }), 'd.png');
  await save(sharp(jpeg).webp({ lossless: true }), 'e.webp');

  const still = await scene(52).png().toBuffer();
  const passerBy = await scene(53).resize(150, 300).png().toBuffer();
  await save(sharp(still).jpeg({ quality: 92 }), 'shot 1.jpg');
  await save(sharp(still).composite([{ input: passerBy, left: 250, top: 100 }]).jpeg({ quality: 92 }), 'shot 2.jpg');

  await save(sharp({ create: { width: 200, height: 100, channels: 3, background: '#334455' } }).png(), 'plain 1.png');
  await save(sharp({ create: { width: 200, height: 100, channels: 3, background: '#e0e0d0' } }).jpeg(), 'plain 2.jpg');
  return { samePixels: ['a.jpg', 'b.jpg', 'c.png', 'd.png', 'e.webp'], plain: ['plain 1.png', 'plain 2.jpg'] };
}

/**
 * A photo as a camera made it, and what became of it elsewhere: turned, mirrored, and small in a format that no browser shows. Answers
 * the copies' names.
 */
export async function makeComparable(folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const at = (name: string): string => join(folder, name);
  const camera = { IFD0: { Make: 'Canon', Model: 'Canon EOS R' }, IFD2: { DateTimeOriginal: '2021:03:12 14:05:09' } };
  const whole = await scene(51).resize(1280, 960).png().toBuffer();
  await sharp(whole).withExif(camera).jpeg({ quality: 95 }).toFile(at('Original.jpg'));
  await sharp(whole).rotate(90).jpeg({ quality: 80 }).toFile(at('Turned.jpg'));
  await sharp(whole).flop().webp({ quality: 80 }).toFile(at('Mirrored.webp'));
  await sharp(whole).resize(640).tiff({ compression: 'lzw' }).toFile(at('Small.tiff'));
  return ['Turned.jpg', 'Mirrored.webp', 'Small.tiff'];
}

/**
 * Two pictures with what belongs to them, as cameras and phones leave it, and a copy of each in a backup: all of one is there as well, of the
 * other a film that differs. Answers the paths of the first copy and of all that belongs to it.
 */
export async function makeUnits(folder: string): Promise<readonly string[]> {
  await mkdir(join(folder, 'Backup'), { recursive: true });
  const put = (name: string, content: string): Promise<void> => writeFile(join(folder, name), content);
  for (const [name, seed] of [['IMG_1.jpg', 61], ['IMG_2.jpg', 62]] as const) {
    await scene(seed).jpeg({ quality: 92 }).toFile(join(folder, name));
    await copyFile(join(folder, name), join(folder, 'Backup', name));
  }
  for (const at of ['', 'Backup/']) await put(`${at}IMG_1.CR2`, 'what the sensor saw');
  await put('Backup/IMG_1.xmp', 'five stars');
  await put('IMG_2.MOV', 'a film');
  await put('Backup/IMG_2.MOV', 'another film');
  return ['IMG_1.jpg', 'IMG_1.CR2', 'IMG_1.xmp'].map((name) => join(folder, 'Backup', name));
}

/** So many pictures, each twice, in folders that the copies tell apart. */
export async function makePairs(folder: string, count: number): Promise<void> {
  await mkdir(join(folder, 'Copies'), { recursive: true });
  for (let i = 0; i < count; i++) {
    const name = `Pair ${String(i).padStart(2, '0')}.jpg`;
    await scene(100 + i).resize(160, 120).jpeg({ quality: 92 }).toFile(join(folder, name));
    await copyFile(join(folder, name), join(folder, 'Copies', name));
  }
}

/** Pictures of 48 megapixels, small on disk and slow to decode: a scan of them can be stopped in the middle. */
export async function makeSlowPhotos(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const large = await scene(1).resize(8000, 6000, { kernel: 'cubic' }).png({ compressionLevel: 1 }).toBuffer();
  // Bytes after the end of a PNG mean nothing to a decoder, and keep the files from being equal.
  for (let i = 0; i < count; i++) await writeFile(join(folder, `Large ${i}.png`), Buffer.concat([large, Buffer.from(`${i}`)]));
}

/** One picture in each of the formats that are not decoded by code of the project's own. */
export async function makeOtherFormats(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  await scene(21).webp().toFile(join(folder, 'picture.webp'));
  await scene(22).avif({ effort: 0 }).toFile(join(folder, 'picture.avif'));
  await scene(23).tiff().toFile(join(folder, 'picture.tiff'));
  await scene(24).gif().toFile(join(folder, 'picture.gif'));
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><circle cx="20" cy="40" r="18"/></svg>';
  await writeFile(join(folder, 'picture.svg'), svg);
  return 5;
}

export function bytesOf(paths: readonly string[]): Promise<readonly Buffer[]> {
  return Promise.all(paths.map((path) => readFile(path)));
}

/** Soft blobs of random light: no two seeds look alike, and none changes its looks when it is compressed. */
export function scene(seed: number): Sharp {
  const raw = { width: 10, height: 10, channels: 3 } as const;
  const blobs = createHash('shake256', { outputLength: 10 * 10 * 3 }).update(`scene ${seed}`).digest();
  return sharp(blobs, { raw }).resize({ width: 640, height: 480, kernel: 'cubic', fit: 'fill' });
}
