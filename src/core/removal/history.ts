import type { PastRemoval } from '../../shared/removal';
import type { RemovalTools } from './tools';

/** The removals of which files are away, replaced or deleted now, newest first. */
export async function history({ journal, ways }: Pick<RemovalTools, 'journal' | 'ways'>): Promise<readonly PastRemoval[]> {
  const past: PastRemoval[] = [];
  for (const removal of journal.removals()) {
    const way = ways({ ...removal, roots: [] });
    const gone = await way.away(journal.files(removal.id).filter(({ state }) => state === 'gone'));
    if (gone.length === 0) continue;
    past.push({
      transaction: removal.id,
      when: removal.started,
      action: removal.action,
      files: gone.length,
      bytes: gone.reduce((sum, { bytes }) => sum + bytes, 0),
      undoable: way.undoable,
    });
  }
  return past;
}
