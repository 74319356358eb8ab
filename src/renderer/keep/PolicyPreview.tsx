import { ArrowRight } from 'lucide-react';
import { useStore } from 'zustand';
import { explain } from '../../shared/errors';
import type { KeepChoice, KeepPolicy, KeepPreview } from '../../shared/keep';
import { useApp } from '../app/app-context';
import { Thumbnail } from '../review/Thumbnail';
import { plural } from '../ui/format';
import { folderOf, PathText } from '../ui/PathText';
import { reasonsInWords } from '../../shared/reason-words';
import { usePreview } from './use-preview';
import styles from './PolicyPreview.module.css';

/** What a policy would change in the open library. */
export function PolicyPreview({ policy, same }: { readonly policy: KeepPolicy; readonly same: boolean }) {
  const { scan } = useApp();
  const groups = useStore(scan, (state) => state.scan.groups.groups);
  const { preview, error } = usePreview(policy, groups > 0);
  return (
    <section aria-label="What would change" className={styles['preview']}>
      {groups === 0 ? (
        <p className={styles['hint']}>Once a library is open, this says what would change in it.</p>
      ) : error ? (
        <p role="alert">{explain(error).what}</p>
      ) : preview ? (
        <>
          <p role="status">
            <strong>{changesInWords(preview, same)}</strong>
            {preview.decided > 0 && ` ${plural(preview.decided, 'group')} that you have decided ${preview.decided === 1 ? 'stays as it is' : 'stay as they are'}.`}
            {preview.ties > 0 && <span className={styles['hint']}> In {plural(preview.ties, 'group')} nothing tells the kept file from another.</span>}
          </p>
          <ul className={styles['examples']}>
            {preview.examples.map(({ from, to }) => (
              <li key={from.file.id} className={styles['example']}>
                <Choice choice={from} equal="no longer told from the other" />
                <ArrowRight size={16} aria-label="gives way to" className={styles['arrow']} />
                <Choice choice={to} equal="the first by its path" />
              </li>
            ))}
          </ul>
          {preview.changed > preview.examples.length && <p className={styles['hint']}>…and {plural(preview.changed - preview.examples.length, 'more group')}.</p>}
        </>
      ) : (
        <p role="status" className={styles['hint']}>
          Looking…
        </p>
      )}
    </section>
  );
}

function changesInWords({ changed, decided }: KeepPreview, same: boolean): string {
  if (changed === 0 && decided > 0) return 'Nothing would change.';
  if (changed === 0) return same ? 'This is how files are chosen now.' : 'The same files would be kept.';
  return `In ${plural(changed, 'group')} another file would be kept.`;
}

/** `equal`: what to say where nothing tells the two apart. */
function Choice({ choice: { file, reasons }, equal }: { readonly choice: KeepChoice; readonly equal: string }) {
  return (
    <div className={styles['choice']} title={file.path}>
      <Thumbnail file={file} size="thumb" className={styles['thumbnail']} />
      <div className={styles['words']}>
        <bdi className={styles['name']}>{file.name}</bdi>
        <PathText path={folderOf(file.path)} className={styles['folder']} />
        <span className={styles['reasons']}>{reasons.length === 0 ? equal : reasonsInWords(reasons)}</span>
      </div>
    </div>
  );
}
