import { FileCheck } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { skipReasons, type Skipped, type SkipReason } from '../../shared/domain';
import { explain } from '../../shared/errors';
import { ok } from '../../shared/errors';
import { useApp } from '../app/app-context';
import { createPagedList, rowAt, type PagedList } from '../state/paged-list';
import { Button } from '../ui/Button';
import { cx } from '../ui/cx';
import { Dialog } from '../ui/Dialog';
import { EmptyState } from '../ui/EmptyState';
import { count } from '../ui/format';
import { PathText } from '../ui/PathText';
import { VirtualList } from '../ui/VirtualList';
import { skipWords } from '../../shared/skip-words';
import styles from './SkippedDialog.module.css';

/** What was not compared, why, and what can be done about it. */
export function SkippedDialog() {
  const { scan, view } = useApp();
  const byReason = useStore(scan, (state) => state.scan.skippedByReason);
  const skipped = useStore(scan, (state) => state.scan.stats.skipped);
  const plain = useStore(scan, (state) => state.scan.groups.plain);
  const [reason, setReason] = useState<SkipReason | 'plain' | null>(null);
  const present = skipReasons.filter((name) => (byReason[name] ?? 0) > 0);

  return (
    <Dialog title="Skipped files" size="medium" onClose={view.close} actions={<Button onClick={view.close}>Done</Button>}>
      {skipped + plain === 0 ? (
        <EmptyState icon={<FileCheck size={32} strokeWidth={1.25} />} title="No file was skipped" />
      ) : (
        <>
          <div role="group" aria-label="Reason" className={styles['reasons']}>
            <Choice name="All skipped" files={skipped} chosen={reason === null} onChoose={() => setReason(null)} />
            {present.map((name) => (
              <Choice
                key={name}
                name={skipWords[name].name}
                files={byReason[name] ?? 0}
                chosen={reason === name}
                onChoose={() => setReason(name)}
              />
            ))}
            {plain > 0 && <Choice name="Too little detail" files={plain} chosen={reason === 'plain'} onChoose={() => setReason('plain')} />}
          </div>
          <p className={styles['advice']}>{adviceOn(reason)}</p>
          {reason === 'plain' ? <PlainList /> : <SkippedList key={reason ?? 'all'} reason={reason} />}
        </>
      )}
    </Dialog>
  );
}

function adviceOn(reason: SkipReason | 'plain' | null): string {
  if (reason === null) return 'These were left out; everything else was compared. Choose a reason to see what to do.';
  if (reason === 'plain') return 'Plain, dark or a gradient: too little detail to compare. These count as copies only where files are equal byte for byte.';
  return skipWords[reason].advice;
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
  return <FileList label="Skipped files" list={list} files={files} look={({ path, detail, reason: own }) => ({ path, detail, why: reason ? null : skipWords[own].name })} />;
}

function PlainList() {
  const { client, scan } = useApp();
  const { plain, revision } = useStore(scan, (state) => state.scan.groups);
  const list = useMemo(
    () =>
      createPagedList<string>(async (page) => {
        const answer = await client.call('plain.page', page);
        return answer.ok ? ok({ ...answer.value, revision }) : answer;
      }),
    [client, revision],
  );
  return <FileList label="Images with too little detail" list={list} files={plain} look={(path) => ({ path, detail: 'Too little detail to compare.', why: null })} />;
}

interface Line {
  readonly path: string;
  readonly detail: string;
  /** What kind of reason it is, where the list has several. */
  readonly why: string | null;
}

interface FileListProps<T> {
  readonly label: string;
  readonly list: PagedList<T>;
  /** How many there are; the list is fetched again when that changes. */
  readonly files: number;
  readonly look: (entry: T) => Line;
}

function FileList<T>({ label, list, files, look }: FileListProps<T>) {
  const { pages, total, error } = useStore(list.store);
  const [active, setActive] = useState(0);
  useEffect(() => list.renew(), [list, files]);
  const lineAt = (index: number): Line | undefined => {
    const entry = rowAt(pages, index);
    return entry === undefined ? undefined : look(entry);
  };

  return (
    <>
      {error && <p role="alert">{explain(error).what}</p>}
      <VirtualList
        label={label}
        className={styles['list']}
        count={total}
        rowHeight={44}
        active={active}
        onActive={setActive}
        onRange={list.want}
        rowKey={String}
        rowLabel={(index) => {
          const line = lineAt(index);
          return line ? `${line.path}: ${line.detail}` : 'Loading';
        }}
      >
        {(index) => {
          const line = lineAt(index);
          return (
            line && (
              <div className={styles['row']}>
                <PathText path={line.path} />
                <span className={styles['detail']} title={line.detail}>
                  {line.why !== null && `${line.why}: `}
                  {line.detail}
                </span>
              </div>
            )
          );
        }}
      </VirtualList>
    </>
  );
}
