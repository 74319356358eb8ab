import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ScanPhase, ScanState } from '../../shared/domain';
import { addSample, emptyHistory, type ParallelismHistory } from './history';

export interface ScanView {
  readonly scan: ScanState;
  readonly history: ParallelismHistory;
}

export const idleScan: ScanState = {
  phase: 'idle',
  folders: [],
  stats: { files: 0, hashed: 0, cached: 0, skipped: 0, bytes: 0, seconds: 0, workers: 0 },
  listed: false,
  filesPerSecond: 0,
  bytesPerSecond: 0,
  eta: null,
  skippedByReason: {},
  workerStates: [],
  parallelismNow: 0,
  parallelism: 0,
  groups: { revision: 0, images: 0, groups: 0, files: 0, bytesToGain: 0 },
  error: null,
};

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

export function isRunning(phase: ScanPhase): boolean {
  return phase === 'scanning' || phase === 'paused' || phase === 'comparing';
}

/** Files that have been dealt with, one way or another. */
export function filesDone({ stats }: ScanState): number {
  return Math.min(stats.files, stats.hashed + stats.cached + stats.skipped);
}
