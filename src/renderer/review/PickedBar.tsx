import { Eraser, ListChecks, Wand2, X } from 'lucide-react';
import { useStore } from 'zustand';
import { useApp } from '../app/app-context';
import { IconButton } from '../ui/Button';
import { count, plural } from '../ui/format';
import styles from './GroupList.module.css';

/** How many groups are chosen, and what can be done to all of them. */
export function PickedBar() {
  const { groups, marks, picks, rules } = useApp();
  const chosen = useStore(picks.store, (state) => state.groups.size);
  const total = useStore(groups.store, (state) => state.total);
  return (
    <div className={styles['picked']}>
      <h2 className={styles['heading']}>
        <span role="status">{`${count(chosen)} of ${plural(total, 'group')} selected`}</span>
      </h2>
      <IconButton label="Mark copies of the selected groups" keys="Space" icon={<ListChecks size={16} />} onClick={() => marks.markCopies(picks.ids())} />
      <IconButton label="Unmark the selected groups" keys="K" icon={<Eraser size={16} />} onClick={() => marks.unmarkGroups(picks.ids())} />
      <IconButton label="Use a rule on the selected groups" icon={<Wand2 size={16} />} onClick={rules.open} />
      <IconButton label="Select one group only" keys="Escape" icon={<X size={16} />} onClick={picks.clear} />
    </div>
  );
}
