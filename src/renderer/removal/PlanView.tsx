import { Ban, ShieldCheck, Trash2, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Oddity, ReviewPlan } from '../../shared/domain';
import { bytes, count, plural } from '../ui/format';
import { PathText } from '../ui/PathText';
import { FailureList } from './FailureList';
import styles from './PlanView.module.css';

const foldersShown = 8;

/** What goes, what stays, what is odd and what is refused. */
export function PlanView({ plan }: { readonly plan: ReviewPlan }) {
  const { files, bytes: size, folders, staying, oddities, refused, undoable } = plan;
  return (
    <div className={styles['plan']}>
      <Part icon={<Trash2 size={16} />} title={`${plural(files, 'file')} will go to the trash, ${bytes(size)}`}>
        <ul className={styles['folders']}>
          {folders.slice(0, foldersShown).map((folder) => (
            <li key={folder.path} className={styles['folder']}>
              <PathText path={folder.path} />
              <span>{plural(folder.files, 'file')}</span>
            </li>
          ))}
          {folders.length > foldersShown && <li>… and {plural(folders.length - foldersShown, 'more folder')}</li>}
        </ul>
      </Part>
      <Part icon={<ShieldCheck size={16} />} title={`${plural(staying, 'file')} of the same groups will stay`}>
        {undoable ? 'This can be undone from here.' : 'To get files back, restore them from the system’s trash.'}
      </Part>
      {oddities.length > 0 && (
        <Part icon={<TriangleAlert size={16} />} title="Look at this twice">
          <ul className={styles['folders']}>
            {oddities.slice(0, mostOddities).map((oddity) => (
              <li key={oddity.kind === 'whole-folder' ? oddity.folder : oddity.group}>{oddityInWords(oddity)}</li>
            ))}
            {oddities.length > mostOddities && <li>… and {count(oddities.length - mostOddities)} more</li>}
          </ul>
        </Part>
      )}
      {refused.length > 0 && (
        <Part icon={<Ban size={16} />} title={`${plural(refused.length, 'marked file')} will not be touched`}>
          <FailureList failures={refused} />
        </Part>
      )}
    </div>
  );
}

/** A dialog that nobody would read to the end warns of nothing. */
const mostOddities = 12;

function Part({ icon, title, children }: { readonly icon: ReactNode; readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles['part']}>
      <span aria-hidden="true" className={styles['icon']}>
        {icon}
      </span>
      <div className={styles['content']}>
        <h3>{title}</h3>
        <div className={styles['detail']}>{children}</div>
      </div>
    </section>
  );
}

function oddityInWords(oddity: Oddity): string {
  if (oddity.kind === 'whole-group') return `Every file of the group of “${oddity.path}” is marked.`;
  return oddity.files === 1
    ? `The only image of “${oddity.folder}” is marked: the folder would have none left.`
    : `All ${count(oddity.files)} images of “${oddity.folder}” are marked: the folder would have none left.`;
}
