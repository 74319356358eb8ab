import type { JournalFile, JournalStep } from '../store/journal';
import { isSameFile, isUnchanged } from './checks';
import type { RemovalTools } from './tools';

/** What became of the files that an interrupted removal or undo left in the middle. */
export interface Recovery {
  /** Files found in the trash; they can be undone. */
  readonly trashed: number;
  /** Files found back in their places. */
  readonly restored: number;
  /** Files that never left. */
  readonly kept: number;
  /** Files found neither here nor there, on a disk that isn't connected perhaps: looked for again next time. */
  readonly missing: readonly string[];
}

/**
 * Finds out, after a kill at any moment, where each file is that was on its way, and brings journal and
 * trash in line with it. Answers null while another process moves files: its removal is no wreck.
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
export function describeRecovery({ trashed, restored, kept, missing }: Recovery): string | null {
  const parts = [
    trashed > 0 ? `${files(trashed)} in the trash, to be undone from there` : null,
    restored > 0 ? `${files(restored)} back in place` : null,
    kept > 0 ? `${files(kept)} never moved` : null,
    missing.length > 0 ? `${files(missing.length)} not found, such as “${missing[0] ?? ''}”` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : `Moving files was interrupted last time: ${parts.join('; ')}.`;
}

function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}

/** {@link recover} for who has the claim already. */
export async function settle(tools: RemovalTools): Promise<Recovery> {
  const counts = { trashed: 0, restored: 0, kept: 0 };
  const missing: string[] = [];
  const steps = new Map<string, JournalStep[]>();
  for (const file of tools.journal.unsettled()) {
    const state = await findState(file, tools);
    if (state === null) {
      missing.push(file.path);
      continue;
    }
    counts[state]++;
    const list = steps.get(file.removal) ?? [];
    list.push({ position: file.position, state });
    steps.set(file.removal, list);
  }
  for (const [removal, list] of steps) tools.journal.record(removal, list);
  return { ...counts, missing };
}

async function findState(file: JournalFile, { checks, trash }: RemovalTools): Promise<'trashed' | 'restored' | 'kept' | null> {
  const back = file.state === 'restoring' ? 'restored' : 'kept';
  if (file.state === 'planned') return back;
  const here = await checks.look(file.path);
  const gone = !here.ok && here.failure.reason === 'vanished';
  if (file.trashed === null) return here.ok ? back : gone ? 'trashed' : null;

  const entry = { trashed: file.trashed };
  const there = await checks.look(file.trashed);
  if (there.ok) {
    const twoNames = here.ok && isSameFile(here.facts, there.facts) && here.facts.links > 1;
    // What stands in the reserved place may be another program's.
    if (!twoNames) return here.ok && !isUnchanged(file, there.facts) ? back : 'trashed';
    // Linked back, and killed before the name in the trash went: restoring ends that.
    return (await trash.restore(file.path, entry)).ok ? back : 'trashed';
  }
  if (there.failure.reason !== 'vanished' || !here.ok) return null;
  await trash.release(entry);
  return back;
}
