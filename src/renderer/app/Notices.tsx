import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { useStore } from 'zustand';
import { ExportProgress } from '../export/ExportProgress';
import type { NoticeData } from '../state/view';
import { Bar } from '../ui/Bar';
import { Button, IconButton } from '../ui/Button';
import { cx } from '../ui/cx';
import { count } from '../ui/format';
import { useApp } from './app-context';
import styles from './Notices.module.css';

const icons = { info: Info, done: CircleCheck, error: CircleAlert } as const;

/** What happened, at the foot of the window, with what can be done about it. Stays until it is dismissed. */
export function Notices() {
  const { view } = useApp();
  const notices = useStore(view.store, (state) => state.notices);
  return (
    <section aria-label="Notices" className={styles['notices']}>
      <div role="status">
        <UndoProgress />
        <ExportProgress />
        {notices.filter(({ tone }) => tone !== 'error').map((notice) => (
          <Notice key={notice.id} notice={notice} />
        ))}
      </div>
      <div role="alert">
        {notices.filter(({ tone }) => tone === 'error').map((notice) => (
          <Notice key={notice.id} notice={notice} />
        ))}
      </div>
    </section>
  );
}

function Notice({ notice }: { readonly notice: NoticeData }) {
  const { view } = useApp();
  const Icon = icons[notice.tone];
  const leave = () => view.dismiss(notice.id);
  return (
    <div className={styles['notice']}>
      <Icon size={16} aria-hidden="true" className={styles[notice.tone]} />
      <p className={styles['text']}>
        <strong>{notice.text}</strong> {notice.advice && <span className={styles['advice']}>{notice.advice}</span>}
      </p>
      {notice.actions.map(({ label, run }) => (
        <Button
          key={label}
          onClick={() => {
            leave();
            run();
          }}
        >
          {label}
        </Button>
      ))}
      <IconButton label="Dismiss" icon={<X size={16} />} onClick={leave} />
    </div>
  );
}

function UndoProgress() {
  const { removal } = useApp();
  const undoing = useStore(removal.store, (state) => state.undoing);
  if (!undoing) return null;
  const { done, total } = undoing;
  return (
    <div className={cx(styles['notice'], styles['progress'])}>
      <p className={styles['text']}>
        Putting files back{total > 0 && ` · ${count(done)} of ${count(total)}`}
      </p>
      <Bar label="Putting files back" value={total > 0 ? done / total : null} />
    </div>
  );
}
