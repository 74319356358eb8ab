import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, lstat, open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppFailure } from '../../shared/errors';
import { nameUnsupported, sniff, sniffBytes } from '../decode/sniff';

const chunkCharacters = 64 * 1024;

/**
 * Finds out whether {@link writeFile} could write there, before hours of work that would have nowhere to go. Throws an
 * {@link AppFailure} where it can't: no folder, no permission, an image that would be overwritten.
 */
export async function requireWritable(target: string): Promise<void> {
  try {
    const { path, special } = await placeOf(target);
    await access(special ? path : dirname(path), constants.W_OK);
  } catch (thrown) {
    throw failure(target, thrown);
  }
}

/**
 * Writes pieces of text to a file, in UTF-8: under a name beside it, which takes the file's place when it is whole, so that no half of a
 * report ever stands there. What is no regular file (a pipe, a device) is written to directly. Answers the bytes written.
 *
 * Throws an {@link AppFailure} of kind `cannot-write`, or one that the pieces throw, with nothing left behind.
 */
export async function writeFile(target: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<number> {
  try {
    const { path, special } = await placeOf(target);
    if (special) return await fill(await open(path, 'w'), pieces);
    const beside = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomBytes(6).toString('hex')}.part`);
    try {
      const written = await fill(await open(beside, 'wx'), pieces);
      await rename(beside, path);
      return written;
    } catch (thrown) {
      await rm(beside, { force: true });
      throw thrown;
    }
  } catch (thrown) {
    throw failure(target, thrown);
  }
}

/** Where links lead to, and whether that is something else than a regular file. Throws for a folder, and for an image. */
async function placeOf(target: string): Promise<{ readonly path: string; readonly special: boolean }> {
  const path = await existing(target);
  if (path === null) return { path: join(await realpath(dirname(target)), basename(target)), special: false };
  const stats = await stat(path);
  if (stats.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
  if (stats.isFile() && (await isImage(path))) throw cannot(target, 'there is an image of that name');
  return { path, special: !stats.isFile() };
}

async function existing(target: string): Promise<string | null> {
  try {
    return await realpath(target);
  } catch (thrown) {
    // A link that leads nowhere is itself replaced.
    if (codeOf(thrown) !== 'ENOENT') throw thrown;
    await lstat(dirname(target));
    return null;
  }
}

/** By its content: whoever exports reports must not lose a picture by a slip in a dialog. */
async function isImage(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(sniffBytes), 0, sniffBytes, 0);
    const head = buffer.subarray(0, bytesRead);
    return sniff(head) !== null || nameUnsupported(head) !== null;
  } finally {
    await file.close();
  }
}

async function fill(file: FileHandle, pieces: Iterable<string> | AsyncIterable<string>): Promise<number> {
  try {
    let written = 0;
    for await (const chunk of chunked(pieces)) {
      const bytes = Buffer.from(chunk);
      await file.writeFile(bytes);
      written += bytes.length;
    }
    // A pipe can't be told to reach the disk.
    if ((await file.stat()).isFile()) await file.sync();
    return written;
  } finally {
    await file.close();
  }
}

/** Gathers small pieces: a write per line would cost more than making the lines, and a promise per line as much. */
export async function* chunked(pieces: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  const chunk = new Chunk();
  if (Symbol.iterator in pieces) {
    for (const piece of pieces) if (chunk.fills(piece)) yield chunk.take();
  } else {
    for await (const piece of pieces) if (chunk.fills(piece)) yield chunk.take();
  }
  const rest = chunk.take();
  if (rest) yield rest;
}

class Chunk {
  #text = '';

  /** Adds a piece; answers whether there is enough now. */
  fills(piece: string): boolean {
    this.#text += piece;
    return this.#text.length >= chunkCharacters;
  }

  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }
}

function failure(target: string, thrown: unknown): AppFailure {
  return thrown instanceof AppFailure ? thrown : cannot(target, whyNot(thrown));
}

function cannot(path: string, detail: string): AppFailure {
  return new AppFailure({ kind: 'cannot-write', path, detail });
}

/** What kept a file from being written, in the middle of a sentence. */
export function whyNot(thrown: unknown): string {
  switch (codeOf(thrown)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'the folder for it is not there';
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EROFS':
      return 'the drive is read-only';
    case 'ENOSPC':
      return 'there is no space left';
    default:
      return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : null;
}
