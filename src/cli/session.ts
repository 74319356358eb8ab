import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { requireReadable } from '../core/folders';
import { ScanSession, type SessionOptions } from '../core/library/session';
import { createPool } from '../workers/pool';
import { ProgressLine } from './progress-line';

export interface SessionSetup {
  readonly dirs: readonly string[];
  readonly workers: number | undefined;
  readonly script: URL;
  readonly store: SessionOptions['store'];
  readonly radius: number;
  readonly compare: boolean;
}

/** Interrupted from the terminal (128 + SIGINT), as shells expect it. */
const interruptedExit = 130;

/**
 * Scans to the end with progress on standard error, then hands the session to `use` while its workers
 * still live. Throws an AppFailure when a folder is missing or unreadable.
 */
export async function withSession<T>(setup: SessionSetup, use: (session: ScanSession) => Promise<T>): Promise<T> {
  const folders = setup.dirs.map((dir) => resolve(dir));
  await Promise.all(folders.map(requireReadable));
  const pool = createPool({ script: setup.script, size: setup.workers ?? availableParallelism() });
  const session = new ScanSession({ folders, store: setup.store, pool, radius: setup.radius, compare: setup.compare });
  try {
    await runShown(session);
    return await use(session);
  } finally {
    await pool.close();
    setup.store?.close();
  }
}

async function runShown(session: ScanSession): Promise<void> {
  const line = new ProgressLine(process.stderr, session);
  const interrupt = (): void => session.cancel();
  process.once('SIGINT', interrupt);
  line.start();
  try {
    await session.run();
  } finally {
    process.removeListener('SIGINT', interrupt);
    line.stop();
  }
  if (session.phase === 'cancelled') process.exit(interruptedExit);
}
