import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppFailure } from '../shared/errors';

const chunkCharacters = 64 * 1024;

/** Writes pieces of text to a file, or to standard output for `-`. Throws an AppFailure where it can't. */
export async function writeOutput(target: string, pieces: Iterable<string>): Promise<void> {
  if (target === '-') {
    for (const chunk of chunks(pieces)) {
      if (!process.stdout.write(chunk)) await new Promise((drained) => process.stdout.once('drain', drained));
    }
    return;
  }
  try {
    await pipeline(Readable.from(chunks(pieces)), createWriteStream(target));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppFailure({ kind: 'storage', detail: `${target}: ${detail}` });
  }
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
