import { availableParallelism } from 'node:os';
import { dataFolder } from '../core/data-folder';
import { samplesFolder } from '../core/reach';
import { makeSamples } from '../core/samples';
import type { SampleProgress } from '../shared/host';
import { AppFailure } from '../shared/errors';
import { createPool } from '../workers/pool';

/** Draws the sample library, once, and prints its folder. */
export async function demoCommand(script: URL): Promise<void> {
  const pool = createPool({ script, size: availableParallelism() });
  try {
    const made = await makeSamples(
      pool,
      samplesFolder(dataFolder()),
      tell,
      new AbortController().signal,
    );
    if (!made.ok) throw new AppFailure(made.error);
    process.stdout.write(`${made.value}\n`);
  } finally {
    await pool.close();
  }
}

/** On a terminal one line that changes; elsewhere a line now and then. */
function tell({ done, total }: SampleProgress): void {
  const line = `Drawing sample photos: ${done} of ${total}`;
  if (process.stderr.isTTY) process.stderr.write(`\r${line}${done === total ? '\n' : ''}`);
  else if (done % 100 === 0 || done === total) process.stderr.write(`${line}\n`);
}
