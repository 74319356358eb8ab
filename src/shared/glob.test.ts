import { describe, expect, it } from 'vitest';
import { compileGlob } from './glob';

function matches(pattern: string, path: string, isFolder = false): boolean {
  const compiled = compileGlob(pattern);
  if (!compiled.ok) throw new Error(compiled.problem);
  return compiled.glob.matches(path, isFolder);
}

describe('patterns of paths', () => {
  it.each([
    ['*.tmp', 'a/b/x.TMP'],
    ['thumb?.jpg', 'Thumb1.jpg'],
    ['IMG_[0-9]*.jpg', 'x/img_7 copy.jpg'],
    ['[!a-m]*', 'zoo'],
    ['[]x]', ']'],
    ['*.{jpg,jpe,JPEG}', 'a.jpeg'],
    ['Phone/*.jpg', 'phone/a.jpg'],
    ['/a.jpg', 'a.jpg'],
    ['**/cache/**', 'a/b/cache/x/y.jpg'],
    ['**/a/**/b/*.png', 'x/a/y/a/b/c.png'],
    ['a/**/b', 'a/b'],
    ['a**b', 'axxb'],
    ['\\!so\\*', '!so*'],
    ['caf\u00e9', 'cafe\u0301'],
    ['?.jpg', '🦊.jpg'],
  ])('%s is %s', (pattern, path) => expect(matches(pattern, path)).toBe(true));

  it.each([
    ['*.tmp', 'x.tmp/y.jpg'],
    ['Phone/*.jpg', 'Phone/a/b.jpg'],
    ['Phone/*.jpg', 'x/Phone/a.jpg'],
    ['/a.jpg', 'x/a.jpg'],
    ['?.jpg', '.jpg'],
    ['[!a-m]*', 'a'],
    ['a/**/b', 'a/b/c'],
    ['\\*', 'x'],
  ])('%s is not %s', (pattern, path) => expect(matches(pattern, path)).toBe(false));

  it('means folders only with a slash at its end', () => {
    expect([matches('old/', 'x/old', true), matches('old/', 'x/old', false)]).toEqual([true, false]);
  });

  it.each([
    ['', 'empty'], ['   ', 'empty'], ['/', 'name'], ['!x', '“!”'], ['[a', '“[”'], ['{a,b', '“{”'], ['a}', '“}”'], ['{a,{b,c}}', 'inside braces'],
    ['a\\', 'nothing after'], ['../x', '“..”'], ['[z-a]', 'backwards'], ['x'.repeat(257), '256'], ['{a,b,c}'.repeat(4), '64'],
  ])('says what is wrong with %j', (pattern, part) => {
    const compiled = compileGlob(pattern);
    expect(compiled.ok ? '' : compiled.problem).toContain(part);
  });

  // By backtracking this takes longer than anyone lives.
  it('takes no longer for patterns made to take long', () => {
    expect(matches('*a'.repeat(100) + 'b', 'a'.repeat(250))).toBe(false);
    expect(matches('**/a/'.repeat(40) + 'b', 'a/'.repeat(500) + 'c')).toBe(false);
  });
});
