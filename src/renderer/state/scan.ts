import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ScanPhase, ScanState } from '../../shared/scan';
import { idleScan } from '../../shared/idle-scan';
import { addSample, emptyHistory, type ParallelismHistory } from './history';

export interface ScanView {
  readonly scan: ScanState;
  readonly history: ParallelismHistory;
}

export function createScanStore(): StoreApi<ScanView> {
  return createStore<ScanView>(() => ({ scan: idleScan, history: emptyHistory }));
}

/**
 * Takes in a state of the scan. Parts that are equal to what was there keep their identity, so that what
 * watches them is not woken ten times a second.
 */
export function takeScanState(store: StoreApi<ScanView>, next: ScanState): void {
  const { scan, history } = store.getState();
  const scanned = next.phase === 'scanning' && next.stats.seconds > 0;
  const restarted = next.stats.seconds < scan.stats.seconds;
  store.setState({
    scan: {
      ...next,
      folders: same(scan.folders, next.folders),
      groups: same(scan.groups, next.groups),
      skippedByReason: same(scan.skippedByReason, next.skippedByReason),
      error: same(scan.error, next.error),
    },
    history: scanned
      ? addSample(history, next.stats.seconds, next.parallelismNow)
      : restarted || next.phase === 'idle'
        ? emptyHistory
        : history,
  });
}

function same<T>(before: T, after: T): T {
  return JSON.stringify(before) === JSON.stringify(after) ? before : after;
}

/** Whether something else will be shown in a moment. */
export function isRunning(phase: ScanPhase): boolean {
  return phase === 'opening' || isScanning(phase);
}

export function isScanning(phase: ScanPhase): boolean {
  return phase === 'scanning' || phase === 'paused' || phase === 'comparing';
}

/** Files that have been dealt with, one way or another. */
export function filesDone({ stats }: ScanState): number {
  return Math.min(stats.files, stats.hashed + stats.cached + stats.skipped);
}
