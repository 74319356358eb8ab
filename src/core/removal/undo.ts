import { dirname } from 'node:path';
import type { RemovalFailure, RemovalProgress, TransactionId, UndoResult } from '../../shared/removal';
import { AppFailure } from '../../shared/errors';
import { outOfReach } from '../folder-roles/protection';
import { Reach } from '../reach';
import { unitOf, type JournalFile, type JournalStep } from '../store/journal';
import { claimed } from './claim';
import { inLanes } from './lanes';
import { batchSize, type RemovalTools } from './tools';

export interface UndoOptions {
  /** After every file. */
  readonly onProgress: (progress: RemovalProgress) => void;
  /** Stops between files; the rest stays where it went, and undoable. */
  readonly signal: AbortSignal;
}

/**
 * Puts a removal's files back, last first. Nothing is overwritten: a file whose place is taken stays where it went,
 * is listed, and can be undone again later.
 * @throws AppFailure `unsupported-here`, `not-found`, `busy` while another process moves files, or `storage`.
 */
export async function undoRemoval(tools: RemovalTools, transaction: TransactionId, options: UndoOptions): Promise<UndoResult> {
  const { journal } = tools;
  const { onProgress } = options;
  const stopped = (): boolean => options.signal.aborted;
  return claimed(tools, async () => {
    const removal = journal.removal(transaction);
    if (!removal) throw new AppFailure({ kind: 'not-found', what: 'That removal' });
    const way = tools.ways({ ...removal, roots: [] });
    if (!way.undoable) {
      const detail = removal.action === 'delete' ? 'These files were deleted for good.' : 'Here files are put back from the system’s own trash.';
      throw new AppFailure({ kind: 'unsupported-here', detail });
    }
    const gone = journal.files(transaction).filter((file) => file.state === 'gone').reverse();
    const failed: { readonly position: number; readonly failure: RemovalFailure }[] = [];
    let restored = 0;
    for (const batch of inBatches(gone)) {
      if (stopped()) break;
      journal.record(transaction, batch.map(({ position }) => ({ position, state: 'restoring' })));
      const steps: JournalStep[] = [];
      await inLanes(batch, async (file) => {
        const { position, path } = file;
        if (stopped()) {
          steps.push({ position, state: 'gone' });
          return;
        }
        const away = await outOfReach(tools.reach ?? Reach.everywhere, dirname(path));
        const back = away ? { ok: false as const, failure: away } : await way.restore(file);
        if (back.ok) restored++;
        else failed.push({ position, failure: { path, ...back.failure } });
        if (back.ok || !back.open) steps.push({ position, state: back.ok ? 'restored' : 'gone' });
        onProgress({ transaction, action: 'undo', done: restored + failed.length, total: gone.length });
      });
      journal.record(transaction, steps);
    }
    const failures = failed.sort((a, b) => a.position - b.position).map(({ failure }) => failure);
    return { transaction, restored, failures };
  });
}

/** A picture and what belongs to it are in one batch. */
function inBatches(files: readonly JournalFile[]): readonly (readonly JournalFile[])[] {
  const batches: JournalFile[][] = [];
  files.forEach((file, i) => {
    const last = batches.at(-1);
    if (last && (last.length < batchSize || unitOf(files[i - 1]!) === unitOf(file))) last.push(file);
    else batches.push([file]);
  });
  return batches;
}
