import { useCallback, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { explain } from '../../shared/errors';
import { isPlain } from '../../shared/query';
import { useApp } from '../app/app-context';
import { pressed } from '../app/shortcuts';
import { ListToolbar } from '../filter/ListToolbar';
import { NoMatch } from '../filter/NoMatch';
import { findRow, rowAt } from '../state/paged-list';
import { Strictness } from '../settings/Strictness';
import { Button } from '../ui/Button';
import { plural } from '../ui/format';
import { VirtualList, type ChoosingHow } from '../ui/VirtualList';
import { GroupRow } from './GroupRow';
import { ListHeading } from './ListHeading';
import { PickedBar } from './PickedBar';
import { copiesMarked } from '../state/mark-rules';
import styles from './GroupList.module.css';

const rowHeight = 84;

export function GroupList() {
  const { dismissals, groups, listing, marks, picks, scan, view } = useApp();
  const { pages, total, error } = useStore(groups.store);
  const references = useStore(scan, (state) => state.scan.groups.referenceGroups);
  const { groups: picked } = useStore(picks.store);
  const filtered = useStore(listing.store, (state) => !isPlain(state.listing.query));
  const active = useStore(view.store, (state) => state.selection?.index ?? -1);

  const target = useStore(view.store, (state) => state.listTarget);

  const choose = useCallback((index: number, how: ChoosingHow) => void picks.choose(index, how), [picks]);
  const isChosen = (index: number): boolean => {
    const group = rowAt(pages, index);
    return picked.size > 0 ? group !== undefined && picked.has(group.id) : index === active;
  };

  function handleKey({ nativeEvent: event }: KeyboardEvent, index: number): void {
    const group = rowAt(pages, index);
    if (!group) return;
    const ids = picked.size > 0 ? picks.ids() : [group.id];
    switch (pressed('list', event)) {
      case null:
        return;
      case 'toggle':
        if (copiesMarked(group)) marks.unmarkGroups(ids);
        else marks.markCopies(ids);
        break;
      case 'mark':
        marks.markCopies(ids);
        break;
      case 'unmark':
        marks.unmarkGroups(ids);
        break;
      case 'notCopies':
        void dismissals.dismissGroup(group);
        break;
      case 'pickNone':
        if (picked.size === 0) return;
        picks.clear();
    }
    event.preventDefault();
  }

  function open(index: number): void {
    if (rowAt(pages, index)) view.open({ kind: 'compare' });
  }

  return (
    <>
      <header className={styles['header']}>
        {picked.size > 0 ? <PickedBar /> : <ListHeading />}
        <ListToolbar />
        <Strictness />
        {references > 0 && (
          <p className={styles['hidden']}>{plural(references, 'more group')} in reference folders alone: nothing to do there.</p>
        )}
      </header>
      {error && (
        <p role="alert" className={styles['error']}>
          {explain(error).what} <Button onClick={groups.renew}>Try again</Button>
        </p>
      )}
      {filtered && total === 0 ? (
        <NoMatch />
      ) : (
        <VirtualList
          label="Groups"
          className={styles['list']}
          count={total}
          rowHeight={rowHeight}
          active={active}
          onActive={choose}
          isChosen={isChosen}
          onChooseAll={() => void picks.chooseAll()}
          onKey={handleKey}
          onOpen={open}
          onRange={groups.want}
          onTop={view.listScrolled}
          scrollTo={target}
          rowKey={(index) => rowAt(pages, index)?.id ?? `row ${index}`}
        >
          {(index, flying) => <GroupRow group={rowAt(pages, index)} flying={flying} />}
        </VirtualList>
      )}
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
