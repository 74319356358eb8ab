import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { Group } from '../../shared/groups';
import { useApp } from '../app/app-context';
import { keysOf } from '../app/shortcuts';
import { IconButton } from '../ui/Button';
import { count } from '../ui/format';
import { useComparison } from './use-comparison';
import styles from './CopyPager.module.css';

/** Which copy is compared with the kept picture; nothing where there is only one. */
export function CopyPager({ group }: { readonly group: Group }) {
  const { compare } = useApp();
  const { others, place } = useComparison(group);
  if (others.length < 2) return null;
  const choose = (index: number) => {
    const other = others[index];
    if (other) compare.choose(group.id, other.file.id);
  };
  return (
    <div className={styles['pager']}>
      <IconButton
        label="Earlier copy"
        keys={keysOf('pictures', 'left')}
        icon={<ChevronLeft size={16} />}
        unavailable={place === 0 && 'This is the first copy.'}
        onClick={() => choose(place - 1)}
      />
      <span role="status">{`Copy ${count(place + 1)} of ${count(others.length)}`}</span>
      <IconButton
        label="Further copy"
        keys={keysOf('pictures', 'right')}
        icon={<ChevronRight size={16} />}
        unavailable={place === others.length - 1 && 'This is the last copy.'}
        onClick={() => choose(place + 1)}
      />
    </div>
  );
}
