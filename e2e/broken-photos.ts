import { execFileSync } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

/**
 * Puts everything that can be wrong with a file into a folder, each under a name of its own, made of a whole JPEG and PNG.
 * Answers the reason that each has to be skipped for.
 */
export async function makeBroken(folder: string, jpeg: string, png: string): Promise<Readonly<Record<string, string>>> {
  await mkdir(join(folder, 'inner'), { recursive: true });
  const photo = await readFile(jpeg);
  const drawing = await readFile(png);
  const contents: Readonly<Record<string, readonly [reason: string, content: Buffer | string]>> = {
    'empty.jpg': ['empty', ''],
    'half.jpg': ['truncated', photo.subarray(0, photo.length / 2)],
    'half.png': ['truncated', drawing.subarray(0, drawing.length / 2)],
    'head only.jpg': ['truncated', photo.subarray(0, 3)],
    'head only.png': ['truncated', drawing.subarray(0, 8)],
    'head only.gif': ['truncated', 'GIF89a'],
    'head only.webp': ['truncated', 'RIFF\x10\x00\x00\x00WEBP'],
    'text.jpg': ['not-an-image', 'This is no photo.\n'],
    'line\nbreak "quoted" 🦊.jpg': ['not-an-image', 'Nor is this.\n'],
    'zeros.png': ['not-an-image', Buffer.alloc(4096)],
    'bitmap.jpg': ['unsupported', Buffer.concat([Buffer.from('BM'), Buffer.alloc(12), Buffer.from([40]), Buffer.alloc(100)])],
    'huge.jpg': ['too-large', grown(photo, 65_535)],
    'large, tiny data.jpg': ['truncated', grown(photo, 30_000)],
    'huge.gif': ['corrupt', Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(4, 0xff), Buffer.alloc(20)])],
    'huge.png': ['too-large', pngOf(0x7fffffff, 0x7fffffff, deflateSync(Buffer.alloc(100)))],
    'bomb, tiny data.png': ['truncated', pngOf(30_000, 30_000, deflateSync(Buffer.alloc(1000)))],
    'no width.png': ['corrupt', pngOf(0, 10, deflateSync(Buffer.alloc(10)))],
    'garbage inside.png': ['corrupt', pngOf(64, 64, Buffer.alloc(200, 0x55))],
    'outside.svg': ['unsupported', '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">&x;</svg>'],
    'laughs.svg': ['unsupported', laughs()],
    'inner/cut.svg': ['truncated', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect'],
  };
  for (const [name, [, content]] of Object.entries(contents)) await writeFile(join(folder, name), content);
  await symlink('nowhere', join(folder, 'broken link.jpg'));
  await symlink(jpeg, join(folder, 'link to a photo.jpg'));
  await symlink('..', join(folder, 'inner', 'loop'));
  execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
  return {
    ...Object.fromEntries(Object.entries(contents).map(([name, [reason]]) => [name, reason])),
    'broken link.jpg': 'link',
    'link to a photo.jpg': 'link',
    'inner/loop': 'link',
    'pipe.jpg': 'not-an-image',
  };
}

/** A PNG of black and white pixels (PNG third edition, 5.3 and 11.2), whose data may or may not be as much as its size wants. */
export function pngOf(width: number, height: number, data: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A baseline JPEG under a frame header that claims another height and width (ITU-T T.81, B.2.2). */
function grown(photo: Buffer, side: number): Buffer {
  const copy = Buffer.from(photo);
  const frame = copy.indexOf(Buffer.from([0xff, 0xc0]));
  copy.writeUInt16BE(side, frame + 5);
  copy.writeUInt16BE(side, frame + 7);
  return copy;
}

/** Entities of entities, a billion of them when all are written out. */
function laughs(): string {
  const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`);
  return `<!DOCTYPE svg [<!ENTITY l0 "ha">${levels.join('')}]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&l9;</text></svg>`;
}
