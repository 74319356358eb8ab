import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppFailure } from '../../shared/errors';
import { openStore, type Store } from '../store/store';
import { quickFolder } from '../testing/quick-folder';
import { ToyLibrary, type ToyFile } from './testing/toy-library';

let home: string;
let store: Store;

beforeEach(() => {
  home = quickFolder('memory');
  store = openStore(home);
});

afterEach(() => {
  vi.useRealTimers();
  store.close();
  rmSync(home, { recursive: true });
});

const a: ToyFile = { path: '/photos/a.jpg', content: 1 };
const twin: ToyFile = { path: '/photos/old/a.jpg', content: 1 };
const like: ToyFile = { path: '/photos/like.jpg', bytes: 50, content: 2 };

/** The library in a later session, all of its files in one group unless said otherwise. */
function again(files: readonly ToyFile[], whole = true, groups = [files.map((_, row) => row)]): ToyLibrary {
  store.close();
  store = openStore(home);
  const toy = new ToyLibrary(files, store.decisions);
  toy.group(groups);
  toy.settle(whole);
  return toy;
}

/** Paths of what is marked and of what was chosen to be kept. */
function decided({ table, review }: ToyLibrary): readonly string[] {
  return Array.from({ length: table.count }, (_, row) => row).flatMap((row) => {
    if (review.isMarked(row)) return [`marked ${table.path(row)}`];
    return review.isChosen(row) ? [`kept ${table.path(row)}`] : [];
  });
}

function session(files: readonly ToyFile[], work: (toy: ToyLibrary) => void): void {
  const toy = again(files);
  work(toy);
  toy.review.close();
}

test('files that are as they were have their marks and choices again, in whatever order they come', () => {
  session([a, twin, like], ({ review }) => {
    review.keep(1);
    review.perform({ mark: [2], unmark: [] });
  });
  const later = again([like, a, twin]);
  expect(decided(later)).toEqual(['marked /photos/like.jpg', 'kept /photos/old/a.jpg']);
  expect(later.review.state).toMatchObject({ files: 1, bytes: 50, canUndo: false });
  later.review.perform({ mark: [], unmark: [0] });
  later.review.close();
  expect(decided(again([a, twin, like]))).toEqual(['kept /photos/old/a.jpg']);
});

test('a library is its folders, in any order, and no other knows its marks', () => {
  const folders = ['/photos', '/backup'];
  const first = new ToyLibrary([a, twin], store.decisions, folders);
  first.group([[0, 1]]);
  first.review.markAll();
  first.review.close();
  expect(decided(again([a, twin]))).toEqual([]);
  const same = new ToyLibrary([a, twin], store.decisions, [...folders].reverse());
  same.group([[0, 1]]);
  expect(decided(same)).toEqual(['marked /photos/old/a.jpg']);
});

test('marks are there as soon as their files are, and again with groups that bear them', () => {
  session([a, twin, like], ({ review }) => review.markAll());
  const toy = new ToyLibrary([a, like], store.decisions);
  toy.group([[0, 1]]);
  expect(decided(toy)).toEqual(['marked /photos/like.jpg']);
  toy.add(twin);
  toy.group([[0, 2]]);
  expect(decided(toy)).toEqual(['marked /photos/old/a.jpg']);
  toy.group([[0, 1, 2]]);
  expect(decided(toy)).toHaveLength(2);
});

test('a file that changed has no mark; one that was moved, renamed or touched is followed by what it holds', () => {
  session([a, twin, like], ({ review }) => review.perform({ mark: [1, 2], unmark: [] }));
  const moved = { ...twin, path: '/photos/new/name.jpg', modified: 7 };
  const touched = { ...like, modified: 9 };
  session([a, moved, touched], (toy) => expect(decided(toy)).toEqual(['marked /photos/new/name.jpg', 'marked /photos/like.jpg']));
  // …and is known by its new place from then on.
  session([a, { ...moved, content: 0 }, touched], (toy) => expect(decided(toy)).toHaveLength(2));
  session([a, moved, { ...like, content: 5, modified: 10 }], (toy) => expect(decided(toy)).toEqual(['marked /photos/new/name.jpg']));
  expect(decided(again([a, moved, touched]))).toEqual(['marked /photos/new/name.jpg']);
});

