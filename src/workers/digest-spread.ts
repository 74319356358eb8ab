import type { Digests } from '../core/ports';
import type { Job, JobAnswer } from './messages';

/** Paths in one job, at most: a picture to be decoded costs more than a message. */
const mostPaths = 8;

/**
 * Spreads digests of pictures over as many lanes, in pieces that grow small toward the end. A file that takes its
 * worker with it is found by asking for the files of its piece one by one. After an abort the files that
 * were not read by then are null.
 */
export async function spreadDigests(
  paths: readonly string[],
  lanes: number,
  submit: (job: Job, signal: AbortSignal) => Promise<JobAnswer>,
  signal: AbortSignal,
): Promise<Digests> {
  const digests = new Array<Uint8Array | null>(paths.length).fill(null);
  let next = 0;

  const read = async (from: number, count: number): Promise<void> => {
    const answer = await submit({ name: 'pixels', input: paths.slice(from, from + count) }, signal);
    if (answer.name === 'pixels') {
      answer.output.forEach((digest, i) => (digests[from + i] = digest));
    } else if (count > 1) {
      for (let i = 0; i < count && !signal.aborted; i++) await read(from + i, 1);
    }
  };
  const lane = async (): Promise<void> => {
    while (next < paths.length && !signal.aborted) {
      const from = next;
      const count = Math.min(mostPaths, Math.ceil((paths.length - from) / (4 * lanes)));
      next += count;
      await read(from, count);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, paths.length) }, lane));
  return digests;
}
