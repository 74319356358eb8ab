import { CheckCheck, Trash2 } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { ImageFile } from '../../shared/files';
import type { Group } from '../../shared/groups';
import { meritsInWords } from '../../shared/reason-words';
import { bytes, count } from '../ui/format';
import { cx } from '../ui/cx';
import { copiesMarked, markedIn } from '../state/mark-rules';
import { Thumbnail } from './Thumbnail';
import { kindInWords } from './words';
import styles from './GroupRow.module.css';

const thumbnails = 5;
const nothing = Array.from({ length: thumbnails - 1 }, () => undefined);

interface GroupRowProps {
  /** Undefined: on its way. */
  readonly group: Group | undefined;
  /** Whether it goes by too fast for its pictures to be seen. */
  readonly flying: boolean;
}

/** A group that is on its way has the elements of one that is here, with nothing in them: neither is made anew when it comes, or goes by. */
export const GroupRow = memo(function GroupRow({ group, flying }: GroupRowProps) {
  if (!group) return <Row label="Loading" pictures={nothing} />;
  const { keeper } = group;
  const marked = markedIn(group);
  const kept = group.members.find(({ file }) => file.id === keeper)?.file ?? group.members[0]!.file;
  const why = group.members[0]!.file.id === keeper ? meritsInWords(group.members) : 'your choice';
  const more = group.members.length - thumbnails;
  // The last box says how many more there are, where not all can be shown.
  const shown = group.members.slice(0, more > 0 ? thumbnails - 1 : thumbnails);

  return (
    <Row
      kind={kindInWords(group)}
      aside={
        marked > 0 && (
          <span className={styles['marked']} title={`${count(marked)} marked for the trash`}>
            {copiesMarked(group) ? <CheckCheck size={14} aria-hidden="true" /> : <Trash2 size={14} aria-hidden="true" />}
            {count(marked)} marked
          </span>
        )
      }
      gain={bytes(group.bytesToGain)}
      pictures={shown.map(({ file }) => file)}
      waiting={flying}
      more={more > 0 ? more + 1 : 0}
      keeps={kept.name}
      why={why}
    />
  );
});

interface RowProps {
  /** What the whole row is called, where it says nothing yet. */
  readonly label?: string;
  readonly kind?: string;
  readonly aside?: ReactNode;
  readonly gain?: string;
  /** Undefined: not known yet. */
  readonly pictures: readonly (ImageFile | undefined)[];
  readonly waiting?: boolean;
  readonly more?: number;
  readonly keeps?: string;
  readonly why?: string;
}

function Row({ label, kind, aside, gain, pictures, waiting = true, more = 0, keeps, why }: RowProps) {
  return (
    <div className={cx(styles['row'], label !== undefined && styles['coming'])} role={label && 'img'} aria-label={label}>
      <div className={styles['top']}>
        <strong className={styles['kind']}>{kind}</strong>
        {aside}
        <span className={styles['gain']} title="To gain by removing all but one">
          {gain}
        </span>
      </div>
      <div className={styles['bottom']}>
        {pictures.map((file, place) => (
          <Thumbnail key={place} file={file} size="row" waiting={waiting} className={styles['thumbnail']} />
        ))}
        {more > 0 && <span className={cx(styles['thumbnail'], styles['more'])}>+{count(more)}</span>}
        <p className={styles['keeps']} title={why && `Keeps ${keeps}: ${why}`}>
          <span>
            {why && 'keeps '}<bdi>{keeps}</bdi>
          </span>
          <span>{why}</span>
        </p>
      </div>
    </div>
  );
}
