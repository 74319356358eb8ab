import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useApp } from '../app/app-context';
import { ShortcutSheet } from '../app/ShortcutSheet';
import { CopyPager } from './CopyPager';
import { useSelectedGroup } from '../review/GroupList';
import { kindInWords } from '../review/words';
import { Dialog } from '../ui/Dialog';
import { Comparison } from './Comparison';

/** The selected group as large as the window, whichever that is; nothing is left to show when there is none. */
export function CompareDialog() {
  const { view } = useApp();
  const selected = useSelectedGroup();
  const none = useStore(view.store, ({ selection }) => selection === null);
  const [group, setGroup] = useState(selected);
  // Between a group that went and the one in its place, the one that went stays.
  if (selected && selected !== group) setGroup(selected);
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (none) view.close();
  }, [none, view]);
  if (!group) return null;
  return (
    <Dialog title={kindInWords(group)} size="whole" onClose={view.close} initialFocus={stage} titleExtra={<CopyPager group={group} />}>
      <Comparison group={group} whole stageRef={stage} />
      <ShortcutSheet />
    </Dialog>
  );
}
