import { describe, expect, it } from 'vitest';
import type { WorkerState } from '../../shared/scan';
import { idleScan } from '../../shared/idle-scan';
import { speedupTicks } from './speedup-ticks';
import { fullBar } from './worker-share';

function worker(number: number, files: number): WorkerState {
  return { number, files, status: 'busy', filesPerSecond: 10, busyShare: 0.9, current: null };
}

describe('a worker’s bar', () => {
  const stats = { ...idleScan.stats, files: 1000, cached: 200 };

  it('is full at a fair share of what has to be read', () => {
    expect(fullBar(stats, [worker(1, 10), worker(2, 12)])).toBe(400);
  });

  it('is never over-full: a worker that does more sets the scale', () => {
    expect(fullBar(stats, [worker(1, 500), worker(2, 12)])).toBe(500);
    expect(fullBar(idleScan.stats, [])).toBe(1);
  });
});

describe('speedup marks', () => {
  it.each([
    [1, [0, 1]],
    [2, [0, 1, 2]],
    [8, [0, 2, 4, 6, 8]],
    [6, [0, 2, 4, 6]],
    [64, [0, 16, 32, 48, 64]],
  ])('up to %d', (most, marks) => {
    expect(speedupTicks(most)).toEqual(marks);
  });
});
