import { CopyX } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Dismissal } from '../../shared/dismissal';
import type { Page } from '../../shared/groups';
import { explain, type AppError, type Result } from '../../shared/errors';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { EmptyState } from '../ui/EmptyState';
import { count } from '../ui/format';
import { DismissedEntry } from './DismissedEntry';
import styles from './DismissedDialog.module.css';

const atOnce = 50;

/** What was said not to be copies; each can be taken back. */
export function DismissedDialog() {
  const { client, dismissals, view } = useApp();
  const [list, setList] = useState<Omit<Page<Dismissal>, 'offset'> | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const entries = useRef<HTMLUListElement>(null);
  const left = list ? list.total - list.items.length : 0;

  useEffect(() => {
    let here = true;
    void client.call('dismissed.page', { offset: 0, limit: atOnce }).then((answer) => {
      if (here) take(answer);
    });
    return () => {
      here = false;
    };
  }, [client]);

  function take(answer: Result<Page<Dismissal>>): void {
    if (!answer.ok) { setError(answer.error); return; }
    const { offset, total, items } = answer.value;
    setError(null);
    setList((before) => ({ total, items: [...(before?.items.slice(0, offset) ?? []), ...items] }));
  }

  async function loadMore(): Promise<void> {
    take(await client.call('dismissed.page', { offset: list?.items.length ?? 0, limit: atOnce }));
  }

  async function restore({ id }: Dismissal, place: number): Promise<void> {
    if (!(await dismissals.restore(id))) return;
    // Work goes on with the next one, or else with the last.
    const others = [...(entries.current?.querySelectorAll<HTMLElement>('button') ?? [])].filter((_, i) => i !== place);
    others[Math.min(place, others.length - 1)]?.focus();
    setList((before) => before && { total: before.total - 1, items: before.items.filter((item) => item.id !== id) });
  }

  return (
    <Dialog title="Not copies" size="medium" onClose={view.close} actions={<Button onClick={view.close}>Done</Button>}>
      {error && (
        <p role="alert">
          {explain(error).what} {explain(error).advice} <Button onClick={() => void loadMore()}>Try again</Button>
        </p>
      )}
      {list?.total === 0 && (
        <EmptyState icon={<CopyX size={32} strokeWidth={1.25} />} title="Nothing was dismissed yet">
          Where pictures only look alike, press N or choose “Not copies”: they are not shown together again, wherever they move.
        </EmptyState>
      )}
      <ul ref={entries} className={styles['list']}>
        {list?.items.map((dismissal, place) => (
          <DismissedEntry key={dismissal.id} dismissal={dismissal} onRestore={() => void restore(dismissal, place)} />
        ))}
      </ul>
      {left > 0 && (
        <Button look="quiet" onClick={() => void loadMore()}>
          Show {count(Math.min(left, atOnce))} more of {count(left)}
        </Button>
      )}
    </Dialog>
  );
}
