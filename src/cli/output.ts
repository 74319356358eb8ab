import { resolve } from 'node:path';
import { chunked, requireWritable as requireWritableFile, whyNot, writeFile } from '../core/export/write-file';
import { AppFailure, explain } from '../shared/errors';
import { CliFailure } from './failure';

/** Names standard output where a file can be named. */
export const standardOutput = '-';

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
  for (const file of files) await inOneSentence(requireWritableFile(file));
}

/**
 * Writes pieces of text to a file, or to standard output for `-`. Throws a CliFailure where it can't. A reader
 * of standard output that has seen enough (`| head`) is no failure.
 */
export async function writeOutput(target: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  if (target === standardOutput) await print(pieces);
  else await inOneSentence(writeFile(resolve(target), pieces));
}

async function print(pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  try {
    for await (const chunk of chunked(pieces)) {
      await new Promise<void>((done, failed) => {
        process.stdout.write(chunk, (error) => (error ? failed(error) : done()));
      });
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw new CliFailure(`Standard output can’t be written: ${whyNot(error)}.`);
  }
}

/** The command line has nobody to choose another place: what went wrong is enough. */
async function inOneSentence(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (thrown) {
    throw thrown instanceof AppFailure ? new CliFailure(explain(thrown.error).what) : thrown;
  }
}
