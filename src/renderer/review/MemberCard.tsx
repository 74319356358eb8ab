import { CircleDashed, Pin, ShieldCheck, Trash2 } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { Group, GroupMember } from '../../shared/domain';
import type { FactRow } from '../compare/fact-rows';
import { useApp } from '../app/app-context';
import { pressed, withKeys } from '../app/shortcuts';
import { Button } from '../ui/Button';
import { cx } from '../ui/cx';
import { folderOf, PathText } from '../ui/PathText';
import { Facts } from './Facts';
import { FileContextMenu, FileMenu } from './FileMenu';
import { useFileMark } from './use-marks';
import { comparisonInWords, distanceInWords, reasonsInWords } from './words';
import styles from './MemberCard.module.css';

interface MemberCardProps {
  readonly group: Group;
  readonly member: GroupMember;
  readonly rows: readonly FactRow[];
  /** Which cell of each row is this one's. */
  readonly column: number;
}

const lastLeftReason = 'One file of a group always stays. Unmark another one first.';

/** One picture of a group: what it is, how it compares, and whether it stays. */
export function MemberCard({ group, member, rows, column }: MemberCardProps) {
  const { dismissals, marks } = useApp();
  const { file } = member;
  const { marked, lastLeft, keeper, kept } = useFileMark(group, file.id);
  const keptFile = kept ? null : (group.members.find((other) => other.file.id === keeper)?.file ?? null);
  const suggested = group.members[0]?.file.id === file.id;

  function toggle(): void {
    if (marked) marks.unmark(group, file.id);
    else marks.mark(group, file.id);
  }
  function keep(): void {
    if (kept) marks.unmark(group, file.id);
    else marks.keepInstead(group, file.id);
  }
  function handleKey({ nativeEvent: event }: KeyboardEvent<HTMLElement>): void {
    switch (pressed('card', event)) {
      case null:
        return;
      case 'mark':
        marks.mark(group, file.id);
        break;
      case 'keep':
        keep();
        break;
      case 'notCopies':
        if (keptFile) void dismissals.dismissPair(group, file, keptFile);
    }
    event.preventDefault();
  }

  const comparison = suggested ? 'the suggestion was to keep it' : comparisonInWords(group, member, keeper);
  const why = suggested ? reasonsInWords(group.reasons) : `your choice, ${comparison}`;
  return (
    <FileContextMenu group={group} file={file} kept={keptFile}>
      <article aria-label={file.name} className={cx(styles['card'], marked && styles['marked'], kept && styles['kept'])} onKeyDown={handleKey}>
        <div className={styles['top']}>
          <p className={styles['state']}>
            {marked ? (
              <>
                <Trash2 size={14} aria-hidden="true" /> <strong>Goes to the trash</strong>
              </>
            ) : kept ? (
              <>
                <ShieldCheck size={14} aria-hidden="true" /> <strong>Keep</strong>
              </>
            ) : (
              <>
                <CircleDashed size={14} aria-hidden="true" /> <strong>Not marked</strong>
              </>
            )}
          </p>
          {!kept && (
            <Button look="quiet" icon={<Pin size={16} />} className={styles['instead']} aria-label="Keep this one instead" title={withKeys('Keep this one instead', 'card', 'keep')} onClick={keep}>
              Keep this one instead
            </Button>
          )}
          <Button
            aria-pressed={marked}
            icon={<Trash2 size={16} />}
            unavailable={lastLeft && lastLeftReason}
            title={marked ? 'Leave it where it is' : withKeys('Mark for the trash', 'card', 'mark')}
            onClick={toggle}
          >
            {marked ? 'Unmark' : 'Mark'}
          </Button>
          <FileMenu group={group} file={file} kept={keptFile} />
        </div>
        <p className={styles['aside']} title={suggested ? undefined : distanceInWords(member)}>
          {kept ? why : comparison}
        </p>
        <div>
          <h3 className={styles['name']} title={file.name}>
            <bdi>{file.name}</bdi>
          </h3>
          <PathText path={folderOf(file.path)} className={styles['folder']} />
        </div>
        <Facts rows={rows} column={column} />
      </article>
    </FileContextMenu>
  );
}
