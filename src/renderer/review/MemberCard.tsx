import { CircleDashed, Pin, ShieldCheck, Trash2 } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { Group, GroupMember } from '../../shared/groups';
import type { FactRow } from '../compare/fact-rows';
import { Badges } from '../folder-roles/Badges';
import { standingWords } from '../folder-roles/role-words';
import { useApp } from '../app/app-context';
import { meritsInWords, reasonsInWords } from '../../shared/reason-words';
import { pressed, withKeys } from '../app/shortcuts';
import { Why } from '../keep/Why';
import { Button } from '../ui/Button';
import { cx } from '../ui/cx';
import { folderOf, PathText } from '../ui/PathText';
import { isLastLeft } from '../state/mark-rules';
import { Facts } from './Facts';
import { FileContextMenu, FileMenu } from './FileMenu';
import { comparisonInWords, distanceInWords } from './words';
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
  const { file, marked } = member;
  const kept = group.keeper === file.id;
  const lastLeft = isLastLeft(group, file.id);
  const keptFile = kept ? null : (group.members.find((other) => other.file.id === group.keeper)?.file ?? null);
  const suggested = group.members[0]?.file.id === file.id;

  function toggle(): void {
    if (marked) marks.unmark(file.id);
    else marks.mark(file.id);
  }
  function keep(): void {
    if (kept) marks.unmark(file.id);
    else marks.keepInstead(file.id);
  }
  function handleKey({ nativeEvent: event }: KeyboardEvent<HTMLElement>): void {
    switch (pressed('card', event)) {
      case null:
        return;
      case 'mark':
        marks.mark(file.id);
        break;
      case 'keep':
        keep();
        break;
      case 'notCopies':
        if (keptFile) void dismissals.dismissPair(group, file, keptFile);
    }
    event.preventDefault();
  }

  const comparison = suggested ? 'the suggestion was to keep it' : comparisonInWords(group, member);
  const why = suggested ? meritsInWords(group.members) : reasonsInWords(member.reasons);
  return (
    <FileContextMenu group={group} file={file} kept={keptFile}>
      <article aria-label={file.name} className={cx(styles['card'], marked && styles['marked'], kept && styles['kept'])} onKeyDown={handleKey}>
        <div className={styles['top']}>
          <p className={styles['state']}>
            {marked ? (
              <>
                <Trash2 size={14} aria-hidden="true" /> <strong>Marked to go</strong>
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
            unavailable={(member.standing !== 'free' && standingWords[member.standing].hint) || (lastLeft && lastLeftReason)}
            title={marked ? 'Leave it where it is' : withKeys('Mark for the trash', 'card', 'mark')}
            onClick={toggle}
          >
            {marked ? 'Unmark' : 'Mark'}
          </Button>
          <FileMenu group={group} file={file} kept={keptFile} />
        </div>
        <div className={styles['aside']}>
          {!(kept && suggested) && <p title={suggested ? undefined : distanceInWords(member)}>{kept ? `your choice, ${comparison}` : comparison}</p>}
          <p>
            {why} <Why group={group} member={member} />
          </p>
        </div>
        <div>
          <h3 className={styles['name']} title={file.name}>
            <bdi>{file.name}</bdi>
          </h3>
          <PathText path={folderOf(file.path)} className={styles['folder']} />
          <Badges member={member} />
        </div>
        <Facts rows={rows} column={column} />
      </article>
    </FileContextMenu>
  );
}
