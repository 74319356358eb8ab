import { createWriteStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CliFailure } from './failure';

/** Names standard output where a file can be named. */
export const standardOutput = '-';

const chunkCharacters = 64 * 1024;

/**
 * Finds out, before hours of work, whether a file can be written. Throws a CliFailure where it can't, or
 * where two outputs would end up in the same place.
 */
export async function requireWritable(targets: readonly (string | undefined)[]): Promise<void> {
  const named = targets.filter((target) => target !== undefined);
  const files = named.filter((target) => target !== standardOutput).map((target) => resolve(target));
  if (new Set(files).size + (named.includes(standardOutput) ? 1 : 0) < named.length) {
    throw new CliFailure('Two outputs can’t go to the same place. Give each a file of its own.');
  }
  for (const file of files) {
    try {
      await access(await existing(file), constants.W_OK);
    } catch (error) {
      throw unwritable(file, error);
    }
  }
}

/**
 * Writes pieces of text to a file, or to standard output for `-`. Throws a CliFailure where it can't. A reader
 * of standard output that has seen enough (`| head`) is no failure.
 */
export async function writeOutput(target: string, pieces: Iterable<string>): Promise<void> {
  if (target === standardOutput) return print(pieces);
  try {
    await pipeline(Readable.from(chunks(pieces)), createWriteStream(target));
  } catch (error) {
    throw unwritable(resolve(target), error);
  }
}

async function print(pieces: Iterable<string>): Promise<void> {
  try {
    for (const chunk of chunks(pieces)) {
      await new Promise<void>((done, failed) => {
        process.stdout.write(chunk, (error) => (error ? failed(error) : done()));
      });
    }
  } catch (error) {
    if (codeOf(error) !== 'EPIPE') throw new CliFailure(`Standard output can’t be written: ${explain(error)}.`);
  }
}

/** The file itself, or the folder that it will be made in. */
async function existing(file: string): Promise<string> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    return file;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return dirname(file);
  }
}

function unwritable(file: string, error: unknown): CliFailure {
  return new CliFailure(`“${file}” can’t be written: ${explain(error)}.`);
}

function explain(error: unknown): string {
  switch (codeOf(error)) {
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
      return error instanceof Error ? error.message : String(error);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

/** Gathers small pieces: a write per line would cost more than making the lines. */
function* chunks(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkCharacters) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk) yield chunk;
}
