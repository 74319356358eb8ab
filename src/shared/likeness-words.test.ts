import { expect, it } from 'vitest';
import { differences } from './groups';
import { radiusRange } from './settings';
import { likenessInWords as inWords, type Compared } from './likeness-words';

const likenessInWords = (compared: Pick<Compared, 'distance' | 'differences'> & Partial<Compared>): string => inWords({ likeness: 'similar', bridge: null, ...compared });

it('says what was done to a picture, then how near it is otherwise', () => {
  expect(likenessInWords({ distance: 0, differences: [] })).toBe('looks the same');
  expect(likenessInWords({ distance: 2, differences: [] })).toBe('nearly the same');
  expect(likenessInWords({ distance: 0, differences: ['mirrored'] })).toBe('mirrored, otherwise the same');
  expect(likenessInWords({ distance: 4, differences: ['quarter-turn', 'cropped'] })).toBe('turned a quarter, cropped, otherwise much alike');
  expect(likenessInWords({ distance: 0, differences: ['resized'], likeness: 'identical' })).toBe('identical');
  expect(likenessInWords({ distance: 0, differences: [], likeness: 'same-pixels' })).toBe('the same pixels');
  expect(likenessInWords({ distance: 11, differences: ['cropped'], bridge: { name: 'a.jpg', distance: 3 } })).toBe(
    'cropped, otherwise somewhat alike to it but much alike to a.jpg',
  );
});

it('has other words for every difference, and weaker ones the farther apart pictures are', () => {
  expect(new Set(differences.map((difference) => likenessInWords({ distance: 1, differences: [difference] }))).size).toBe(differences.length);
  const words = Array.from({ length: radiusRange.max + 1 }, (_, distance) => likenessInWords({ distance, differences: [] }));
  expect([...new Set(words)]).toEqual(['looks the same', 'nearly the same', 'much alike', 'alike', 'somewhat alike']);
});
