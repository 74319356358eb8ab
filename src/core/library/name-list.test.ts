import { expect, test } from 'vitest';
import { needle, NameList } from './name-list';

test('gives every name back exactly, over many pages', () => {
  const odd = ['', 'é', 'ÿ.jpg', '写真のコピー.png', '🦊', '\ud800 alone', 'Ā', '\0', 'x'.repeat(255), '語'.repeat(255)];
  const name = (i: number): string => odd[i % 50] ?? `IMG_${i}${'_'.repeat(i % 7)}.jpg`;
  const list = new NameList();
  for (let i = 0; i < 150_000; i++) list.add(name(i));
  expect(list.count).toBe(150_000);
  let wrong = 0;
  for (let i = 0; i < 150_000; i++) if (list.at(i) !== name(i)) wrong++;
  expect(wrong).toBe(0);
});

test('refuses a name longer than any', () => {
  const list = new NameList();
  list.add('語'.repeat(0xffff));
  expect(list.at(0)).toHaveLength(0xffff);
  expect(() => list.add('x'.repeat(0x10000))).toThrow('too long');
});

test('finds a text in names as a string would, with each letter compared as what it is folded to', () => {
  const folds = Uint8Array.from({ length: 256 }, (_, unit) => String.fromCharCode(unit).toLowerCase().charCodeAt(0));
  let state = 7;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  // Few letters, so that texts overlap with themselves and with each other.
  const word = (length: number): string => Array.from({ length }, () => 'aAbBé'[random(5)]).join('');
  const names = Array.from({ length: 2000 }, (_, i) => word(i % 300));
  const list = new NameList();
  for (const name of names) list.add(name);
  for (let length = 1; length < 300; length += length < 8 ? 1 : 40) {
    const text = word(length).toLowerCase();
    const sought = needle(text, folds);
    expect(names.map((_, i) => list.holds(i, sought))).toEqual(names.map((name) => name.toLowerCase().includes(text)));
    const end = names[299]!.slice(-length).toLowerCase();
    expect(list.holds(299, needle(end, folds))).toBe(true);
  }
});

test('says of names and of texts that are no Latin-1 which of them must be looked at as strings', () => {
  const list = new NameList();
  list.add('Отпуск.jpg');
  list.add('plain.jpg');
  const folds = Uint8Array.from({ length: 256 }, (_, unit) => unit);
  expect(needle('отпуск', folds)).toBeNull();
  expect([list.holds(0, null), list.holds(1, null)]).toEqual([null, false]);
  expect([list.holds(0, needle('jpg', folds)), list.holds(1, needle('jpg', folds))]).toEqual([null, true]);
});
