import { CopyX, Eraser, ListChecks } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Group } from '../../shared/groups';
import { useApp } from '../app/app-context';
import { keysOf } from '../app/shortcuts';
import { Comparison } from '../compare/Comparison';
import { CopyPager } from '../compare/CopyPager';
import { copiesMarked, markedIn } from '../state/mark-rules';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';
import { bytes } from '../ui/format';
import { useAfterPaint } from '../ui/use-after-paint';
import { useSelectedGroup } from './GroupList';
import { kindInWords } from './words';
import styles from './GroupView.module.css';

export function GroupView() {
  // The list goes on at once; a group that is only passed by is never drawn here.
  const group = useAfterPaint(useSelectedGroup());
  if (!group) return <EmptyState icon={null} title="Choose a group to see its pictures" />;
  return <Pictures group={group} />;
}

/** A group: what it is, its pictures compared, and what becomes of them. Drawn in the elements of the one before. */
function Pictures({ group }: { readonly group: Group }) {
  const { dismissals, marks } = useApp();
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // What a button here did to the group before must not be done to the next by the same key.
    if (section.current?.contains(document.activeElement)) document.querySelector<HTMLElement>('[role="listbox"][aria-label="Groups"]')?.focus();
  }, [group.id]);
  return (
    <section ref={section} aria-label="Selected group" className={styles['view']}>
      <header className={styles['header']}>
        <h2 className={styles['title']}>{kindInWords(group)}</h2>
        <span className={styles['gain']}>{bytes(group.bytesToGain)} to gain</span>
        <CopyPager group={group} />
        <span className={styles['space']} />
        <Button
          look="quiet"
          icon={<CopyX size={16} />}
          title={`They are no copies: don’t show them together again (${keysOf('list', 'notCopies')} in the list)`}
          onClick={() => void dismissals.dismissGroup(group)}
        >
          Not copies
        </Button>
        <Button
          look="quiet"
          icon={<Eraser size={16} />}
          title={`Unmark the whole group (${keysOf('list', 'unmark')} in the list)`}
          unavailable={markedIn(group) === 0 && 'Nothing is marked in this group.'}
          onClick={() => marks.unmarkGroups([group.id])}
        >
          Unmark
        </Button>
        <Button
          icon={<ListChecks size={16} />}
          title={`Mark all but the one to keep (${keysOf('list', 'toggle')} in the list)`}
          unavailable={copiesMarked(group) && 'All copies of this group are marked.'}
          onClick={() => marks.markCopies([group.id])}
        >
          Mark copies
        </Button>
      </header>
      <div className={styles['body']}>
        <Comparison group={group} />
      </div>
    </section>
  );
}
