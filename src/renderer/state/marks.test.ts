import { describe, expect, it } from 'vitest';
import type { Group } from '../../shared/domain';
import { mockGroup } from '../testing/mock-client';
import { copiesMarked, isLastLeft, keeperOf, markedIn } from './mark-rules';
import { createMarks } from './marks';

const group = mockGroup('a', 'b', 'c');
const marksOver = (...groups: readonly Group[]) => createMarks(() => groups);

describe('marks', () => {
  it('leave one file of a group, whichever way the others were marked', () => {
    const marks = marksOver(group);
    marks.markCopies(group);
    expect(marks.ids()).toEqual(['b', 'c']);
    expect(marks.mark(group, 'a')).toBe(false);
    expect(isLastLeft(group, 'a', marks.store.getState())).toBe(true);

    marks.unmark(group, 'b');
    expect(marks.mark(group, 'a')).toBe(true);
    expect(marks.mark(group, 'b')).toBe(false);
    expect(marks.ids().toSorted()).toEqual(['a', 'c']);
  });

  it('marks the copies with the keeper unmarked, even if it was marked before', () => {
    const marks = marksOver(group);
    marks.mark(group, 'a');
    marks.markCopies(group);
    expect(copiesMarked(group, marks.store.getState())).toBe(true);
    expect(marks.store.getState().isMarked('a')).toBe(false);
  });

  it('swaps a marked group to another keeper, and only names it in an unmarked one', () => {
    const marks = marksOver(group);
    marks.keepInstead(group, 'b');
    expect(marks.store.getState().count).toBe(0);
    marks.markCopies(group);
    expect(marks.ids().toSorted()).toEqual(['a', 'c']);

    marks.keepInstead(group, 'c');
    expect(keeperOf(group, marks.store.getState()).id).toBe('c');
    expect(marks.ids().toSorted()).toEqual(['a', 'b']);
    expect(marks.store.getState().bytes).toBe(2000);
  });

  it('undoes and redoes step by step, keeper and bytes included', () => {
    const marks = marksOver(group);
    marks.markCopies(group);
    marks.keepInstead(group, 'b');
    marks.undo();
    expect(marks.ids().toSorted()).toEqual(['b', 'c']);
    expect(keeperOf(group, marks.store.getState()).id).toBe('a');
    marks.undo();
    expect(marks.store.getState()).toMatchObject({ count: 0, bytes: 0, canUndo: false, canRedo: true });
    marks.redo();
    marks.redo();
    expect(marks.ids().toSorted()).toEqual(['a', 'c']);
    expect(marks.store.getState()).toMatchObject({ bytes: 2000, canRedo: false });
  });

  it('marks all copies but those that the person keeps, and knows their bytes', () => {
    const marks = marksOver(group);
    marks.keepInstead(group, 'b');
    marks.markAll(['b', 'c', 'y'], 5000);
    expect(marks.ids().toSorted()).toEqual(['a', 'c', 'y']);
    expect(marks.store.getState()).toMatchObject({ count: 3, bytes: 5000, bytesExact: true });
    marks.undo();
    expect(marks.store.getState()).toMatchObject({ count: 0, bytes: 0 });
  });

  it('forgets removed files together with what could be undone over them', () => {
    const marks = marksOver(group);
    marks.markCopies(group);
    marks.forget(['b']);
    expect(marks.ids()).toEqual(['c']);
    expect(marks.store.getState()).toMatchObject({ bytes: 1000, canUndo: false });
  });

  it('follow changed groups: no group is wholly marked, and no file without a copy stays marked', () => {
    let groups = [group, mockGroup('x', 'y')];
    const marks = createMarks(() => groups);
    marks.markCopies(group);
    marks.markCopies(groups[1]!);
    groups = [mockGroup('b', 'c'), mockGroup('p', 'q')];
    marks.reconcile(['c', 'q']);
    expect(markedIn(groups[0]!, marks.store.getState())).toBe(1);
    expect(marks.ids()).toEqual(['c']);
  });

  it('spares the keeper when undoing would mark a whole group of a later grouping', () => {
    let groups = [group];
    const marks = createMarks(() => groups);
    marks.markCopies(group);
    marks.unmarkGroup(group);
    groups = [mockGroup('b', 'c')];
    marks.undo();
    expect(marks.ids()).toEqual(['c']);
  });

  it('says that bytes are no longer exact once a file of unknown size is dropped', () => {
    const marks = marksOver();
    marks.markAll(['b', 'c'], 3000);
    marks.reconcile(['b']);
    expect(marks.store.getState()).toMatchObject({ count: 1, bytes: 1500, bytesExact: false });
  });
});
