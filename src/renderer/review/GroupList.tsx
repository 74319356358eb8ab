import { useCallback, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { explain } from '../../shared/errors';
import { useApp } from '../app/app-context';
import { findRow, rowAt } from '../state/paged-list';
import { Strictness } from '../settings/Strictness';
import { Button } from '../ui/Button';
import { bytes, plural } from '../ui/format';
import { VirtualList } from '../ui/VirtualList';
import { GroupRow } from './GroupRow';
import { copiesMarked } from '../state/mark-rules';
import styles from './GroupList.module.css';

const rowHeight = 84;

export function GroupList() {
  const { groups, marks, scan, settings, view } = useApp();
  const { pages, total, error } = useStore(groups.store);
  const summary = useStore(scan, (state) => state.scan.groups);
  const saving = useStore(settings.store, (state) => state.saving);
  const active = useStore(view.store, (state) => state.selection?.index ?? -1);

  const select = useCallback(
    (index: number) => {
      const group = rowAt(groups.store.getState().pages, index);
      // A row that is still on its way is selected by its place; its name follows when it is here.
      view.select({ group: group?.id ?? '', index });
    },
    [groups, view],
  );

  function handleKey(event: KeyboardEvent, index: number): void {
    const group = rowAt(pages, index);
    if (!group || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ') {
      if (copiesMarked(group)) marks.unmarkGroup(group.id);
      else marks.markCopies(group.id);
    } else if (event.key === 'Delete') marks.markCopies(group.id);
    else if (event.key.toLowerCase() === 'k') marks.unmarkGroup(group.id);
    else return;
    event.preventDefault();
  }

  function open(index: number): void {
    const group = rowAt(pages, index);
    if (group) view.open({ kind: 'compare', group });
  }

  return (
    <>
      <header className={styles['header']}>
        <h2>
          <span role="status">
            {saving ? 'Comparing again…' : `${plural(summary.groups, 'group')} · ${bytes(summary.bytesToGain)} to gain`}
          </span>
        </h2>
        <Strictness />
      </header>
      {error && (
        <p role="alert" className={styles['error']}>
          {explain(error).what} <Button onClick={groups.renew}>Try again</Button>
        </p>
      )}
      <VirtualList
        label="Groups"
        className={styles['list']}
        count={total}
        rowHeight={rowHeight}
        active={active}
        onActive={select}
        onKey={handleKey}
        onOpen={open}
        onRange={groups.want}
        rowKey={(index) => rowAt(pages, index)?.id ?? `row ${index}`}
      >
        {(index, flying) => {
          const group = rowAt(pages, index);
          return group ? <GroupRow group={group} flying={flying} /> : <div className={styles['placeholder']} role="img" aria-label="Loading" />;
        }}
      </VirtualList>
    </>
  );
}

/** The group that is selected, as far as it is here. */
export function useSelectedGroup() {
  const { groups, view } = useApp();
  const selection = useStore(view.store, (state) => state.selection);
  return useStore(groups.store, ({ pages }) => {
    if (!selection) return undefined;
    const there = rowAt(pages, selection.index);
    if (there?.id === selection.group || selection.group === '') return there;
    return findRow(pages, ({ id }) => id === selection.group)?.row;
  });
}
