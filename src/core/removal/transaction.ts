import { randomUUID } from 'node:crypto';
import type { RemovalProgress, RemovalResult, TransactionId } from '../../shared/domain';
import type { RemovalItem } from './plan';
import type { Journal, JournalStep } from '../store/journal';
import { moveItem, type ItemContext, type Moved } from './item';
import { batchSize, type RemovalTools } from './tools';
import { claimed } from './claim';

export interface RemovalOptions {
  /** After every file. */
  readonly onProgress: (progress: RemovalProgress) => void;
  /** Stops between two files. */
  readonly signal: AbortSignal;
}

/**
 * Moves files to the trash. Each is checked again just before: it is the file that was scanned, and another
 * of its group survives outside the trash. Nothing is ever deleted. What can't go stays and is listed.
 * @throws AppFailure `busy` while another process moves files; `storage` when the journal can't be written,
 * and then no more files move.
 */
export async function runRemoval(tools: RemovalTools, items: readonly RemovalItem[], options: RemovalOptions): Promise<RemovalResult> {
  return claimed(tools, async () => {
    const { journal, trash, checks } = tools;
    const { signal } = options;
    const transaction = randomUUID();
    const total = items.length;
    journal.begin({ id: transaction, started: Date.now() }, items);
    const context: ItemContext = { checks, trash, going: new Set(items.map((item) => item.path)) };
    const ends: End[] = [];
    const ended = (end: End): void => {
      ends.push(end);
      options.onProgress({ transaction, action: 'remove', done: ends.length, total });
    };
    let start = 0;
    for (; start < total && !signal.aborted; start += batchSize) {
      const batch = items.slice(start, start + batchSize).map((item, i) => ({ item, position: start + i }));
      await moveBatch(batch, transaction, journal, context, signal, ended);
    }
    journal.record(transaction, items.slice(start).map((_, i) => ({ position: start + i, state: 'kept' })));

    const removed = ends.filter((end) => end.moved.state === 'trashed').map((end) => end.item);
    const failures = ends.flatMap(({ item, moved }) => (moved.failure ? [{ path: item.path, ...moved.failure }] : []));
    return {
      transaction,
      removed: removed.map((item) => item.id),
      bytes: removed.reduce((sum, item) => sum + item.bytes, 0),
      failures,
      cancelled: signal.aborted && ends.length < total,
      undoable: trash.canRestore && removed.length > 0,
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

async function moveBatch(
  batch: readonly Turn[], transaction: TransactionId, journal: Journal, context: ItemContext, signal: AbortSignal,
  ended: (end: End) => void,
): Promise<void> {
  const reserved = await Promise.all(batch.map(async (turn) => ({ ...turn, place: await context.trash.reserve(turn.item.path) })));
  journal.record(transaction, reserved.map(({ position, place }) => {
    return place.ok
      ? { position, state: 'moving', trashed: place.value.trashed }
      : { position, state: 'kept', failure: place.failure };
  }));

  const steps: JournalStep[] = [];
  for (const { item, position, place } of reserved) {
    if (!place.ok) {
      ended({ item, position, moved: { state: 'kept', failure: place.failure } });
    } else if (signal.aborted) {
      await context.trash.release(place.value);
      steps.push({ position, state: 'kept' });
    } else {
      const moved = await moveItem(item, place.value.trashed, context);
      steps.push({ position, ...moved });
      ended({ item, position, moved });
    }
  }
  journal.record(transaction, steps);
}
