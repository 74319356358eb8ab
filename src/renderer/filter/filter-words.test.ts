import { expect, it } from 'vitest';
import { plainQuery, plainSort, type GroupQuery } from '../../shared/query';
import { conditionsOf, sortInWords } from './filter-words';

it('says each condition of a query in words, and how the query is without it', () => {
  const noon = (date: string): number => Date.parse(`${date}T12:00:00`);
  const query: GroupQuery = {
    text: 'holiday', formats: ['jpeg', 'png'], kinds: ['exact'], bytes: { min: 2e6, max: null }, dates: { min: noon('2021-03-12'), max: noon('2021-03-12') },
    distance: { min: null, max: 3 }, decided: 'undecided', isNew: true,
  };
  const conditions = conditionsOf(query);
  expect(conditions.map(({ words }) => words)).toEqual([
    'Exact copies', 'JPEG, PNG', 'From 2\u00a0MB', '12 Mar 2021', 'Distance up to 3', 'Undecided', 'With new files',
  ]);
  const left = conditions.reduce<GroupQuery>((rest, { without }) => ({ ...rest, ...without }), query);
  expect(left).toEqual({ ...plainQuery, text: 'holiday' });
});

it('says how the list is sorted', () => {
  expect(sortInWords(plainSort)).toBe('Space to gain, most first');
});
