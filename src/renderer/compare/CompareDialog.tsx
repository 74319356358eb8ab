import { useRef } from 'react';
import { useStore } from 'zustand';
import type { Group } from '../../shared/domain';
import { useApp } from '../app/app-context';
import { findRow } from '../state/paged-list';
import { CopyPager } from './CopyPager';
import { kindInWords } from '../review/words';
import { Dialog } from '../ui/Dialog';
import { Comparison } from './Comparison';

/** A group as large as the window; `opened` is what it was when that was asked for. */
export function CompareDialog({ opened }: { readonly opened: Group }) {
  const { groups, view } = useApp();
  const group = useStore(groups.store, ({ pages }) => findRow(pages, ({ id }) => id === opened.id)?.row) ?? opened;
  const stage = useRef<HTMLDivElement>(null);
  return (
    <Dialog title={kindInWords(group)} size="whole" onClose={view.close} initialFocus={stage} titleExtra={<CopyPager group={group} />}>
      <Comparison group={group} whole stageRef={stage} />
    </Dialog>
  );
}
