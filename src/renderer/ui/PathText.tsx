import { cx } from './cx';
import styles from './PathText.module.css';

/** A path on one line that loses its middle first; the whole of it is in the tooltip. */
export function PathText({ path, className }: { readonly path: string; readonly className?: string | undefined }) {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return (
    <span className={cx(styles['path'], className)} title={path}>
      <bdi className={styles['head']}>{cut > 0 ? path.slice(0, cut) : path}</bdi>
      {cut > 0 && <bdi className={styles['tail']}>{path.slice(cut)}</bdi>}
    </span>
  );
}

export function folderOf(path: string): string {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return cut > 0 ? path.slice(0, cut) : path;
}
