import { randomBytes } from 'node:crypto';
import { lstat, open, unlink } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { codeOf } from './errors';
import type { TrashPlace } from './places';

/** Names are bytes to the file system, and at most this many (NAME_MAX), `.trashinfo` included. */
const longestName = 255 - '.trashinfo'.length;

/** Numbered names tried before random ones: a trash may hold thousands of files called IMG_0001.jpg. */
const numbered = 20;

/**
 * Claims a name in a trash by creating its .trashinfo, which never overwrites another (O_EXCL), and
 * answers the name. There before the file moves, so that a file in the trash always says where it was; not forced to the disk,
 * which takes milliseconds per file, for the journal is.
 * @param original absolute path, links in its folder resolved
 * @throws the file system's error when none can be created
 */
export async function claimName(place: TrashPlace, original: string, name: string): Promise<string> {
  const text = infoText(place, original, new Date());
  for (let attempt = 1; ; attempt++) {
    const candidate = nameFor(name, attempt);
    const info = infoPath(place.root, candidate);
    let file;
    try {
      file = await open(info, 'wx', 0o600);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue;
      throw error;
    }
    try {
      await file.writeFile(text);
    } catch (error) {
      await unlink(info);
      throw error;
    } finally {
      await file.close();
    }
    // A file there without its .trashinfo: somebody's all the same.
    if (await isFree(join(place.root, 'files', candidate))) return candidate;
    await unlink(info);
  }
}

export function infoPath(root: string, name: string): string {
  return join(root, 'info', `${name}.trashinfo`);
}

/** The .trashinfo by section "The .trashinfo file" of the specification. */
export function infoText(place: TrashPlace, original: string, when: Date): string {
  const path = place.topdir === null ? original : relative(place.topdir, original);
  const encoded = path.split('/').map(percentEncode).join('/');
  return `[Trash Info]\nPath=${encoded}\nDeletionDate=${localTime(when)}\n`;
}

/** RFC 2396, as the specification asks; the marks that `encodeURIComponent` leaves are unreserved there. */
function percentEncode(part: string): string {
  return encodeURIComponent(part);
}

/** YYYY-MM-DDThh:mm:ss in local time. */
function localTime(when: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
  return `${day}T${two(when.getHours())}:${two(when.getMinutes())}:${two(when.getSeconds())}`;
}

/** name.jpg, name.2.jpg, name.3.jpg … then random; cut by whole characters where too long. */
function nameFor(name: string, attempt: number): string {
  const extension = Buffer.byteLength(extname(name)) <= 32 ? extname(name) : '';
  const mark = attempt === 1 ? '' : `.${attempt <= numbered ? attempt : randomBytes(6).toString('hex')}`;
  const room = longestName - Buffer.byteLength(mark + extension);
  const stem = Buffer.from(name.slice(0, name.length - extension.length));
  // The decoder holds back a character of which only the first bytes are there.
  return new StringDecoder('utf8').write(stem.subarray(0, room)) + mark + extension;
}

async function isFree(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return false;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw error;
  }
}
