import { useStore } from 'zustand';
import { useApp } from '../app/app-context';
import { Bar } from '../ui/Bar';
import { Button } from '../ui/Button';
import { count } from '../ui/format';
import styles from './ExportProgress.module.css';

/** How far the report is, and the way to stop it. */
export function ExportProgress() {
  const { exporting } = useApp();
  const progress = useStore(exporting.store, (state) => state.progress);
  if (!progress) return null;
  const { done, total } = progress;
  return (
    <div className={styles['progress']}>
      <p className={styles['text']}>Writing the report{done > 0 && ` · ${count(done)} of ${count(total)} groups`}</p>
      <Bar label="Writing the report" value={done > 0 ? done / total : null} />
      <Button onClick={() => void exporting.cancel()}>Cancel</Button>
    </div>
  );
}
