import { AppFailure } from '../../shared/errors';
import { settle } from './recover';
import type { RemovalTools } from './tools';

/** Runs `work` while no other process may move files, on a journal in which nothing is left in the middle. */
export async function claimed<T>(tools: RemovalTools, work: () => Promise<T>): Promise<T> {
  const release = tools.journal.claim();
  if (!release) throw new AppFailure({ kind: 'busy', detail: 'Another window of Lookalike is moving files.' });
  try {
    await settle(tools);
    return await work();
  } finally {
    release();
  }
}
