import { expect, it } from 'vitest';
import { radiusRange } from '../../shared/settings';
import { mockGroup } from '../testing/mock-client';
import { comparisonInWords, outcomeInWords, strictnessInWords } from './words';

it('compares with the suggested keeper, and names it where another file is kept', () => {
  const group = mockGroup('a', 'b');
  const turned = { ...group.members[1]!, likeness: 'similar' as const, distance: 1, differences: ['half-turn'] as const };
  expect(comparisonInWords(group, group.members[1]!)).toBe('identical, byte for byte');
  expect(comparisonInWords(group, turned)).toBe('upside down, otherwise nearly the same');
  expect(comparisonInWords({ ...group, keeper: 'b' }, turned)).toBe('compared with a.jpg: upside down, otherwise nearly the same');
});

it('says what a strictness gives', () => {
  expect(outcomeInWords(1204, 0.1)).toBe('1,204 groups, hardly a wrong pair to be expected');
  expect(outcomeInWords(null, 1234)).toBe('Groups not counted yet, about 1,200 wrong pairs to be expected');
});

it('calls the usual strictness normal, and nothing else', () => {
  const words = Array.from({ length: radiusRange.max + 1 }, (_, radius) => strictnessInWords(radius));
  expect(words.flatMap((word, radius) => (word === 'normal' ? [radius] : []))).toEqual([radiusRange.default]);
  expect([...new Set(words)]).toEqual(['very strict', 'strict', 'fairly strict', 'normal', 'loose', 'very loose']);
});
