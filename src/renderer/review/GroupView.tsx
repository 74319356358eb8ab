import { ChevronLeft, ChevronRight, Eraser, ListChecks } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Group } from '../../shared/domain';
import { useApp } from '../app/app-context';
import { Button, IconButton } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';
import { bytes, count } from '../ui/format';
import { best } from './best';
import { useSelectedGroup } from './GroupList';
import { MemberCard } from './MemberCard';
import { useGroupMarks } from './use-marks';
import { kindInWords } from './words';
import styles from './GroupView.module.css';

const narrowestCard = 310;

export function GroupView() {
  const group = useSelectedGroup();
  if (!group) return <EmptyState icon={null} title="Choose a group to see its pictures" />;
  return <Pictures key={group.id} group={group} />;
}

/** The pictures of a group side by side. The one to keep stays first while the others are paged through. */
function Pictures({ group }: { readonly group: Group }) {
  const { marks } = useApp();
  const { keeper, marked, allCopies } = useGroupMarks(group);
  const place = useRef<HTMLDivElement>(null);
  const fitting = useColumns(place);
  const [page, setPage] = useState(0);

  const others = group.members.filter(({ file }) => file.id !== keeper);
  const perPage = Math.max(1, Math.min(others.length, fitting - 1));
  const lastPage = Math.ceil(others.length / perPage) - 1;
  const at = Math.min(page, lastPage);
  const kept = group.members.filter(({ file }) => file.id === keeper);
  const shown = [...kept, ...others.slice(at * perPage, (at + 1) * perPage)];
  const bests = best(group.members.map(({ file }) => file));

  return (
    <section aria-label="Selected group" className={styles['view']}>
      <header className={styles['header']}>
        <h2 className={styles['title']}>{kindInWords(group)}</h2>
        <span className={styles['gain']}>{bytes(group.bytesToGain)} to gain</span>
        {lastPage > 0 && (
          <div className={styles['pager']}>
            <IconButton
              label="Earlier copies"
              icon={<ChevronLeft size={16} />}
              unavailable={at === 0 && 'These are the first copies.'}
              onClick={() => setPage(at - 1)}
            />
            <span role="status">
              {rangeInWords(at * perPage + 1, Math.min(others.length, (at + 1) * perPage), others.length)}
            </span>
            <IconButton
              label="Further copies"
              icon={<ChevronRight size={16} />}
              unavailable={at === lastPage && 'These are the last copies.'}
              onClick={() => setPage(at + 1)}
            />
          </div>
        )}
        <span className={styles['space']} />
        <Button
          look="quiet"
          icon={<Eraser size={16} />}
          title="Unmark the whole group (K in the list)"
          unavailable={marked === 0 && 'Nothing is marked in this group.'}
          onClick={() => marks.unmarkGroup(group)}
        >
          Unmark
        </Button>
        <Button
          icon={<ListChecks size={16} />}
          title="Mark all but the one to keep (Space in the list)"
          unavailable={allCopies && 'All copies of this group are marked.'}
          onClick={() => marks.markCopies(group)}
        >
          Mark copies
        </Button>
      </header>
      <div ref={place} className={styles['cards']} style={{ gridTemplateColumns: `repeat(${shown.length}, minmax(0, 1fr))` }}>
        {shown.map((member) => (
          <MemberCard key={member.file.id} group={group} member={member} best={bests} />
        ))}
      </div>
    </section>
  );
}

function rangeInWords(first: number, last: number, total: number): string {
  const range = first === last ? `Copy ${count(first)}` : `Copies ${count(first)}–${count(last)}`;
  return `${range} of ${count(total)}`;
}

/** How many cards fit beside each other; at least two, for comparing takes two. */
function useColumns(place: RefObject<HTMLElement | null>): number {
  const [columns, setColumns] = useState(2);
  useLayoutEffect(() => {
    const node = place.current;
    if (!node) return;
    const observer = new ResizeObserver(() => setColumns(Math.max(2, Math.floor(node.clientWidth / narrowestCard))));
    observer.observe(node);
    return () => observer.disconnect();
  }, [place]);
  return columns;
}
