import { useStore } from 'zustand';
import { useApp } from '../app/app-context';
import { duration, times } from '../ui/format';
import { Chart, type ChartLine } from './Chart';
import { speedupTicks } from './speedup-ticks';
import styles from './LiveChart.module.css';

const lines: readonly ChartLine[] = [
  { label: 'Ideal', look: 'ideal' },
  { label: 'Now', look: 'actual' },
];

function axisTime(seconds: number): string {
  return seconds < 120 ? `${Number(seconds.toFixed(1))} s` : `${Number((seconds / 60).toFixed(1))} min`;
}

/** Workers at work at once over the time of the scan, against all of them. */
export function LiveChart() {
  const { scan } = useApp();
  const history = useStore(scan, (state) => state.history);
  const workers = useStore(scan, (state) => state.scan.stats.workers);
  const overall = useStore(scan, (state) => times(state.scan.parallelism));
  const { seconds, now } = history;
  if (seconds.length < 2) {
    return <p className={styles['none']}>The chart of this scan appears here once its workers have something to read.</p>;
  }

  const until = seconds.at(-1)!;
  const top = Math.max(2, workers) * 1.12;
  // The ideal line is drawn with the samples, so it needs a value at each.
  const ideal = seconds.map(() => workers);
  return (
    <figure className={styles['figure']}>
      <Chart
        label={`Effective parallelism during the scan: ${overall} overall, of an ideal ${times(workers)}, over ${duration(until)}.`}
        lines={lines}
        data={[[...seconds], ideal, [...now]]}
        xRange={[0, Math.max(1, until)]}
        yRange={[0, top]}
        xLabel={axisTime}
        yTicks={speedupTicks(workers)}
        yLabel={(value) => `${value}×`}
      />
      <figcaption className={styles['legend']}>
        <span className={styles['actual']}>workers at work</span>
        <span className={styles['ideal']}>ideal: all {workers}</span>
      </figcaption>
    </figure>
  );
}
