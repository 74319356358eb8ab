import { ChevronDown, ChevronUp, Gauge } from 'lucide-react';
import { useId } from 'react';
import { useStore } from 'zustand';
import { useApp } from '../app/app-context';
import { isScanning } from '../state/scan';
import { Button, IconButton } from '../ui/Button';
import { elapsed, plural, times } from '../ui/format';
import { measureHindrance } from './measure';
import { SpeedupPanel } from './SpeedupPanel';
import { workerRows } from './worker-rows';
import { WorkersPanel } from './WorkersPanel';
import styles from './Activity.module.css';

/** Workers and speedup: open while a scan runs, one line once it is done; the line opens them again. */
export function Activity() {
  const { scan, speedup, view } = useApp();
  const running = useStore(scan, (state) => isScanning(state.scan.phase));
  const measuring = useStore(speedup.store, (state) => state.running);
  const choice = useStore(view.store, (state) => state.activityOpen);
  const open = choice ?? (running || measuring);
  const id = useId();
  const rows = useStore(scan, (state) => workerRows(state.scan.workerStates.length));

  return (
    <section aria-label="Activity" className={styles['activity']}>
      {open ? (
        <div id={id} className={styles['panels']} style={{ '--rows': rows }}>
          <WorkersPanel />
          <SpeedupPanel
            fold={
              <IconButton
                label="Hide workers and speedup"
                icon={<ChevronUp size={16} />}
                aria-expanded
                aria-controls={id}
                onClick={() => view.showActivity(false)}
              />
            }
          />
        </div>
      ) : (
        <Summary onOpen={() => view.showActivity(true)} />
      )}
    </section>
  );
}

function Summary({ onOpen }: { readonly onOpen: () => void }) {
  const { scan, speedup, view } = useApp();
  const text = useStore(scan, ({ scan: { asOf, stats, parallelism, phase } }) => {
    if (asOf !== null || phase === 'opening') return 'Shown as the last scan left it: scan again for what has changed since';
    if (stats.hashed === 0) {
      return stats.cached === 0 ? 'No image was read' : `${plural(stats.cached, 'image')}, none of which had to be read again`;
    }
    const done = `${plural(stats.hashed, 'image')} hashed in ${elapsed(stats.seconds)}`;
    return parallelism > 0 && phase !== 'failed' ? `${done}, ${times(parallelism)} one core` : done;
  });
  const hindrance = useStore(scan, (state) => measureHindrance(state.scan));
  return (
    <div className={styles['summary']}>
      <button type="button" className={styles['line']} aria-expanded={false} onClick={onOpen} title="Show workers and speedup">
        <ChevronDown size={16} aria-hidden="true" />
        {text}
      </button>
      <Button
        look="quiet"
        icon={<Gauge size={16} />}
        unavailable={hindrance}
        onClick={() => {
          view.showActivity(true);
          void speedup.measure();
        }}
      >
        Measure speedup
      </Button>
    </div>
  );
}
