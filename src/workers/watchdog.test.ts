import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { GroupStep } from '../core/grouping/group-steps';
import { Watchdog, type Watchable } from './watchdog';

const limitMs = 1000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A thread with a step of grouping in hand, for so many pairs; the first seconds in which it is taken to hang, by the watchdog's clock. */
function silentFor(pairs: number, beatEveryMs = Infinity): number | null {
  const codes = new Uint32Array(pairs);
  const step: GroupStep = { kind: 'connect', count: 0, pairs: [{ lower: codes, higher: codes, codes }] };
  const status = { order: 7, position: 0, isReading: false, sequence: 1 };
  const thread: Watchable = { status, job: { id: 7, job: { name: 'group', input: step }, settle: () => undefined, signal: undefined, losses: 0 }, batches: new Map() };
  const hung: number[] = [];
  const began = performance.now();
  const watchdog = new Watchdog(limitMs, () => [thread], () => hung.push(performance.now() - began));
  watchdog.active = true;
  for (let ms = 100; ms <= 20 * limitMs && hung.length === 0; ms += 100) {
    vi.advanceTimersByTime(100);
    if (ms % beatEveryMs === 0) status.sequence++;
  }
  watchdog.active = false;
  return hung[0] ?? null;
}

test('a step of grouping hangs when it has shown no sign of life for its bound, which grows with what it has in hand', () => {
  const [few, many] = [silentFor(10), silentFor(30_000)];
  expect(few).toBeGreaterThan(limitMs);
  expect(few).toBeLessThan(2 * limitMs);
  expect(many! - few!).toBe(3000);
});

test('as long as it shows them it may take as long as it takes', () => {
  expect(silentFor(10, 900)).toBeNull();
});
