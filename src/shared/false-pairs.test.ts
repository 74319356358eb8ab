import { expect, it } from 'vitest';
import { radiusRange } from './settings';
import { expectedFalsePairs } from './false-pairs';

it('grows with the looseness, and with the pairs of a library', () => {
  const byRadius = Array.from({ length: radiusRange.max + 1 }, (_, radius) => expectedFalsePairs(radius, 100_000));
  expect([...byRadius].sort((a, b) => a - b)).toEqual(byRadius);
  expect(byRadius[radiusRange.max]).toBeGreaterThan(byRadius[radiusRange.default]!);
  expect(expectedFalsePairs(radiusRange.default, 2000) / expectedFalsePairs(radiusRange.default, 1000)).toBeCloseTo(4, 1);
  expect(expectedFalsePairs(radiusRange.max, 1)).toBe(0);
});
