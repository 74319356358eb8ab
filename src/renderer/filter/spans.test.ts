import { expect, it } from 'vitest';
import { bytesFrom, dayFrom, dayText, megabytes } from './spans';

it('reads megabytes as bytes, and nothing from what is no number', () => {
  expect([bytesFrom('1.5'), bytesFrom(''), bytesFrom('-2'), bytesFrom('0')]).toEqual([1_500_000, null, null, 0]);
  expect(megabytes(bytesFrom('0.25'))).toBe('0.25');
});

it('reads a day as the whole of it', () => {
  const [first, last] = [dayFrom('2021-03-12', 'first'), dayFrom('2021-03-12', 'last')];
  expect([dayText(first), dayText(last)]).toEqual(['2021-03-12', '2021-03-12']);
  expect(dayText((last ?? 0) + 1)).toBe('2021-03-13');
  expect([dayFrom('', 'first'), dayFrom('2021-3-1', 'last')]).toEqual([null, null]);
});
