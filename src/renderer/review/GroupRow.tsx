import { CheckCheck, Trash2 } from 'lucide-react';
import { memo } from 'react';
import type { Group } from '../../shared/groups';
import { meritsInWords } from '../../shared/reason-words';
import { bytes, count } from '../ui/format';
import { cx } from '../ui/cx';
import { copiesMarked, markedIn } from '../state/mark-rules';
import { Thumbnail } from './Thumbnail';
import { kindInWords } from './words';
import styles from './GroupRow.module.css';

const thumbnails = 5;

interface GroupRowProps {
  readonly group: Group;
  /** Whether it goes by too fast for its pictures to be seen. */
  readonly flying: boolean;
}

export const GroupRow = memo(function GroupRow({ group, flying }: GroupRowProps) {
  const { keeper } = group;
  const marked = markedIn(group);
  const kept = group.members.find(({ file }) => file.id === keeper)?.file ?? group.members[0]!.file;
  const why = group.members[0]!.file.id === keeper ? meritsInWords(group.members) : 'your choice';
  const more = group.members.length - thumbnails;
  // The last box says how many more there are, where not all can be shown.
  const shown = group.members.slice(0, more > 0 ? thumbnails - 1 : thumbnails);

  return (
    <div className={styles['row']}>
      <div className={styles['top']}>
        <strong className={styles['kind']}>{kindInWords(group)}</strong>
        {marked > 0 && (
          <span className={styles['marked']} title={`${count(marked)} marked for the trash`}>
            {copiesMarked(group) ? <CheckCheck size={14} aria-hidden="true" /> : <Trash2 size={14} aria-hidden="true" />}
            {count(marked)} marked
          </span>
        )}
        <span className={styles['gain']} title="To gain by removing all but one">
          {bytes(group.bytesToGain)}
        </span>
      </div>
      <div className={styles['bottom']}>
        {shown.map(({ file }, place) => (
          <Thumbnail key={place} file={file} size="small" waiting={flying} className={styles['thumbnail']} />
        ))}
        {more > 0 && <span className={cx(styles['thumbnail'], styles['more'])}>+{count(more + 1)}</span>}
        <p className={styles['keeps']} title={`Keeps ${kept.name}: ${why}`}>
          <span>
            keeps <bdi>{kept.name}</bdi>
          </span>
          <span>{why}</span>
        </p>
      </div>
    </div>
  );
});
