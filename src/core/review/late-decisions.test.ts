import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppFailure } from '../../shared/errors';
import type { Decisions, StoredDecision } from '../store/decisions';
import { LateDecisions } from './late-decisions';

const full = { kind: 'storage', detail: 'the disk is full' } as const;

/** What is stored, by path; and whether the disk takes more. */
let stored: Map<string, StoredDecision>;
let isFull: boolean;
let told: number;
let late: LateDecisions;

beforeEach(() => {
  vi.useFakeTimers();
  [stored, isFull, told] = [new Map([marked('a'), marked('b')].map((one) => [one.path, one])), true, 0];
  const store: Decisions = {
    of: () => [...stored.values()],
    change: (_, forget, put) => {
      if (isFull) throw new AppFailure(full);
      for (const path of forget) stored.delete(path);
      for (const one of put) stored.set(one.path, one);
    },
  };
  late = new LateDecisions(store, () => told++);
});
afterEach(() => void vi.useRealTimers());

function marked(path: string, decision: StoredDecision['decision'] = 'marked'): StoredDecision {
  return { path, bytes: 1, modified: 1, content: null, decision };
}

const seen = (): readonly string[] => late.of(['/p']).map(({ path, decision }) => `${path} ${decision}`).sort();

test('what a closed library could not write is seen as if it were written, and written when that is possible', () => {
  late.keep(['/p'], { forget: ['a'], put: [marked('b', 'kept'), marked('c')], why: full });
  expect(seen()).toEqual(['b kept', 'c marked']);
  vi.advanceTimersToNextTimer();
  expect([late.failure, told, stored.has('a')]).toEqual([full, 0, true]);
  isFull = false;
  vi.advanceTimersToNextTimer();
  expect([late.failure, told, vi.getTimerCount()]).toEqual([null, 1, 0]);
  expect([...stored.keys()]).toEqual(['b', 'c']);
  expect(seen()).toEqual(['b kept', 'c marked']);
});

test('what is decided later comes after it, in one go', () => {
  late.keep(['/p'], { forget: ['a'], put: [marked('c')], why: full });
  expect(() => late.change(['/p'], ['c'], [marked('a', 'kept')])).toThrow('the disk is full');
  expect(seen()).toEqual(['b marked', 'c marked']);
  isFull = false;
  late.change(['/p'], ['c'], [marked('a', 'kept')]);
  expect([late.failure, seen()]).toEqual([null, ['a kept', 'b marked']]);
  vi.runAllTimers();
  expect(seen()).toEqual(['a kept', 'b marked']);
});

test('at the end it is tried once more', () => {
  late.keep(['/p'], { forget: [], put: [marked('c')], why: full });
  isFull = false;
  late.close();
  expect([stored.has('c'), vi.getTimerCount()]).toEqual([true, 0]);
});
