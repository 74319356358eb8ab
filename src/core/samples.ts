import { mkdir, rename, utimes, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SampleProgress } from '../shared/host';
import { fail, ok, toAppError, type AppError, type Result } from '../shared/errors';
import type { SampleTask, WorkerPool } from './ports';
import { planSamples } from './samples/plan';
import { isTransform, renderSample, transforms, type Transform } from './samples/transforms';

const day = 24 * 60 * 60 * 1000;

/**
 * Makes the sample library in a folder with the pool's workers; files that are there already are left as
 * they are. Answers the folder. Ends at the first failure, or with `cancelled` after an abort; what was drawn
 * by then stays, and the next call goes on from there.
 */
export async function makeSamples(
  pool: WorkerPool,
  folder: string,
  onProgress: (progress: SampleProgress) => void,
  signal: AbortSignal,
): Promise<Result<string>> {
  const tasks = planSamples(folder);
  const missing = tasks.filter((task) => !existsSync(task.path));
  const failures: AppError[] = [];
  let done = tasks.length - missing.length;
  onProgress({ done, total: tasks.length });

  const waiting = missing.values();
  const keepDrawing = async (): Promise<void> => {
    for (const task of waiting) {
      if (signal.aborted || failures.length > 0) return;
      const drawn = await pool.draw(task);
      if (drawn.ok) onProgress({ done: ++done, total: tasks.length });
      else failures.push(drawn.error);
    }
  };
  await Promise.all(Array.from({ length: pool.size }, keepDrawing));
  if (failures[0]) return fail(failures[0]);
  return signal.aborted ? fail({ kind: 'cancelled' }) : ok(folder);
}

/** Draws one file of the sample library, in a worker. It appears under its name only when it is complete. */
export async function drawSample({ path, seed, transform }: SampleTask): Promise<Result<null>> {
  if (!isTransform(transform)) return fail({ kind: 'invalid-input', detail: `there is no transform “${transform}”` });
  let bytes: Uint8Array;
  try {
    bytes = await renderSample(path, seed, transform);
  } catch (error) {
    return fail(toAppError(error));
  }
  try {
    await mkdir(dirname(path), { recursive: true });
    const unfinished = join(dirname(path), `.${basename(path)}.part`);
    await writeFile(unfinished, bytes);
    const modified = dateOf(seed, transform);
    await utimes(unfinished, modified, modified);
    await rename(unfinished, path);
    return ok(null);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail({ kind: 'storage', detail: `“${path}” can’t be written (${why})` });
  }
}

/** When a picture was taken, one every two weeks; what was made from it is younger. */
function dateOf(seed: number, transform: Transform): Date {
  return new Date(Date.UTC(2018, 3, 1, 9, 0) + seed * 14.3 * day + transforms.indexOf(transform) * 23 * day);
}
