import { Undo2 } from 'lucide-react';
import { dismissedFilesShown, type Dismissal } from '../../shared/dismissal';
import { Thumbnail } from '../review/Thumbnail';
import { Button } from '../ui/Button';
import { count, moment } from '../ui/format';
import { folderOf } from '../ui/PathText';
import styles from './DismissedDialog.module.css';

const thumbnails = 3;

/** Pictures that are not shown as copies of each other, and the way back. */
export function DismissedEntry({ dismissal, onRestore }: { readonly dismissal: Dismissal; readonly onRestore: () => void }) {
  const { files, when } = dismissal;
  const more = dismissal.count - dismissedFilesShown;
  const names = files.map(({ name }) => name).join(', ') + (more > 0 ? ` and ${count(more)} more` : '');
  const folders = [...new Set(files.map(({ path }) => lastOf(folderOf(path))))];
  return (
    <li className={styles['entry']}>
      <span className={styles['thumbnails']}>
        {files.slice(0, thumbnails).map(({ id, name, path }) => (
          <Thumbnail key={path} file={id === null ? null : { id, name }} size="thumb" className={styles['thumbnail']} />
        ))}
      </span>
      <div className={styles['what']} title={files.map(({ path }) => path).join('\n')}>
        <p className={styles['names']}>
          <bdi>{names}</bdi>
        </p>
        <p className={styles['where']}>
          {moment(when)} · in <bdi>{folders.join(', ')}</bdi>
        </p>
      </div>
      <Button icon={<Undo2 size={16} />} aria-label={`Restore ${names}`} title="Show them as copies again" onClick={onRestore}>
        Restore
      </Button>
    </li>
  );
}

/** The last part of a path, whichever way its system divides them. */
function lastOf(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
}
