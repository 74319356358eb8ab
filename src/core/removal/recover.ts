import type { RemovalAction } from '../../shared/removal';
import { unitOf, type JournalFile, type JournalStep } from '../store/journal';
import type { RemovalTools } from './tools';
import type { RemovalWay, SettledAs } from './ways/way';

/** What became of the files that an interrupted removal or undo left in the middle. */
export interface Recovery {
  /** Files found gone, replaced or deleted, by what was done with them. */
  readonly gone: Readonly<Partial<Record<RemovalAction, number>>>;
  /** Files found back in their places. */
  readonly restored: number;
  /** Files that never left, or were put back now. */
  readonly kept: number;
  /** Files that somebody else took away meanwhile. */
  readonly taken: number;
  /** Files found neither here nor there, on a disk that isn't connected perhaps, or of which a second name won't go: looked for again next time. */
  readonly missing: readonly string[];
}

/**
 * Finds out, after a kill at any moment, where each file is that was on its way, and brings journal and
 * disk in line. Answers null while another process moves files: its removal is no wreck.
 */
export async function recover(tools: RemovalTools): Promise<Recovery | null> {
  const release = tools.journal.claim();
  if (!release) return null;
  try {
    return await settle(tools);
  } finally {
    release();
  }
}

/** One sentence for the person; null when there is nothing to tell. */
export function describeRecovery({ gone, restored, kept, taken, missing }: Recovery): string | null {
  const parts = [
    ...Object.entries(goneWords).map(([action, words]) => sentence(gone[action as RemovalAction] ?? 0, words)),
    sentence(restored, 'back in place'),
    sentence(kept, 'left in place'),
    sentence(taken, 'taken away by somebody else meanwhile'),
    missing.length > 0 ? `${files(missing.length)} not found or not to be moved, such as “${missing[0] ?? ''}”` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : `Removing or restoring files was interrupted last time: ${parts.join('; ')}.`;
}

const goneWords: Readonly<Record<RemovalAction, string>> = {
  trash: 'in the trash, to be undone from the history',
  hold: 'in the holding folder, to be undone from the history',
  move: 'in the folder chosen for them, to be undone from the history',
  'hard-link': 'replaced by a link, to be undone from the history',
  symlink: 'replaced by a link, to be undone from the history',
  delete: 'deleted',
};

function sentence(count: number, words: string): string | null {
  return count > 0 ? `${files(count)} ${words}` : null;
}

function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}

/** {@link recover} for who has the claim already. */
export async function settle({ journal, ways }: RemovalTools): Promise<Recovery> {
  const gone: Partial<Record<RemovalAction, number>> = {};
  const counts = { restored: 0, kept: 0, taken: 0 };
  const missing: string[] = [];
  for (const [id, unsettled] of byRemoval(journal.unsettled())) {
    const removal = journal.removal(id);
    if (!removal) continue;
    const way = ways({ ...removal, roots: [] });
    const settled: Settled[] = [];
    for (const file of unsettled) settled.push({ file, state: file.state === 'planned' ? 'kept' : await way.settle(file) });
    await mendUnits(settled, way);
    const steps: JournalStep[] = [];
    for (const { file, state } of settled) {
      if (state === null) {
        missing.push(file.path);
        continue;
      }
      steps.push({ position: file.position, state: state === 'nowhere' ? 'gone' : state });
      if (state === 'gone') gone[removal.action] = (gone[removal.action] ?? 0) + 1;
      else counts[state === 'nowhere' ? 'taken' : state]++;
    }
    journal.record(id, steps);
  }
  return { gone, ...counts, missing };
}

interface Settled {
  readonly file: JournalFile;
  /** Null: it has to be looked for again. */
  state: SettledAs | null;
}

/** A unit of which some files are here and some are gone was half way when the program ended: it comes back as a whole, where it can. */
async function mendUnits(settled: readonly Settled[], way: RemovalWay): Promise<void> {
  if (!way.undoable) return;
  const here = new Map(settled.flatMap(({ file, state }) => (state === 'restored' || state === 'kept' ? [[unitOf(file), state] as const] : [])));
  for (const one of settled) {
    const others = here.get(unitOf(one.file));
    if (one.state !== 'gone' || others === undefined) continue;
    const back = await way.restore(one.file);
    if (back.ok) one.state = others;
    else if (back.open) one.state = null;
  }
}

function byRemoval(files: readonly JournalFile[]): ReadonlyMap<string, readonly JournalFile[]> {
  const removals = new Map<string, JournalFile[]>();
  for (const file of files) {
    const list = removals.get(file.removal);
    if (list) list.push(file);
    else removals.set(file.removal, [file]);
  }
  return removals;
}
