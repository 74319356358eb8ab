import { availableParallelism } from 'node:os';
import type { OwnPool } from '../workers/pool';

export interface ThreadsSetup {
  /** The built `hash.worker.ts`. */
  readonly script: URL;
  /** Worker threads; one per core unless given. */
  readonly workers: number | undefined;
  /** Whether there is work for all of them in any case: they start at once then, while the code of the command is still being loaded. */
  readonly busy: boolean;
}

/** Does `use` with worker threads, which end with it. */
export async function withThreads<T>({ script, workers, busy }: ThreadsSetup, use: (pool: OwnPool) => Promise<T>): Promise<T> {
  const { createPool } = await import('../workers/pool');
  const pool = createPool({ script, size: workers ?? availableParallelism() });
  try {
    if (busy) pool.warm();
    return await use(pool);
  } finally {
    await pool.close();
  }
}
