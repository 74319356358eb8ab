import type { RemovalProgress, RemovalResult, TransactionId } from '../../shared/removal';
import type { RemovalFile, RemovalItem } from './plan';
import type { Journal, JournalStep } from '../store/journal';
import { batchSize, type RemovalTools } from './tools';
import { claimed } from './claim';
import { inLanes } from './lanes';
import { leaveUnit, takeUnit, type UnitEnd } from './take-unit';
import type { ItemContext, RemovalJob, RemovalWay } from './ways/way';

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
    const turns = turnsOf(items);
    const files = turns.flatMap((turn) => turn.files);
    journal.begin(job, files.map(({ file, owner }) => ({ path: file.path, bytes: file.bytes, modified: file.modified, owner })));
    const context: ItemContext = { checks, going: new Set(files.map(({ file }) => file.path)), protection: tools.protection() };
    const ends: End[] = [];
    const ended = (end: End): void => {
      ends.push(end);
      options.onProgress({ transaction, action: 'remove', done: ends.length, total });
    };
    let start = 0;
    for (; start < total && !signal.aborted; start += batchSize) {
      await removeBatch(turns.slice(start, start + batchSize), transaction, journal, way, context, signal, ended);
    }
    journal.record(transaction, turns.slice(start).flatMap((turn) => turn.files.map(({ position }) => ({ position, state: 'kept' as const }))));

    // Several go at once, and end as they please.
    ends.sort((a, b) => a.turn.files[0]!.position - b.turn.files[0]!.position);
    const removed = ends.filter(({ end }) => end.gone).map(({ turn }) => turn.item);
    const went = new Set(ends.flatMap(({ end }) => end.steps.flatMap(({ position, state }) => (state === 'gone' ? [position] : []))));
    const gone = files.filter(({ position }) => went.has(position));
    return {
      transaction,
      action,
      removed: removed.map((item) => item.id),
      companions: gone.filter(({ owner }) => owner !== null).length,
      bytes: gone.reduce((sum, { file }) => sum + file.bytes, 0),
      failures: ends.flatMap(({ end }) => end.failures),
      cancelled: signal.aborted && ends.length < total,
      undoable: way.undoable && removed.length > 0,
    };
  });
}

/** A picture's turn. */
interface Turn {
  readonly item: RemovalItem;
  /** The picture's own first, then those of what belongs to it. */
  readonly files: readonly Place[];
}

/** A file's place in the journal; `owner` is that of the picture that it belongs to. */
interface Place {
  readonly file: RemovalFile;
  readonly position: number;
  readonly owner: number | null;
}

interface End {
  readonly turn: Turn;
  readonly end: UnitEnd;
}

function turnsOf(items: readonly RemovalItem[]): readonly Turn[] {
  let next = 0;
  return items.map((item) => {
    const owner = next++;
    return { item, files: [{ file: item, position: owner, owner: null }, ...item.companions.map((file) => ({ file, position: next++, owner }))] };
  });
}

async function removeBatch(
  batch: readonly Turn[], transaction: TransactionId, journal: Journal, way: RemovalWay, context: ItemContext, signal: AbortSignal,
  ended: (end: End) => void,
): Promise<void> {
  const units = await Promise.all(batch.map(async (turn) => {
    const files = await Promise.all(turn.files.map(async ({ file, position }) => ({ file, position, reserved: await way.reserve(file) })));
    return { turn, unit: { item: turn.item, files } };
  }));
  journal.record(transaction, units.flatMap(({ unit }) => unit.files).map(({ position, reserved }) => {
    return reserved.ok ? { position, state: 'moving', reserved: reserved.value } : { position, state: 'kept', failure: reserved.failure };
  }));

  const steps: JournalStep[] = [];
  await inLanes(units, async ({ turn, unit }) => {
    if (signal.aborted && unit.files.every(({ reserved }) => reserved.ok)) {
      steps.push(...(await leaveUnit(unit, way, null)).steps);
      return;
    }
    const end = await takeUnit(unit, transaction, way, context);
    steps.push(...end.steps);
    ended({ turn, end });
  });
  journal.record(transaction, steps);
}
