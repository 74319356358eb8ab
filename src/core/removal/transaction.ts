import type { RemovalProgress, RemovalResult, TransactionId } from '../../shared/domain';
import type { RemovalItem } from './plan';
import type { Journal, JournalStep } from '../store/journal';
import { batchSize, type RemovalTools } from './tools';
import { claimed } from './claim';
import { inLanes } from './lanes';
import type { ItemContext, Moved, RemovalJob, RemovalWay } from './ways/way';

export interface RemovalOptions {
  /** After every file. */
  readonly onProgress: (progress: RemovalProgress) => void;
  /** Stops between files: those in hand are ended, no other is begun. */
  readonly signal: AbortSignal;
}

/**
 * Removes files in the way that the job says. Each is checked again just before: it is the file that was scanned, and another
 * of its group survives outside any trash. What can't go stays and is listed.
 * @throws AppFailure `busy` while another process moves files; `storage` when the journal can't be written,
 * and then no more files move.
 */
export async function runRemoval(
  tools: RemovalTools, job: RemovalJob, items: readonly RemovalItem[], options: RemovalOptions,
): Promise<RemovalResult> {
  return claimed(tools, async () => {
    const { journal, checks } = tools;
    const { signal } = options;
    const { id: transaction, action } = job;
    const total = items.length;
    const way = tools.ways(job);
    journal.begin(job, items);
    const context: ItemContext = { checks, going: new Set(items.map((item) => item.path)) };
    const ends: End[] = [];
    const ended = (end: End): void => {
      ends.push(end);
      options.onProgress({ transaction, action: 'remove', done: ends.length, total });
    };
    let start = 0;
    for (; start < total && !signal.aborted; start += batchSize) {
      const batch = items.slice(start, start + batchSize).map((item, i) => ({ item, position: start + i }));
      await removeBatch(batch, transaction, journal, way, context, signal, ended);
    }
    journal.record(transaction, items.slice(start).map((_, i) => ({ position: start + i, state: 'kept' })));

    // Several go at once, and end as they please.
    ends.sort((a, b) => a.position - b.position);
    const removed = ends.filter((end) => end.moved.state === 'gone').map((end) => end.item);
    const failures = ends.flatMap(({ item, moved }) => (moved.failure ? [{ path: item.path, ...moved.failure }] : []));
    return {
      transaction,
      action,
      removed: removed.map((item) => item.id),
      bytes: removed.reduce((sum, item) => sum + item.bytes, 0),
      failures,
      cancelled: signal.aborted && ends.length < total,
      undoable: way.undoable && removed.length > 0,
    };
  });
}

interface Turn {
  readonly item: RemovalItem;
  readonly position: number;
}

interface End extends Turn {
  readonly moved: Moved;
}

async function removeBatch(
  batch: readonly Turn[], transaction: TransactionId, journal: Journal, way: RemovalWay, context: ItemContext, signal: AbortSignal,
  ended: (end: End) => void,
): Promise<void> {
  const reserved = await Promise.all(batch.map(async (turn) => ({ ...turn, reserved: await way.reserve(turn.item) })));
  journal.record(transaction, reserved.map(({ position, reserved: answer }) => {
    return answer.ok
      ? { position, state: 'moving', reserved: answer.value }
      : { position, state: 'kept', failure: answer.failure };
  }));

  const steps: JournalStep[] = [];
  await inLanes(reserved, async ({ item, position, reserved: answer }) => {
    if (!answer.ok) {
      ended({ item, position, moved: { state: 'kept', failure: answer.failure } });
    } else if (signal.aborted) {
      await way.release(answer.value);
      steps.push({ position, state: 'kept' });
    } else {
      const moved = await way.take(item, answer.value, context);
      steps.push({ position, ...moved });
      ended({ item, position, moved });
    }
  });
  journal.record(transaction, steps);
}
