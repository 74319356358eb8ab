import { useStore } from 'zustand';
import type { Group } from '../../shared/domain';
import { useApp } from '../app/app-context';
import { copiesMarked, isLastLeft, keeperOf, markedIn } from '../state/mark-rules';

/** What the marks say of one group; re-renders only when that changes. */
export function useGroupMarks(group: Group) {
  const { marks } = useApp();
  const keeper = useStore(marks.store, (view) => keeperOf(group, view).id);
  const marked = useStore(marks.store, (view) => markedIn(group, view));
  const allCopies = useStore(marks.store, (view) => copiesMarked(group, view));
  return { keeper, marked, allCopies };
}

/** What the marks say of one file of a group. */
export function useFileMark(group: Group, file: string) {
  const { marks } = useApp();
  const marked = useStore(marks.store, (view) => view.isMarked(file));
  const lastLeft = useStore(marks.store, (view) => isLastLeft(group, file, view));
  const keeper = useStore(marks.store, (view) => keeperOf(group, view).id);
  return { marked, lastLeft, keeper, kept: keeper === file };
}
