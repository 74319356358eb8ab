import { expect, test } from 'vitest';
import { groupColumns } from '../grouping/group-columns';
import type { GroupOutput } from '../ports';
import { DismissedSets } from './dismissed-sets';
import { takeApart, type TakenApart } from './take-apart';

/** Groups of files whose positions are their places; each is named by its content. */
function apart(groups: readonly string[], dismissed: readonly string[]): TakenApart {
  const sets = new DismissedSets();
  dismissed.forEach((contents, set) => sets.add(set, Array.from(contents)));
  const contents = groups.join('');
  return takeApart(output(groups), (position) => {
    const content = contents[position]!;
    return sets.of(content).length === 0 ? null : { content, sets: sets.of(content) };
  });
}

function output(groups: readonly string[]): GroupOutput {
  const columns = groupColumns(groups.length, groups.join('').length);
  groups.forEach((group, g) => (columns.starts[g + 1] = columns.starts[g]! + group.length));
  columns.members.set(columns.members.map((_, place) => place));
  return columns;
}

function shown(groups: readonly string[], { staying, leaving }: TakenApart): { readonly staying: readonly string[]; readonly leaving: string } {
  const contents = groups.join('');
  return { staying: [...staying.values()].map((places) => places.map((place) => contents[place]).join('')), leaving: [...leaving].map((position) => contents[position]).join('') };
}

test.each([
  ['what nobody dismissed stays', ['abc', 'de'], ['ad', 'xy', 'aa'], [], ''],
  ['a pair comes apart, and only that', ['abcd', 'ef'], ['ab'], ['acd'], ''],
  ['what leaves may be copies of each other', ['abcd'], ['ab', 'ac'], ['ad'], 'bc'],
  ['nothing of a dismissed group remains', ['abcd', 'ef'], ['abcd'], ['a'], ''],
  ['equal files are of one content', ['aabb'], ['ab'], ['aa'], 'bb'],
  ['equal files may be dismissed too', ['aaa', 'bb'], ['aa'], ['a'], ''],
  ['…and with others', ['aabb'], ['aab'], ['a'], 'bb'],
  ['two that are like a third leave it to the nearer one', ['abc'], ['bc'], ['ab'], ''],
] as const)('%s', (_, groups, dismissed, staying, leaving) => {
  expect(shown(groups, apart(groups, dismissed))).toEqual({ staying, leaving });
});

test('a set holds until it is taken back', () => {
  const sets = new DismissedSets();
  sets.add(1, ['a', 'b']);
  sets.add(2, ['b', 'b']);
  expect(sets.of('b')).toEqual([{ set: 1, twice: false }, { set: 2, twice: true }]);
  sets.delete(1);
  expect([sets.of('a'), sets.of('b'), sets.empty]).toEqual([[], [{ set: 2, twice: true }], false]);
  sets.delete(2);
  expect([sets.of('b'), sets.empty]).toEqual([[], true]);
});
