import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { dataFolder } from '../core/data-folder';
import { makeSamples } from '../core/samples';
import { AppFailure } from '../shared/errors';
import { createPool } from '../workers/pool';

/** Draws the sample library, once, and prints its folder. */
export async function demoCommand(script: URL): Promise<void> {
  const pool = createPool({ script, size: availableParallelism() });
  try {
    const made = await makeSamples(
      pool,
      join(dataFolder(), 'sample-photos'),
      ({ done, total }) => process.stderr.write(`\rDrawing sample photos: ${done} of ${total}${done === total ? '\n' : ''}`),
      new AbortController().signal,
    );
    if (!made.ok) throw new AppFailure(made.error);
    process.stdout.write(`${made.value}\n`);
  } finally {
    await pool.close();
  }
}
