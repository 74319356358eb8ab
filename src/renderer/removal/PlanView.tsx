import { Ban, CornerUpRight, Link, ShieldCheck, Trash2, TriangleAlert, Undo2, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RemovalAction, ReviewPlan } from '../../shared/removal';
import { Button } from '../ui/Button';
import { cx } from '../ui/cx';
import { count, plural } from '../ui/format';
import { PathText } from '../ui/PathText';
import { actionWords } from './action-words';
import { FailureList } from './FailureList';
import { oddityInWords, oddityKey } from './oddity-words';
import styles from './PlanView.module.css';

const foldersShown = 6;
/** A dialog that nobody would read to the end warns of nothing. */
const mostOddities = 12;

const icons: Readonly<Record<RemovalAction, LucideIcon>> = {
  trash: Trash2, hold: CornerUpRight, move: CornerUpRight, 'hard-link': Link, symlink: Link, delete: Trash2,
};

interface PlanViewProps {
  readonly plan: ReviewPlan;
  /** Whether the plan is for what is chosen now. */
  readonly current: boolean;
  readonly onHold: () => void;
}

/** What goes, what stays, what can't be undone, what is odd and what is refused. */
export function PlanView({ plan, current, onHold }: PlanViewProps) {
  const { action, files, bytes: size, folders, staying, oddities, refused, trashless, companions } = plan;
  const Icon = icons[action];
  // Those without a trash have a part of their own, with a way out.
  const others = trashless > 0 ? refused.filter(({ reason }) => reason !== 'no-trash') : refused;
  return (
    <div className={cx(styles['plan'], !current && styles['stale'])} aria-busy={!current}>
      <Part icon={<Icon size={16} />} title={actionWords[action].plan(files, size)}>
        <ul className={styles['folders']}>
          {folders.slice(0, foldersShown).map((folder) => (
            <li key={folder.path} className={styles['folder']}>
              <PathText path={folder.path} />
              <span>{plural(folder.files, 'file')}</span>
            </li>
          ))}
          {folders.length > foldersShown && <li>… and {plural(folders.length - foldersShown, 'more folder')}</li>}
          {companions > 0 && <li>and {plural(companions, 'file')} that {companions === 1 ? 'belongs' : 'belong'} to them: RAW files, films, sidecars</li>}
        </ul>
      </Part>
      {trashless > 0 && (
        <Part icon={<TriangleAlert size={16} />} warning title={`There is no trash for ${plural(trashless, 'file')}`}>
          <p>Their drive has none, and none can be made. They stay, unless you keep the copies in a holding folder on the same drive.</p>
          <Button className={styles['way']} onClick={onHold}>
            Use a holding folder
          </Button>
        </Part>
      )}
      <Part icon={<ShieldCheck size={16} />} title={`${plural(staying, 'file')} of the same groups will stay`}>
        Each is looked at once more before its copy goes.
      </Part>
      <Undoing plan={plan} onHold={onHold} />
      {oddities.length > 0 && (
        <Part icon={<TriangleAlert size={16} />} title="Look at this twice">
          <ul className={styles['folders']}>
            {oddities.slice(0, mostOddities).map((oddity) => (
              <li key={oddityKey(oddity)}>{oddityInWords(oddity)}</li>
            ))}
            {oddities.length > mostOddities && <li>… and {count(oddities.length - mostOddities)} more</li>}
          </ul>
        </Part>
      )}
      {others.length > 0 && (
        <Part icon={<Ban size={16} />} title={`${plural(others.length, 'marked file')} will not be touched`}>
          <FailureList failures={others} />
        </Part>
      )}
    </div>
  );
}

/** Said before anything moves, not after. */
function Undoing({ plan: { action, undoable, trashless }, onHold }: { readonly plan: ReviewPlan; readonly onHold: () => void }) {
  if (undoable) {
    return (
      <Part icon={<Undo2 size={16} />} title="This can be undone">
        At once, or later from the history of removals.
      </Part>
    );
  }
  if (action === 'delete') {
    return (
      <Part icon={<TriangleAlert size={16} />} warning title="This can’t be undone">
        Nothing goes to the trash.
      </Part>
    );
  }
  return (
    <Part icon={<TriangleAlert size={16} />} warning title="Lookalike can’t undo this">
      <p>This system keeps its trash to itself: to get files back, restore them there. A holding folder can be undone from here.</p>
      {trashless === 0 && (
        <Button className={styles['way']} onClick={onHold}>
          Use a holding folder
        </Button>
      )}
    </Part>
  );
}

interface PartProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly warning?: boolean;
  readonly children: ReactNode;
}

function Part({ icon, title, warning = false, children }: PartProps) {
  return (
    <section className={styles['part']}>
      <span aria-hidden="true" className={cx(styles['icon'], warning && styles['warning'])}>
        {icon}
      </span>
      <div className={styles['content']}>
        <h3>{title}</h3>
        <div className={styles['detail']}>{children}</div>
      </div>
    </section>
  );
}
