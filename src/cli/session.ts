import { ScanSession } from '../core/library/session';
import type { GroupChoice, WorkerPool } from '../core/ports';
import { surveyLocalHere } from '../core/scan/survey-here';
import type { Store } from '../core/store/store';
import { Interrupted } from './failure';
import { openFolders } from './folders';
import { ProgressLine } from './progress-line';

export interface SessionSetup {
  readonly dirs: readonly string[];
  /** Ends with the session, before the store closes. */
  readonly pool: WorkerPool;
  /** Called once the folders are known to be there. Without a store every file is hashed. */
  readonly openStore: (() => Promise<Store>) | null;
  readonly choice: GroupChoice;
  readonly compare: boolean;
}

/**
 * Scans to the end with progress on standard error, then hands the session to `use`, while its workers
 * still live, and the folders' absolute paths. Throws an AppFailure when a folder is missing or unreadable, Interrupted after Ctrl-C.
 */
export async function withSession<T>(setup: SessionSetup, use: (session: ScanSession, folders: readonly string[]) => Promise<T>): Promise<T> {
  const folders = await openFolders(setup.dirs);
  const store = setup.openStore ? await setup.openStore() : null;
  const { pool, choice, compare } = setup;
  const session = new ScanSession({ folders, store, pool, survey: surveyLocalHere(pool.survey), choice, compare });
  try {
    await runShown(session);
    if (session.phase === 'cancelled') throw new Interrupted(store !== null);
    const result = await use(session, folders);
    await session.tidy();
    return result;
  } finally {
    await pool.close();
    session.dispose();
    store?.close();
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
}
