import type { ScanStats, WorkerState } from '../../shared/scan';
import { count, percent } from '../ui/format';

/**
 * How many files a full bar stands for: a worker's fair share of all that has to be read, or what the busiest
 * worker did where that is more. All bars have this one scale, so they fill as the scan goes on and can be compared.
 */
export function fullBar(stats: ScanStats, workers: readonly WorkerState[]): number {
  const busiest = workers.reduce((most, { files }) => Math.max(most, files), 0);
  const toRead = Math.max(0, stats.files - stats.cached);
  return Math.max(1, busiest, Math.ceil(toRead / Math.max(1, workers.length)));
}

/** A worker of a scan that is over: what it was on the whole, not what it happens to be doing. */
export function atTheEnd(worker: WorkerState, { seconds }: ScanStats): WorkerState {
  return { ...worker, status: 'ended', current: null, filesPerSecond: seconds > 0 ? worker.files / seconds : 0 };
}

export const barLegend = 'A full bar is a worker’s fair share of the images to read. “Busy” is its time at work.';

const statusWords = { starting: 'starting', busy: 'busy', idle: 'idle', paused: 'paused', ended: 'done' } as const;

export function workerStatus({ status }: WorkerState): string {
  return statusWords[status];
}

/** A worker in one sentence, for screen readers and tooltips. */
export function workerInWords(worker: WorkerState): string {
  const { files, busyShare, filesPerSecond, current } = worker;
  const parts = [workerStatus(worker), `${count(files)} files`, `${percent(busyShare)} busy`, `${count(filesPerSecond)} images/s`];
  return [...parts, ...(current === null ? [] : [current])].join(', ');
}
