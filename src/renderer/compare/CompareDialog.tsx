import { useRef } from 'react';
import type { Group } from '../../shared/domain';
import { useApp } from '../app/app-context';
import { CopyPager } from './CopyPager';
import { kindInWords } from '../review/words';
import { Dialog } from '../ui/Dialog';
import { Comparison } from './Comparison';

/** A group as large as the window. */
export function CompareDialog({ group }: { readonly group: Group }) {
  const { view } = useApp();
  const stage = useRef<HTMLDivElement>(null);
  return (
    <Dialog title={kindInWords(group)} size="whole" onClose={view.close} initialFocus={stage} titleExtra={<CopyPager group={group} />}>
      <Comparison group={group} whole stageRef={stage} />
    </Dialog>
  );
}
