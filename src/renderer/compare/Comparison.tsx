import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useStore } from 'zustand';
import type { Group, GroupMember } from '../../shared/groups';
import { useApp } from '../app/app-context';
import { MemberCard } from '../review/MemberCard';
import { RowElements } from '../ui/row-elements';
import { CompareBar } from './CompareBar';
import { factRows, type FactRow } from './fact-rows';
import { boundsOf, placeOn, type Size } from './layout';
import type { View } from './lens';
import { Stage } from './Stage';
import { useCompareKeys } from './use-compare-keys';
import { useComparison, type Comparison as Compared } from './use-comparison';
import { useSize } from './use-size';
import styles from './Comparison.module.css';

/** In CSS pixels: below this a picture beside others is too small to compare. */
const narrowestPane = 560;
/** Of the members of a group, so many are read beforehand. */
const mostRead = 12;
/** As the style sheet has it. */
const gap = 12;

interface ComparisonProps {
  readonly group: Group;
  /** Whether it has the whole window to itself. */
  readonly whole?: boolean;
  readonly stageRef?: RefObject<HTMLDivElement | null>;
}

/** The pictures of a group, large, the one to keep always first, and under each what there is to say about it. */
export function Comparison({ group, whole = false, stageRef }: ComparisonProps) {
  const own = useRef<HTMLDivElement>(null);
  const stage = stageRef ?? own;
  const room = useSize(stage);
  const comparison = useComparison(group);
  const shown = shownMembers(comparison, room);
  const view = room && viewOf(comparison, shown, room);
  useCompareKeys({ group, comparison, view, stage, whole });

  const rows = useFactRows(group, shown);
  const [elements] = useState(() => new RowElements());
  const numbers = elements.assign(shown.map(({ file }) => file.id));
  const all = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (all.current) all.current.scrollTop = 0;
  }, [group.id]);

  return (
    <div ref={all} className={styles['comparison']}>
      <CompareBar group={group} comparison={comparison} view={view} whole={whole} />
      <Stage group={group} comparison={comparison} shown={shown} view={view} stageRef={stage} />
      <div className={styles['cards']} style={{ gridTemplateColumns: `repeat(${shown.length}, minmax(0, 1fr))` }}>
        {shown.map((member, column) => (
          <MemberCard key={numbers[column]} group={group} member={member} rows={rows} column={column} />
        ))}
      </div>
    </div>
  );
}

/** What is told of the members that are shown; what it takes to know that is asked for. */
function useFactRows(group: Group, shown: readonly GroupMember[]): readonly FactRow[] {
  const { facts } = useApp();
  const known = useStore(facts.store, (state) => state.known);
  const ids = shown.map(({ file }) => file.id).join(' ');
  useEffect(() => {
    const others = group.members.slice(0, mostRead).map(({ file }) => file.id);
    facts.want([...new Set([...ids.split(' '), ...others])]);
  }, [facts, group, ids]);
  return useMemo(() => {
    const files = group.members.map(({ file }) => file);
    return factRows(ids.split(' ').flatMap((id) => files.find((file) => file.id === id) ?? []), files, known);
  }, [group, ids, known]);
}

/** The kept one, and of the others the chosen one with as many beside it as there is room for. */
function shownMembers({ kept, others, against, place, mode }: Compared, room: Size | null) {
  const fitting = room ? Math.floor((room.width + gap) / (narrowestPane + gap)) - 1 : 1;
  if (mode !== 'side' || fitting <= 1) return [kept, against];
  const first = Math.floor(place / fitting) * fitting;
  return [kept, ...others.slice(first, first + fitting)];
}

function viewOf({ kept, mode, aligned }: Compared, shown: Compared['others'], room: Size): View {
  const over = mode !== 'side';
  const width = over ? room.width : (room.width - gap * (shown.length - 1)) / shown.length;
  const together = over || aligned ? shown : [kept];
  return { pane: { ...room, width }, bounds: boundsOf(together.map((member) => placeOn(kept, member))), density: window.devicePixelRatio };
}
