import { FileCheck } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { skipReasons, type Skipped, type SkipReason } from '../../shared/domain';
import { explain } from '../../shared/errors';
import { ok } from '../../shared/errors';
import { useApp } from '../app/app-context';
import { createPagedList, rowAt } from '../state/paged-list';
import { Button } from '../ui/Button';
import { cx } from '../ui/cx';
import { Dialog } from '../ui/Dialog';
import { EmptyState } from '../ui/EmptyState';
import { count } from '../ui/format';
import { PathText } from '../ui/PathText';
import { VirtualList } from '../ui/VirtualList';
import { skipWords } from './skip-words';
import styles from './SkippedDialog.module.css';

/** What was not compared, why, and what can be done about it. */
export function SkippedDialog() {
  const { scan, view } = useApp();
  const byReason = useStore(scan, (state) => state.scan.skippedByReason);
  const total = useStore(scan, (state) => state.scan.stats.skipped);
  const [reason, setReason] = useState<SkipReason | null>(null);
  const present = skipReasons.filter((name) => (byReason[name] ?? 0) > 0);

  return (
    <Dialog title="Skipped files" size="medium" onClose={view.close} actions={<Button onClick={view.close}>Done</Button>}>
      {total === 0 ? (
        <EmptyState icon={<FileCheck size={32} strokeWidth={1.25} />} title="No file was skipped" />
      ) : (
        <>
          <div role="group" aria-label="Reason" className={styles['reasons']}>
            <Choice name="All" files={total} chosen={reason === null} onChoose={() => setReason(null)} />
            {present.map((name) => (
              <Choice
                key={name}
                name={skipWords[name].name}
                files={byReason[name] ?? 0}
                chosen={reason === name}
                onChoose={() => setReason(name)}
              />
            ))}
          </div>
          <p className={styles['advice']}>
            {reason ? skipWords[reason].advice : 'These were left out; everything else was compared. Choose a reason to see what to do.'}
          </p>
          <SkippedList key={reason ?? 'all'} reason={reason} />
        </>
      )}
    </Dialog>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly files: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ name, files, chosen, onChoose }: ChoiceProps) {
  return (
    <button type="button" aria-pressed={chosen} className={cx(styles['choice'], chosen && styles['chosen'])} onClick={onChoose}>
      {name} <span className={styles['files']}>{count(files)}</span>
    </button>
  );
}

function SkippedList({ reason }: { readonly reason: SkipReason | null }) {
  const { client, scan } = useApp();
  const files = useStore(scan, ({ scan: state }) => (reason ? (state.skippedByReason[reason] ?? 0) : state.stats.skipped));
  // Skipped files are only ever added at the end, so all answers are of one revision.
  const list = useMemo(
    () =>
      createPagedList<Skipped>(async (page) => {
        const answer = await client.call('skipped.page', { ...page, reason });
        return answer.ok ? ok({ ...answer.value, revision: 0 }) : answer;
      }),
    [client, reason],
  );
  const { pages, total, error } = useStore(list.store);
  const [active, setActive] = useState(0);
  useEffect(() => list.renew(), [list, files]);

  return (
    <>
      {error && <p role="alert">{explain(error).what}</p>}
      <VirtualList
        label="Skipped files"
        className={styles['list']}
        count={total}
        rowHeight={44}
        active={active}
        onActive={setActive}
        onRange={list.want}
        rowKey={String}
        rowLabel={(index) => {
          const row = rowAt(pages, index);
          return row ? `${row.path}: ${row.detail}` : 'Loading';
        }}
      >
        {(index) => {
          const row = rowAt(pages, index);
          return (
            row && (
              <div className={styles['row']}>
                <PathText path={row.path} />
                <span className={styles['detail']} title={row.detail}>
                  {!reason && `${skipWords[row.reason].name}: `}
                  {row.detail}
                </span>
              </div>
            )
          );
        }}
      </VirtualList>
    </>
  );
}
