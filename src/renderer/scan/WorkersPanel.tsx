import { useStore } from 'zustand';
import type { WorkerState } from '../../shared/scan';
import { useApp } from '../app/app-context';
import { isScanning } from '../state/scan';
import { Bar } from '../ui/Bar';
import { cx } from '../ui/cx';
import { count, percent, plural } from '../ui/format';
import { workerLayout } from './worker-rows';
import { atTheEnd, barLegend, fullBar, workerInWords, workerStatus } from './worker-share';
import styles from './WorkersPanel.module.css';


export function WorkersPanel() {
  const { scan } = useApp();
  const workers = useStore(scan, (state) => state.scan.workerStates);
  const stats = useStore(scan, (state) => state.scan.stats);
  const running = useStore(scan, (state) => isScanning(state.scan.phase));
  const full = fullBar(stats, workers);
  const layout = workerLayout(workers.length);
  const compact = layout === 'grid';
  const busy = workers.filter(({ status }) => status === 'busy').length;

  return (
    <section aria-label="Workers" className={styles['panel']}>
      <header className={styles['header']}>
        <h2>Workers</h2>
        <span className={styles['note']} title={barLegend}>
          {workers.length > 0 && (running ? `${plural(workers.length, 'thread')}, ${count(busy)} busy` : plural(workers.length, 'thread'))}
          <span className={styles['legend']}>Full bar: a fair share of the images</span>
        </span>
      </header>
      {workers.length === 0 && <p className={styles['none']}>Every image was known from the cache: no worker was needed.</p>}
      <ul className={cx(compact ? styles['grid'] : styles['rows'], layout === 'two-columns' && styles['two'])}>
        {workers.map((worker) =>
          compact ? (
            <Cell key={worker.number} worker={running ? worker : atTheEnd(worker, stats)} full={full} />
          ) : (
            <Row key={worker.number} worker={running ? worker : atTheEnd(worker, stats)} full={full} />
          ),
        )}
      </ul>
    </section>
  );
}

function Row({ worker, full }: { readonly worker: WorkerState; readonly full: number }) {
  const { number, files, busyShare, filesPerSecond, current, status } = worker;
  const words = workerInWords(worker);
  return (
    <li className={cx(styles['row'], styles[status])} title={words}>
      <span className={styles['number']}>{number}</span>
      <Bar thick label={`Worker ${number}`} value={files / full} text={words} still={status !== 'busy'} />
      <span className={styles['share']}>{status === 'busy' || status === 'ended' ? `${percent(busyShare)} busy` : workerStatus(worker)}</span>
      <span className={styles['files']}>{count(files)}</span>
      <span className={styles['rate']}>{count(filesPerSecond)}/s</span>
      <span className={styles['current']}>
        <bdi>{current ?? ''}</bdi>
      </span>
    </li>
  );
}

function Cell({ worker, full }: { readonly worker: WorkerState; readonly full: number }) {
  const { number, files, status } = worker;
  const words = workerInWords(worker);
  return (
    <li className={cx(styles['cell'], styles[status])} title={`Worker ${number}: ${words}`}>
      <span className={styles['number']}>{number}</span>
      <Bar label={`Worker ${number}`} value={files / full} text={words} still={status !== 'busy'} />
    </li>
  );
}
