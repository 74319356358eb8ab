import { expect, it } from 'vitest';
import { differences, radiusRange } from './domain';
import { likenessInWords } from './likeness-words';

it('says what was done to a picture, then how near it is otherwise', () => {
  expect(likenessInWords({ distance: 0, differences: [] })).toBe('looks the same');
  expect(likenessInWords({ distance: 2, differences: [] })).toBe('nearly the same');
  expect(likenessInWords({ distance: 0, differences: ['mirrored'] })).toBe('mirrored, otherwise the same');
  expect(likenessInWords({ distance: 4, differences: ['quarter-turn', 'cropped'] })).toBe('turned a quarter, cropped, otherwise much alike');
});

it('has other words for every difference, and weaker ones the farther apart pictures are', () => {
  expect(new Set(differences.map((difference) => likenessInWords({ distance: 1, differences: [difference] }))).size).toBe(differences.length);
  const words = Array.from({ length: radiusRange.max + 1 }, (_, distance) => likenessInWords({ distance, differences: [] }));
  expect([...new Set(words)]).toEqual(['looks the same', 'nearly the same', 'much alike', 'alike', 'somewhat alike']);
});
