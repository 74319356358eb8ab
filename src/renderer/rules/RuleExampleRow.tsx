import { ShieldCheck, Trash2 } from 'lucide-react';
import type { RuledFile, RuleExample } from '../../shared/rules';
import { Thumbnail } from '../review/Thumbnail';
import { cx } from '../ui/cx';
import { count } from '../ui/format';
import { folderOf, PathText } from '../ui/PathText';
import styles from './RuleExampleRow.module.css';

/** Files that there is room for. */
const shown = 3;

/** A group as it would be: what stays, then what goes. */
export function RuleExampleRow({ example: { files } }: { readonly example: RuleExample }) {
  const staying = files.filter(({ goes }) => !goes);
  const going = files.filter(({ goes }) => goes);
  // Both sides are seen, whatever there are more of.
  const first = [...staying.slice(0, Math.max(1, shown - going.length)), ...going].slice(0, shown);
  const more = files.length - first.length;
  return (
    <div className={styles['row']}>
      {first.map((ruled) => (
        <Ruled key={ruled.file.id} ruled={ruled} />
      ))}
      {more > 0 && <span className={styles['more']}>+{count(more)}</span>}
    </div>
  );
}

function Ruled({ ruled: { file, goes } }: { readonly ruled: RuledFile }) {
  return (
    <div className={cx(styles['file'], goes && styles['goes'])} title={file.path}>
      <Thumbnail file={file} size="thumb" className={styles['thumbnail']} />
      <div className={styles['words']}>
        <span className={styles['state']}>
          {goes ? <Trash2 size={12} aria-hidden="true" /> : <ShieldCheck size={12} aria-hidden="true" />}
          {goes ? 'goes' : 'stays'}
        </span>
        <bdi className={styles['name']}>{file.name}</bdi>
        <PathText path={folderOf(file.path)} className={styles['folder']} />
      </div>
    </div>
  );
}
