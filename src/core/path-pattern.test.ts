import { describe, expect, it } from 'vitest';
import { pathPattern } from './path-pattern';

const paths = [
  '/home/ada/Photos/2019/IMG_0001.JPG',
  '/home/ada/Photos/2019/IMG_0001 (1).jpg',
  '/home/ada/Photos/Backup/2019/IMG_0002.png',
  '/home/ada/Photos/.hidden/Été.jpeg',
  '/mnt/Backup/a|b+c.jpg',
];

function matching(pattern: string): readonly number[] {
  const matches = pathPattern(pattern);
  return paths.flatMap((path, i) => (matches(path) ? [i] : []));
}

describe('a pattern of paths', () => {
  it.each([
    ['backup', [2, 4]],
    ['e\u0301te\u0301', [3]],
    ['photos/2019', [0, 1]],
    ['*.jpg', [0, 1, 4]],
    ['IMG_????.*', [0, 2]],
    ['* (1).*', [1]],
    ['*|b+*', [4]],
    ['img_000[2-9].{png,tiff}', [2]],
    ['[!i]*', [3, 4]],
    ['*', [0, 1, 2, 3, 4]],
    ['backup/*', [4]],
    ['backup/**', [2, 4]],
    ['backup*/', [2, 4]],
    ['2019/*.jpg', [0, 1]],
    ['/mnt/*/*', [4]],
    ['/photos/**', []],
  ])('%s', (pattern, expected) => expect(matching(pattern)).toEqual(expected));

  it('is refused with what is wrong where it is malformed', () => {
    expect(() => pathPattern('*.{jpg,png')).toThrow('never closed');
  });
});
