import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Group, GroupMember } from '../../shared/groups';
import { useApp } from '../app/app-context';
import type { CompareState } from '../state/compare';
import type { Lens } from './lens';

export interface Comparison extends Pick<CompareState, 'mode' | 'top' | 'aligned' | 'strength' | 'divider'> {
  readonly kept: GroupMember;
  /** At least one. */
  readonly others: readonly GroupMember[];
  /** The one of the others that the kept one is compared with, and its place among them. */
  readonly against: GroupMember;
  readonly place: number;
  readonly lens: Lens | null;
}

/** What of a group is compared, and how. */
export function useComparison(group: Group): Comparison {
  const { compare } = useApp();
  const state = useStore(compare.store);
  const { kept, others } = useMemo(
    () => ({
      kept: group.members.find(({ file }) => file.id === group.keeper) ?? group.members[0]!,
      others: group.members.filter(({ file }) => file.id !== group.keeper),
    }),
    [group],
  );
  const about = state.group === group.id;
  const place = Math.max(0, about ? others.findIndex(({ file }) => file.id === state.against) : 0);
  return { ...state, kept, others, place, against: others[place]!, lens: about ? state.lens : null };
}
