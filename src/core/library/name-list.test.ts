import { expect, test } from 'vitest';
import { NameList } from './name-list';

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
