import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../grouping/test-random';
import { ToyLibrary } from './testing/toy-library';

/** Twelve files of 1, 2, 4 … bytes. */
function library(...groups: readonly (readonly number[])[]): ToyLibrary {
  const toy = new ToyLibrary(Array.from({ length: 12 }, (_, i) => ({ path: `/photos/${i}.jpg`, bytes: 2 ** i })));
  toy.group(groups);
  return toy;
}

const bytesOf = (rows: readonly number[]): number => rows.reduce((sum, row) => sum + 2 ** row, 0);

describe('marks', () => {
  it('leave one file of a group, whichever way the others were marked', () => {
    const toy = library([0, 1, 2]);
    const { review } = toy;
    review.markCopies([0]);
    expect(toy.marked()).toEqual([1, 2]);
    review.perform({ mark: [0], unmark: [] });
    expect(toy.marked()).toEqual([1, 2]);
    review.perform({ mark: [0], unmark: [1] });
    expect(toy.marked()).toEqual([0, 2]);
    expect(review.keeperOf(0)).toBe(1);
    review.perform({ mark: [0, 1, 2], unmark: [] });
    expect(toy.marked()).toEqual([0, 2]);
    expect(review.state).toMatchObject({ files: 2, bytes: 5 });
  });

  it('swaps a marked group to another keeper, and only names it in an unmarked one', () => {
    const toy = library([0, 1, 2]);
    const { review } = toy;
    review.keep(1);
    expect(toy.marked()).toEqual([]);
    expect([review.keeperOf(0), review.isDecided(0)]).toEqual([1, true]);
    review.markCopies([0]);
    expect(toy.marked()).toEqual([0, 2]);
    review.keep(2);
    expect(toy.marked()).toEqual([0, 1]);
    expect([review.isChosen(1), review.isChosen(2)]).toEqual([false, true]);
    review.perform({ mark: [0, 1, 2], unmark: [] });
    expect(toy.marked()).toEqual([0, 1]);
    review.perform({ mark: [2], unmark: [0] });
    expect([toy.marked(), review.keeperOf(0), review.isChosen(2)]).toEqual([[1, 2], 0, false]);
  });

  it('marks the copies of all groups but similar shots, around what was chosen', () => {
    const toy = library([0, 1], [2, 3, 4]);
    const { review } = toy;
    review.keep(3);
    review.perform({ mark: [0], unmark: [] });
    review.markAll();
    expect(toy.marked()).toEqual([0, 2, 4]);
    review.clear();
    expect([toy.marked(), review.keeperOf(1)]).toEqual([[], 3]);
    toy.group([[0, 1], [2, 3, 4]], 'similar-shot');
    review.markAll();
    expect(toy.marked()).toEqual([]);
    review.markCopies([0]);
    expect(toy.marked()).toEqual([1]);
  });

  it('undo and redo step by step, keepers and bytes included; nothing is a step that changes nothing', () => {
    const toy = library([0, 1, 2]);
    const { review } = toy;
    review.markCopies([0]);
    review.markCopies([0]);
    review.keep(1);
    review.undo();
    expect([toy.marked(), review.keeperOf(0)]).toEqual([[1, 2], 0]);
    review.undo();
    expect(review.state).toMatchObject({ files: 0, bytes: 0, canUndo: false, canRedo: true });
    review.redo();
    review.redo();
    expect([toy.marked(), review.keeperOf(0)]).toEqual([[0, 2], 1]);
    review.undo();
    review.unmarkGroups([0]);
    expect(review.state).toMatchObject({ files: 0, canUndo: true, canRedo: false });
  });

  it('outlast other groups, and hold there as far as each keeps a file', () => {
    const toy = library([0, 1, 2], [3, 4]);
    toy.review.markAll();
    toy.group([[1, 2], [5, 6]]);
    expect(toy.marked()).toEqual([2]);
    toy.group([]);
    expect(toy.review.state).toMatchObject({ files: 0, bytes: 0, canUndo: true });
    toy.group([[0, 1, 2], [3, 4]]);
    expect(toy.marked()).toEqual([1, 2, 4]);
  });

  it('are, in a group that is acted upon, as they looked', () => {
    const toy = library([0, 1, 2, 3]);
    toy.review.markCopies([0]);
    toy.group([[1, 2, 3]]);
    expect(toy.marked()).toEqual([2, 3]);
    toy.review.perform({ mark: [], unmark: [2] });
    expect(toy.marked()).toEqual([3]);
    toy.review.undo();
    expect(toy.marked()).toEqual([2, 3]);
    toy.group([[0, 1, 2, 3]]);
    expect(toy.marked()).toEqual([1, 2, 3]);
  });

  it('are forgotten with their files, and what was done before with them', () => {
    const toy = library([0, 1, 2]);
    toy.review.markCopies([0]);
    toy.remove(1);
    expect(toy.marked()).toEqual([2]);
    expect(toy.review.state).toMatchObject({ bytes: 4, canUndo: false });
    toy.review.perform({ mark: [1], unmark: [] });
    expect(toy.marked()).toEqual([2]);
  });

  it('say that they changed, and only then', () => {
    const toy = library([0, 1], [2, 3]);
    toy.review.undo();
    toy.review.perform({ mark: [9], unmark: [0] });
    toy.group([[0, 1]]);
    expect(toy.told).toBe(0);
    const { revision } = toy.review.state;
    toy.review.markAll();
    expect([toy.told, toy.review.state.revision]).toEqual([1, revision + 1]);
  });
});

