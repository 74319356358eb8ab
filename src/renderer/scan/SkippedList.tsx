import { ClipboardCopy, FolderSearch } from 'lucide-react';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SkippedEntry, SkipReason } from '../../shared/scan';
import { explain, ok } from '../../shared/errors';
import { skipWords } from '../../shared/skip-words';
import { useApp } from '../app/app-context';
import { createPagedList, rowAt, type PagedList } from '../state/paged-list';
import { Button } from '../ui/Button';
import { PathText } from '../ui/PathText';
import { VirtualList } from '../ui/VirtualList';
import styles from './SkippedDialog.module.css';

interface SkippedListProps {
  /** Null: all. */
  readonly reason: SkipReason | null;
  /** What paths contain; empty for all. */
  readonly search: string;
}

export function SkippedList({ reason, search }: SkippedListProps) {
  const { client, files, host, scan } = useApp();
  const canReveal = useStore(host, ({ info }) => info?.canReveal === true);
  const total = useStore(scan, ({ scan: state }) => (reason ? (state.skippedByReason[reason] ?? 0) : state.stats.skipped));
  // Skipped files are only ever added at the end, so all answers are of one revision.
  const list = useMemo(
    () =>
      createPagedList<SkippedEntry>(async (page) => {
        const answer = await client.call('skipped.page', { ...page, reason, search });
        return answer.ok ? ok({ ...answer.value, revision: 0 }) : answer;
      }),
    [client, reason, search],
  );
  return (
    <EntryList
      label="Skipped files"
      list={list}
      total={total}
      look={({ path, detail, reason: own }) => ({ path, detail, why: reason ? null : skipWords[own].name })}
      empty="No path contains that."
    >
      {(entry) => (
        <>
          <CopyButton path={entry.path} />
          {canReveal && (
            <Button icon={<FolderSearch size={16} />} onClick={() => void files.revealSkipped(entry)}>
              Show in folder
            </Button>
          )}
        </>
      )}
    </EntryList>
  );
}

export function PlainList() {
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
  return (
    <EntryList label="Images with too little detail" list={list} total={plain} look={(path) => ({ path, detail: 'Too little detail to compare.', why: null })} empty="">
      {(path) => <CopyButton path={path} />}
    </EntryList>
  );
}

function CopyButton({ path }: { readonly path: string }) {
  const { files } = useApp();
  return (
    <Button icon={<ClipboardCopy size={16} />} onClick={() => void files.copyPath({ path })}>
      Copy path
    </Button>
  );
}

interface Line {
  readonly path: string;
  readonly detail: string;
  /** What kind of reason it is, where the list has several. */
  readonly why: string | null;
}

interface EntryListProps<T> {
  readonly label: string;
  readonly list: PagedList<T>;
  /** How many there are of all; the list is fetched again when that changes. */
  readonly total: number;
  readonly look: (entry: T) => Line;
  /** Said where the list has nothing. */
  readonly empty: string;
  /** What can be done with the entry that is chosen. */
  readonly children: (entry: T) => ReactNode;
}

function EntryList<T>({ label, list, total, look, empty, children }: EntryListProps<T>) {
  const { pages, revision, total: shown, error } = useStore(list.store);
  const [active, setActive] = useState(0);
  useEffect(() => list.renew(), [list, total]);
  const chosen = rowAt(pages, active);

  return (
    <>
      {error && <p role="alert">{explain(error).what}</p>}
      {revision >= 0 && shown === 0 && <p className={styles['advice']}>{empty}</p>}
      <VirtualList
        label={label}
        className={styles['list']}
        count={shown}
        rowHeight={44}
        active={active}
        onActive={setActive}
        onRange={list.want}
        rowKey={String}
        rowLabel={(index) => {
          const entry = rowAt(pages, index);
          if (entry === undefined) return 'Loading';
          const { path, detail } = look(entry);
          return `${path}: ${detail}`;
        }}
      >
        {(index) => {
          const entry = rowAt(pages, index);
          return entry !== undefined && <Row {...look(entry)} />;
        }}
      </VirtualList>
      {chosen !== undefined && (
        <div className={styles['chosen-entry']}>
          <PathText path={look(chosen).path} className={styles['path']} />
          {children(chosen)}
        </div>
      )}
    </>
  );
}

function Row({ path, detail, why }: Line) {
  return (
    <div className={styles['row']}>
      <PathText path={path} />
      <span className={styles['detail']} title={detail}>
        {why !== null && <span className={styles['why']}>{why}: </span>}
        {detail}
      </span>
    </div>
  );
}
