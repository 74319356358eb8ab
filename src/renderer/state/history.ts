/** Samples of the effective parallelism over a scan, in step: `seconds[i]` belongs to `now[i]`. */
export interface ParallelismHistory {
  readonly seconds: readonly number[];
  readonly now: readonly number[];
}

export const emptyHistory: ParallelismHistory = { seconds: [], now: [] };
export const historyLength = 600;

/**
 * Adds a sample. The history always spans the whole scan: when it is full, every other sample goes, and from
 * then on samples are taken half as often.
 */
export function addSample(history: ParallelismHistory, seconds: number, now: number): ParallelismHistory {
  const last = history.seconds.at(-1);
  if (last !== undefined && seconds < last) return { seconds: [seconds], now: [now] };
  if (last !== undefined && seconds - last < (last / historyLength) * 0.9) return history;
  if (last !== undefined && seconds === last) return history;
  const next = { seconds: [...history.seconds, seconds], now: [...history.now, now] };
  if (next.seconds.length <= historyLength) return next;
  const even = (_: number, i: number) => i % 2 === 0;
  return { seconds: next.seconds.filter(even), now: next.now.filter(even) };
}
