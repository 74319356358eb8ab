import { expect, it } from 'vitest';
import { Attempts } from './attempts';

const second = 1000;

/** How many guesses at once get through. */
function burst(attempts: Attempts, who: string, count = 100): number {
  return Array.from({ length: count }, () => attempts.begin(who)).filter((wait) => wait === 0).length;
}

it('lets a few slips pass, then asks for growing pauses, to a minute at most', () => {
  let now = 0;
  const attempts = new Attempts(() => now);
  expect(burst(attempts, '10.0.0.1')).toBe(5);
  const waits: number[] = [];
  for (let i = 0; i < 9; i++) {
    const wait = attempts.begin('10.0.0.1');
    waits.push(wait / second);
    now += wait;
    expect(attempts.begin('10.0.0.1')).toBe(0);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  expect(attempts.begin('10.0.0.2')).toBe(0);
});

it('in a day admits no more guesses than minutes, and some', () => {
  let now = 0;
  const attempts = new Attempts(() => now);
  let tried = 0;
  for (; now < 24 * 3600 * second; now += second) tried += burst(attempts, '10.0.0.1', 2);
  expect(tried).toBeLessThan(24 * 60 + 20);
});

it('forgets after a success, and after an hour', () => {
  let now = 0;
  const attempts = new Attempts(() => now);
  burst(attempts, 'a');
  now += 30 * second;
  attempts.succeeded('a');
  expect(burst(attempts, 'a')).toBe(5);
  now += 3601 * second;
  expect(burst(attempts, 'a')).toBe(5);
});

it('takes the addresses of an IPv6 network for one, and an IPv4 address for itself', () => {
  const attempts = new Attempts(() => 0);
  burst(attempts, '2001:db8:0:1::1');
  for (const same of ['2001:db8:0:1::2', '2001:db8:0:1:ffff:1:2:3']) expect(attempts.begin(same), same).toBeGreaterThan(0);
  for (const other of ['2001:db8:0:2::1', '2001:db8::1', '::1']) expect(attempts.begin(other), other).toBe(0);
  burst(attempts, '::ffff:10.0.0.1');
  expect(attempts.begin('10.0.0.1')).toBeGreaterThan(0);
  expect(attempts.begin('::ffff:10.0.0.2')).toBe(0);
});

it('keeps no more than so many in mind', () => {
  const attempts = new Attempts(() => 0);
  burst(attempts, 'first');
  for (let i = 0; i < 5000; i++) attempts.begin(`10.0.${i >> 8}.${i & 255}`);
  expect(attempts.begin('first')).toBe(0);
});
