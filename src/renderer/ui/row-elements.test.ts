import { expect, it } from 'vitest';
import { RowElements } from './row-elements';

it('rows that stay keep their elements, and rows that come take over those of rows that went', () => {
  const elements = new RowElements();
  expect(elements.assign(['a', 'b', 'c'])).toEqual([0, 1, 2]);
  expect(elements.assign(['b', 'c', 'd'])).toEqual([1, 2, 0]);
  expect(elements.assign(['x', 'b', 'd'])).toEqual([2, 1, 0]);
  expect(elements.assign(['x', 'b', 'd'])).toEqual([2, 1, 0]);
});

it('there are no more elements than rows at once', () => {
  const elements = new RowElements();
  for (let first = 0; first < 1000; first += 7) {
    const numbers = elements.assign(Array.from({ length: 20 }, (_, i) => `row ${first + i}`));
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  }
});

it('elements that draw nothing for a while are kept as they are, for rows to come', () => {
  const elements = new RowElements();
  expect(elements.spare(elements.assign(['a', 'b', 'c']), [0, 1, 2])).toEqual([]);
  const fewer = elements.assign(['b', 'd']);
  expect([fewer, elements.spare(fewer, [1, 3])]).toEqual([[1, 0], [[2, 2]]]);
  expect(elements.spare(elements.assign(['b', 'd', 'e']), [1, 3, 4])).toEqual([]);
});
