import { SearchX } from 'lucide-react';
import { useCallback, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { explain } from '../../shared/errors';
import { isPlain } from '../../shared/query';
import { useApp } from '../app/app-context';
import { ListToolbar } from '../filter/ListToolbar';
import { findRow, rowAt } from '../state/paged-list';
import { Strictness } from '../settings/Strictness';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';
import { plural } from '../ui/format';
import { VirtualList, type ChoosingHow } from '../ui/VirtualList';
import { GroupRow } from './GroupRow';
import { ListHeading } from './ListHeading';
import { PickedBar } from './PickedBar';
import { copiesMarked } from '../state/mark-rules';
import styles from './GroupList.module.css';

const rowHeight = 84;

export function GroupList() {
  const { groups, listing, marks, picks, scan, view } = useApp();
  const { pages, total, error } = useStore(groups.store);
  const { groups: picked } = useStore(picks.store);
  const inReferences = useStore(scan, (state) => state.scan.groups.referenceGroups);
  const filtered = useStore(listing.store, (state) => !isPlain(state.listing.query));
  const active = useStore(view.store, (state) => state.selection?.index ?? -1);

  const choose = useCallback((index: number, how: ChoosingHow) => void picks.choose(index, how), [picks]);
  const isChosen = (index: number): boolean => {
    const group = rowAt(pages, index);
    return picked.size > 0 ? group !== undefined && picked.has(group.id) : index === active;
  };

  function handleKey(event: KeyboardEvent, index: number): void {
    const group = rowAt(pages, index);
    if (!group || event.ctrlKey || event.metaKey || event.altKey) return;
    const ids = picked.size > 0 ? picks.ids() : [group.id];
    if (event.key === ' ' && copiesMarked(group)) marks.unmarkGroups(ids);
    else if (event.key === ' ' || event.key === 'Delete') marks.markCopies(ids);
    else if (event.key.toLowerCase() === 'k') marks.unmarkGroups(ids);
    else if (event.key === 'Escape' && picked.size > 0) picks.clear();
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
        {picked.size > 0 ? <PickedBar /> : <ListHeading />}
        <ListToolbar />
        <Strictness />
        {inReferences > 0 && (
          <p className={styles['hidden']}>{plural(inReferences, 'more group')} in reference folders alone: nothing to do there.</p>
        )}
      </header>
      {error && (
        <p role="alert" className={styles['error']}>
          {explain(error).what} <Button onClick={groups.renew}>Try again</Button>
        </p>
      )}
      {filtered && total === 0 ? <NoMatch /> : <VirtualList
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
        rowKey={(index) => rowAt(pages, index)?.id ?? `row ${index}`}
      >
        {(index) => {
          const group = rowAt(pages, index);
          return group ? <GroupRow group={group} /> : <div className={styles['placeholder']} role="img" aria-label="Loading" />;
        }}
      </VirtualList>}
    </>
  );
}

function NoMatch() {
  const { listing } = useApp();
  return (
    <EmptyState icon={<SearchX size={32} strokeWidth={1.25} />} title="No group matches" actions={<Button onClick={listing.clear}>Clear search and filters</Button>}>
      No group has all that you search and filter for.
    </EmptyState>
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