it('whatever is done in whatever groups, each keeps a file, what was asked is done, and undoing leads back', () => {
  const number = randomNumbers(7);
  const pick = (below: number): number => number() % below;
  const some = (): readonly number[] => Array.from({ length: pick(5) }, () => pick(12));
  const grouping = (): readonly (readonly number[])[] => {
    const rows = Array.from({ length: 12 }, (_, row) => ({ row, rank: number() })).sort((a, b) => a.rank - b.rank).map(({ row }) => row);
    const groups: number[][] = [];
    while (rows.length > 3) groups.push(rows.splice(0, 2 + pick(3)));
    return groups;
  };
  for (let run = 0; run < 100; run++) {
    let groups = grouping();
    const toy = library(...groups);
    const { review } = toy;
    const look = (): string => JSON.stringify([toy.marked(), groups.map((_, group) => review.keeperOf(group))]);
    /** What was seen after each step since the groups are as they are; those before `at` can be undone. */
    let seen = [look()];
    let at = 0;
    for (let step = 0; step < 40; step++) {
      const { revision } = review.state;
      const before = toy.marked();
      const kind = pick(8);
      if (kind === 0 && at > 0) {
        review.undo();
        expect(look()).toBe(seen[--at]);
      } else if (kind === 1 && at < seen.length - 1) {
        review.redo();
        expect(look()).toBe(seen[++at]);
      } else if (kind === 2 && pick(4) === 0) {
        toy.group((groups = grouping()));
        seen = [look()];
        at = 0;
      } else if (kind > 2) {
        const change = { mark: some(), unmark: some(), keep: pick(3) === 0 ? [pick(12)] : [] };
        if (kind === 3) review.markCopies(groups.map((_, group) => group).filter(() => pick(3) === 0));
        else if (kind === 4) review.keep(pick(12));
        else {
          review.perform(change);
          for (const group of groups) {
            const marked = group.filter((row) => review.isMarked(row));
            const asked = group.filter((row) => change.mark.includes(row));
            if (![...change.mark, ...change.unmark, ...change.keep].some((row) => group.includes(row))) {
              expect(marked).toEqual(group.filter((row) => before.includes(row)));
            } else if (asked.some((row) => !marked.includes(row))) expect(marked.length).toBe(group.length - 1);
            for (const row of group) {
              if ([...change.unmark, ...change.keep].includes(row) && !change.mark.includes(row)) expect(review.isMarked(row)).toBe(false);
            }
          }
        }
        if (review.state.revision !== revision) seen = [...seen.slice(0, ++at), look()];
      }

      const marked = toy.marked();
      groups.forEach((group, index) => expect(group.filter((row) => !marked.includes(row))).toContain(review.keeperOf(index)));
      for (const row of marked) expect(groups.flat()).toContain(row);
      expect(review.state).toMatchObject({ files: marked.length, bytes: bytesOf(marked) });
    }
  }
});

it('what is protected is never marked, and keeps its group', () => {
  const toy = library([0, 1, 2]);
  const { review } = toy;
  review.markCopies([0]);
  toy.table.columns.standings[2] = 1;
  review.follow();
  expect(toy.marked()).toEqual([1]);
  review.perform({ mark: [0, 1, 2], unmark: [] });
  expect(toy.marked()).toEqual([0, 1]);
  expect(review.keeperOf(0)).toBe(2);
});
