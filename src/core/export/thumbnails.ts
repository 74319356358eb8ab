import type { WorkerPool } from '../ports';
import type { Pictures } from './html';

/** Small pictures made by the workers of a pool, one for each at a time. */
export function picturesBy(pool: WorkerPool): Pictures {
  return {
    few: pool.size,
    make: async ({ path, format }) => {
      try {
        const made = await pool.preview(path, 'small', format);
        return made.ok ? `data:${made.value.mime};base64,${Buffer.from(made.value.bytes).toString('base64')}` : null;
      } catch {
        // The pool is closing; what is left of the report goes without.
        return null;
      }
    },
  };
}
