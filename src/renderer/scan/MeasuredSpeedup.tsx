import { useStore } from 'zustand';
import type { SpeedupReport } from '../../shared/speedup';
import { useApp } from '../app/app-context';
import { Bar } from '../ui/Bar';
import { bytes, count, percent, plural, precise, times } from '../ui/format';
import { Chart, type ChartLine } from './Chart';
import { speedupTicks } from './speedup-ticks';
import styles from './MeasuredSpeedup.module.css';

const lines: readonly ChartLine[] = [
  { label: 'Ideal', look: 'ideal' },
  { label: 'Measured', look: 'actual', points: true },
];

/** The same images hashed with 1, 2, 4 … workers: speedup against ideal, as a chart and as the figures. */
export function MeasuredSpeedup() {
  const { speedup } = useApp();
  const { running, report, waiting } = useStore(speedup.store);
  const done = report?.runs.length ?? 0;
  return (
    <div className={styles['measured']}>
      {report && done > 0 && (
        <div className={styles['results']}>
          <SpeedupChart report={report} key={report.runs.map(({ workers }) => workers).join()} />
          <div className={styles['figures']}>
            <SpeedupTable report={report} />
          </div>
        </div>
      )}
      {running ? (
        <Bar label="Measuring" value={done + waiting.length > 0 ? done / (done + waiting.length) : null} />
      ) : (
        report && <p className={styles['summary']}>{summaryInWords(report)}</p>
      )}
    </div>
  );
}

function summaryInWords({ serialShare, files, bytes: size, cores }: SpeedupReport): string {
  const sample = `${plural(files, 'image')} (${bytes(size)}), ${plural(cores, 'core')}`;
  return serialShare === null ? sample : `Serial share ${percent(serialShare)} (Amdahl) · ${sample}`;
}

function SpeedupChart({ report: { runs } }: { readonly report: SpeedupReport }) {
  const workers = runs.map((run) => run.workers);
  const most = Math.max(2, ...workers);
  const best = runs.at(-1)!;
  return (
    <Chart
      label={`Speedup by number of workers, up to ${times(best.speedup)} with ${best.workers}; the figures are in the table.`}
      lines={lines}
      // A point at the origin lets the ideal line start there even when only one count has been measured.
      data={[[0, ...workers], [0, ...workers], [null, ...runs.map(({ speedup }) => speedup)]]}
      xRange={[0, most * 1.08]}
      yRange={[0, most * 1.08]}
      xLabel={(value) => (value > 0 ? count(value) : '')}
      yTicks={speedupTicks(most)}
      yLabel={(value) => `${value}×`}
      xTicks={workers}
    />
  );
}

function SpeedupTable({ report: { runs } }: { readonly report: SpeedupReport }) {
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">Workers</th>
          <th scope="col">Time</th>
          <th scope="col">Images/s</th>
          <th scope="col">Speedup</th>
          <th scope="col">Efficiency</th>
        </tr>
      </thead>
      <tbody>
        {runs.map(({ workers, seconds, filesPerSecond, speedup, efficiency }) => (
          <tr key={workers}>
            <th scope="row">{workers}</th>
            <td>{precise(seconds)}</td>
            <td>{count(filesPerSecond)}</td>
            <td>{times(speedup)}</td>
            <td>{percent(efficiency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
