import { History } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { PastRemoval } from '../../shared/removal';
import { explain, type AppError } from '../../shared/errors';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { EmptyState } from '../ui/EmptyState';
import { moment } from '../ui/format';
import { actionWords } from './action-words';
import styles from './HistoryDialog.module.css';

/** Earlier removals, each of which can be undone as long as its files are in the trash. */
export function HistoryDialog() {
  const { client, removal, view } = useApp();
  const [past, setPast] = useState<readonly PastRemoval[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const undoing = useStore(removal.store, (state) => state.undoing?.transaction ?? null);

  useEffect(() => {
    let here = true;
    void client.call('removal.history', null).then((answer) => {
      if (!here) return;
      if (answer.ok) setPast(answer.value);
      else setError(answer.error);
    });
    return () => {
      here = false;
    };
    // An undo that has ended has changed the list.
  }, [client, undoing]);

  function hindrance({ action, files, undoable, transaction }: PastRemoval): string | null {
    if (undoing === transaction) return 'Its files are being put back.';
    if (undoing) return 'Another removal is being undone.';
    if (files === 0) return 'Its files are back already.';
    if (action === 'delete') return 'They were deleted for good.';
    return undoable ? null : 'Lookalike can’t undo this here: use the system’s trash.';
  }

  return (
    <Dialog title="History of removals" onClose={view.close} actions={<Button onClick={view.close}>Done</Button>}>
      {error && (
        <p role="alert">
          {explain(error).what} {explain(error).advice}
        </p>
      )}
      {past?.length === 0 && (
        <EmptyState icon={<History size={32} strokeWidth={1.25} />} title="Nothing to put back">
          What you remove with Lookalike is listed here and can be put back.
        </EmptyState>
      )}
      <ul className={styles['list']}>
        {past?.map((entry) => (
          <li key={entry.transaction} className={styles['entry']}>
            <span className={styles['when']}>{moment(entry.when)}</span>
            <span className={styles['what']}>
              {entry.files === 0 ? 'All put back' : actionWords[entry.action].past(entry.files, entry.bytes)}
            </span>
            <Button
              aria-label={`Undo the removal of ${moment(entry.when)}`}
              unavailable={hindrance(entry)}
              onClick={() => void removal.undo(entry.transaction)}
            >
              Undo
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
