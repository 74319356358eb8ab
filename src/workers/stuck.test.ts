import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { awaitStuck, noteEnded, noteStuck } from './stuck';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('waits for threads that end, so that the process has a status of its own', async () => {
  const [one, other] = [{}, {}];
  const before = process.listenerCount('exit');
  noteStuck(one);
  noteStuck(other);
  let over = false;
  const waited = awaitStuck().then(() => (over = true));
  noteEnded(one);
  await Promise.resolve();
  expect(over).toBe(false);
  expect(process.listenerCount('exit')).toBe(before + 1);
  noteEnded(other);
  await waited;
  expect(process.listenerCount('exit')).toBe(before);
  await awaitStuck();
});

it('goes on without one that does not end', async () => {
  const thread = {};
  noteStuck(thread);
  const waited = awaitStuck();
  await vi.advanceTimersByTimeAsync(2000);
  await waited;
  noteEnded(thread);
});
