import { expect, it } from 'vitest';
import type { RulePreview } from '../../shared/rules';
import { detailsInWords, effectInWords } from './rule-words';

const preview: RulePreview = { id: '1', groups: 2, going: 3, bytes: 2000, staying: 1, spared: 1, ties: 1, skipped: { decided: 12, 'as-it-is': 1 } };

it('says what a rule would do and what it leaves alone', () => {
  expect(effectInWords(preview)).toBe('Marks 3 files (2\u00a0kB) in 2 groups');
  expect(detailsInWords(preview)).toEqual([
    '1 file of these groups stays.',
    '1 mark is taken back.',
    'In 1 group the rule does not tell the files apart: the better one is kept.',
    '12 groups left as they are: decided already.',
    '1 group left as it is: just as the rule wants it.',
  ]);
});

it('says where it would mark nothing', () => {
  expect(effectInWords({ ...preview, groups: 0, going: 0, spared: 0 })).toBe('Nothing would change');
  expect(effectInWords({ ...preview, going: 0 })).toBe('Takes back 1 mark in 2 groups');
  expect(effectInWords({ ...preview, going: 0, spared: 0 })).toBe('Keeps another file in 2 groups');
});
