import { basename } from 'node:path';
import type { RemovalFailure, TransactionId } from '../../shared/removal';
import type { JournalFile, JournalStep, Reservation } from '../store/journal';
import type { TrashFailure, TrashOutcome } from '../trash/trash';
import { checkItem } from './check-item';
import type { RemovalFile, RemovalItem } from './plan';
import { blame } from './units';
import { stateAfter, type ItemContext, type Moved, type RemovalWay } from './ways/way';

/** A file of a unit, with its place in the journal and where it is to go. */
export interface UnitFile {
  readonly file: RemovalFile;
  readonly position: number;
  readonly reserved: TrashOutcome<Reservation>;
}

/** A picture first, then what belongs to it. */
export interface Unit {
  readonly item: RemovalItem;
  readonly files: readonly UnitFile[];
}

export interface UnitEnd {
  /** Of each of its files. */
  readonly steps: readonly JournalStep[];
  /** Whether the picture went. */
  readonly gone: boolean;
  readonly failures: readonly RemovalFailure[];
}

interface Taken {
  readonly each: UnitFile;
  readonly moved: Moved;
}

/** Takes a picture and what belongs to it: all, or nothing. */
export async function takeUnit(unit: Unit, transaction: TransactionId, way: RemovalWay, context: ItemContext): Promise<UnitEnd> {
  const { files } = unit;
  for (const each of files) {
    const failure = each.reserved.ok ? await hindrance(unit, each, way, context) : each.reserved.failure;
    if (failure) return leaveUnit(unit, way, blameOf(unit, each, failure));
  }
  const taken: Taken[] = [];
  for (const each of files) {
    const moved = await take(each, way, context);
    taken.push({ each, moved });
    if (moved.state === 'gone' && !moved.failure) continue;
    const isPicture = each === files[0];
    if (isPicture || way.undoable) return takeBack(unit, taken, moved.failure && blameOf(unit, each, moved.failure), transaction, way);
    // The picture is gone for good: what belonged to it and can't go is left, and told of.
    const rest = files.slice(taken.length);
    await release(rest, way);
    return { steps: [...taken.map(stepOf), ...rest.map(keptStep)], gone: true, failures: moved.failure ? [{ path: each.file.path, ...moved.failure }] : [] };
  }
  return { steps: taken.map(stepOf), gone: true, failures: [] };
}

/** Leaves a unit where it is. */
export async function leaveUnit({ item, files }: Unit, way: RemovalWay, failure: TrashFailure | null): Promise<UnitEnd> {
  await release(files, way);
  const steps = files.map((each, i) => (i === 0 ? { ...keptStep(each), failure } : keptStep(each)));
  return { steps, gone: false, failures: failure ? [{ path: item.path, ...failure }] : [] };
}

/** Of several files all are looked at before the first goes: what is deleted, or went to the trash of some systems, can't be had back. */
async function hindrance({ files }: Unit, { file }: UnitFile, way: RemovalWay, context: ItemContext): Promise<TrashFailure | null> {
  if (files.length === 1) return null;
  const checked = await checkItem(file, context, { reversible: way.undoable });
  return checked.ok ? null : checked.failure;
}

async function takeBack(
  { item, files }: Unit, taken: readonly Taken[], failure: TrashFailure | null, transaction: TransactionId, way: RemovalWay,
): Promise<UnitEnd> {
  const rest = files.slice(taken.length);
  await release(rest, way);
  const steps: JournalStep[] = rest.map(keptStep);
  let gone = false;
  for (const { each, moved } of taken.toReversed()) {
    const isPicture = each === files[0];
    const state = moved.state === 'gone' && files.length > 1 ? await restore(each, transaction, way) : moved.state;
    if (isPicture) gone = state === 'gone';
    steps.push({ position: each.position, state, failure: isPicture ? failure : moved.failure });
  }
  return { steps, gone, failures: failure ? [{ path: item.path, ...failure }] : [] };
}

async function restore({ file, position, reserved }: UnitFile, removal: TransactionId, way: RemovalWay): Promise<Moved['state']> {
  if (!reserved.ok) return 'kept';
  const { path, bytes, modified } = file;
  const gone: JournalFile = { removal, position, owner: null, path, bytes, modified, state: 'gone', failure: null, ...reserved.value };
  return stateAfter(await way.restore(gone));
}

function take({ file, reserved }: UnitFile, way: RemovalWay, context: ItemContext): Promise<Moved> {
  return reserved.ok ? way.take(file, reserved.value, context) : Promise.resolve({ state: 'kept', failure: reserved.failure });
}

async function release(files: readonly UnitFile[], way: RemovalWay): Promise<void> {
  for (const { reserved } of files) if (reserved.ok) await way.release(reserved.value);
}

function stepOf({ each, moved }: Taken): JournalStep {
  return { position: each.position, ...moved };
}

function keptStep({ position }: UnitFile): JournalStep {
  return { position, state: 'kept' };
}

function blameOf({ files }: Unit, each: UnitFile, failure: TrashFailure): TrashFailure {
  return each === files[0] ? failure : blame({ name: basename(each.file.path) }, failure);
}
