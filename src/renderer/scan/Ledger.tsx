import { useStore } from 'zustand';
import { useApp } from '../app/app-context';
import { isRunning } from '../state/scan';
import { count } from '../ui/format';
import styles from './SkippedDialog.module.css';

/** What became of everything that was found, as a sum that comes out even. */
export function Ledger() {
  const { scan } = useApp();
  const { files, hashed, cached, skipped } = useStore(scan, (state) => state.scan.stats);
  const running = useStore(scan, (state) => isRunning(state.scan.phase));
  const compared = hashed + cached;
  const open = Math.max(0, files - compared - skipped);
  return (
    <p className={styles['ledger']}>
      <strong>{count(files)}</strong> found = <strong>{count(compared)}</strong> compared + <strong>{count(skipped)}</strong> skipped
      {open > 0 && (
        <>
          {' '}
          + <strong>{count(open)}</strong> {running ? 'to come' : 'not reached before the scan was stopped'}
        </>
      )}
      .{' '}
      <span className={styles['note']}>Hidden files are looked at like all others; a folder that was passed over counts once, whatever is in it.</span>
    </p>
  );
}
