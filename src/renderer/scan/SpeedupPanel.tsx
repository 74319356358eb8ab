import { Gauge, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { explain } from '../../shared/errors';
import { useApp } from '../app/app-context';
import { isRunning } from '../state/scan';
import { Button } from '../ui/Button';
import { count, times } from '../ui/format';
import { LiveChart } from './LiveChart';
import { measureHindrance } from './measure';
import { MeasuredSpeedup } from './MeasuredSpeedup';
import styles from './SpeedupPanel.module.css';

/** How much faster all workers together are than one: live during a scan, and measured on request. */
export function SpeedupPanel({ fold }: { readonly fold: ReactNode }) {
  const { scan, speedup } = useApp();
  const hindrance = useStore(scan, (state) => measureHindrance(state.scan));
  const scanning = useStore(scan, (state) => isRunning(state.scan.phase));
  const { running, report, waiting, error } = useStore(speedup.store);
  const [wantsLive, setWantsLive] = useState(false);
  const measured = !scanning && !wantsLive && (running || report !== null);
  const next = waiting[0];

  return (
    <section aria-label="Speedup" className={styles['panel']}>
      <header className={styles['header']}>
        <h2>Speedup</h2>
        <span className={styles['note']}>
          {running ? (
            <span role="status">{next === undefined ? 'Measuring…' : `Measuring with ${count(next)} ${next === 1 ? 'worker' : 'workers'}…`}</span>
          ) : (
            !measured && <LiveFigures />
          )}
        </span>
        {report && !running && !scanning && (
          <Button look="quiet" onClick={() => setWantsLive(!wantsLive)}>
            {wantsLive ? 'Show measured' : 'Show scan'}
          </Button>
        )}
        {running ? (
          <Button icon={<X size={16} />} onClick={() => void speedup.cancel()}>
            Stop measuring
          </Button>
        ) : (
          <Button
            icon={<Gauge size={16} />}
            unavailable={hindrance}
            onClick={() => {
              setWantsLive(false);
              void speedup.measure();
            }}
          >
            Measure speedup
          </Button>
        )}
        {fold}
      </header>
      {error && (
        <p role="alert" className={styles['error']}>
          {explain(error).what} {explain(error).advice}
        </p>
      )}
      {measured ? <MeasuredSpeedup /> : <LiveChart />}
    </section>
  );
}

function LiveFigures() {
  const { scan } = useApp();
  const now = useStore(scan, ({ scan: state }) => (state.phase === 'scanning' ? times(state.parallelismNow) : null));
  const overall = useStore(scan, ({ scan: state }) => times(state.parallelism));
  return (
    <>
      {now !== null && `now ${now}, `}overall {overall}
    </>
  );
}
