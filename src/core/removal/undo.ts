import type { RemovalFailure, RemovalProgress, TransactionId, UndoResult } from '../../shared/domain';
import { AppFailure } from '../../shared/errors';
import type { JournalStep } from '../store/journal';
import { claimed } from './claim';
import { batchSize, type RemovalTools } from './tools';

export interface UndoOptions {
  /** After every file. */
  readonly onProgress: (progress: RemovalProgress) => void;
  /** Stops between two files; the rest stays in the trash, and undoable. */
  readonly signal: AbortSignal;
}

/**
 * Puts a removal's files back, last first. Nothing is overwritten: a file whose place is taken stays in the
 * trash, is listed, and can be undone again later.
 * @throws AppFailure `unsupported-here`, `not-found`, `busy` while another process moves files, or `storage`.
 */
export async function undoRemoval(tools: RemovalTools, transaction: TransactionId, options: UndoOptions): Promise<UndoResult> {
  const { journal, trash } = tools;
  const { onProgress } = options;
  const stopped = (): boolean => options.signal.aborted;
  if (!trash.canRestore) {
    throw new AppFailure({ kind: 'unsupported-here', detail: 'Here files are put back from the system’s own trash.' });
  }
  return claimed(tools, async () => {
    const files = journal.files(transaction);
    if (!files) throw new AppFailure({ kind: 'not-found', what: 'That removal' });
    const trashed = files.filter((file) => file.state === 'trashed').reverse();
    const failures: RemovalFailure[] = [];
    let restored = 0;
    for (let start = 0; start < trashed.length && !stopped(); start += batchSize) {
      const batch = trashed.slice(start, start + batchSize);
      journal.record(transaction, batch.map(({ position }) => ({ position, state: 'restoring' })));
      const steps: JournalStep[] = [];
      for (const { position, path, trashed: place } of batch) {
        if (stopped()) {
          steps.push({ position, state: 'trashed' });
          continue;
        }
        const back = await trash.restore(path, { trashed: place });
        if (back.ok) restored++;
        else failures.push({ path, ...back.failure });
        steps.push({ position, state: back.ok ? 'restored' : 'trashed' });
        onProgress({ transaction, action: 'undo', done: restored + failures.length, total: trashed.length });
      }
      journal.record(transaction, steps);
    }
    return { transaction, restored, failures };
  });
}
