import { expect, it } from 'vitest';
import { bytes } from './numbers';

it('says sizes in the unit in which they are short, and a tenth of it where that says something', () => {
  const words = [0, 1, 999, 1000, 1234, 9949, 9950, 12_345, 999_499, 999_500, 1_234_567, 999_949_999, 999_950_000, 7.5e12, 2e18].map((value) => bytes(value, ' '));
  expect(words).toEqual(['0 B', '1 B', '999 B', '1 kB', '1.2 kB', '9.9 kB', '10 kB', '12 kB', '999 kB', '1 MB', '1.2 MB', '999.9 MB', '1 GB', '7.5 TB', '2,000 PB']);
  expect(bytes(1500)).toBe('1.5\u00a0kB');
});

it('says of what is no size that nothing is there', () => {
  expect(bytes(-3)).toBe('0\u00a0B');
});