test('what was decided of a touched file can be taken back before it is written anew', () => {
  session([a, like], ({ review }) => review.markAll());
  const touched = { ...like, modified: 9 };
  session([a, touched], ({ review }) => review.clear());
  expect(decided(again([a, touched]))).toEqual([]);
});

test('a file whose place another took is followed, and the other is not taken for it', () => {
  session([a, like], ({ review }) => review.markAll());
  const other = { ...like, bytes: 60, content: 9 };
  session([a, other, { ...like, path: '/photos/moved.jpg' }], (toy) => expect(decided(toy)).toEqual(['marked /photos/moved.jpg']));
  expect(decided(again([a, other, { ...like, path: '/photos/moved.jpg' }]))).toEqual(['marked /photos/moved.jpg']);
});

test('the equal file that was to stay is never taken for the marked one', () => {
  session([a, twin], ({ review }) => review.markAll());
  // The marked one is gone.
  session([a, like], (toy) => expect(decided(toy)).toEqual([]));
  session([a, twin], ({ review }) => review.markAll());
  // The marked one is gone, and the other was moved.
  expect(decided(again([{ ...a, path: '/photos/elsewhere.jpg' }, like]))).toEqual([]);
});

test('files out of reach keep their marks until they are seen to be gone', () => {
  session([a, like], ({ review }) => review.markAll());
  again([a], false, []).review.close();
  expect(decided(again([a, like]))).toEqual(['marked /photos/like.jpg']);
  again([a], true, []).review.close();
  expect(decided(again([a, like]))).toEqual([]);
});

test('removed files are forgotten, and what was decided during the scan counts', () => {
  session([a, twin, like], (toy) => {
    toy.review.markAll();
    toy.remove(1);
  });
  expect(decided(again([a, twin, like]))).toEqual(['marked /photos/like.jpg']);

  const scanning = new ToyLibrary([a, { ...like, content: 5 }], store.decisions);
  scanning.group([[0, 1]]);
  scanning.review.keep(0);
  scanning.review.perform({ mark: [1], unmark: [] });
  scanning.settle();
  scanning.review.close();
  expect(decided(again([a, { ...like, content: 5 }]))).toEqual(['kept /photos/a.jpg', 'marked /photos/like.jpg']);
});

test('are written behind the scenes, many in several goes, and again where it failed', () => {
  vi.useFakeTimers();
  const files = Array.from({ length: 10_000 }, (_, i): ToyFile => ({ path: `/photos/${i}.jpg`, modified: i }));
  const toy = again(files, true, Array.from({ length: 5_000 }, (_, i) => [2 * i, 2 * i + 1]));
  const stored = (): number => store.decisions.of(['/photos']).length;
  const change = vi.spyOn(store.decisions, 'change').mockImplementationOnce(() => {
    throw new AppFailure({ kind: 'storage', detail: 'disk full' });
  });
  toy.review.markAll();
  expect(change).not.toHaveBeenCalled();
  const { told } = toy;
  vi.advanceTimersToNextTimer();
  expect([stored(), toy.told, toy.review.state.unsaved]).toEqual([0, told + 1, { kind: 'storage', detail: 'disk full' }]);
  vi.runAllTimers();
  expect([stored(), toy.told, toy.review.state.unsaved]).toEqual([5_000, told + 2, null]);
  toy.review.perform({ mark: [], unmark: [1] });
  vi.runAllTimers();
  expect([stored(), change.mock.calls.length, toy.review.state.unsaved]).toEqual([4_999, 5, null]);
  toy.review.clear();
  toy.review.close();
  expect(stored()).toBe(0);
});
