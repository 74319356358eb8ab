import { expect, it } from 'vitest';
import type { HashTask } from '../core/ports';
import { Silence } from './silence';

const task = (path: string): HashTask => ({ row: 0, path, bytes: 1, modified: 0 });
const silence = (): Silence => new Silence(() => (path) => ({ at: path.startsWith('/share/') ? '/share/' : '/', isLocal: false }));

it('gives up a folder after its second file, and what comes of it later', () => {
  const one = silence();
  expect([one.met(task('/share/a/1')), one.met(task('/share/b/1')), one.met(task('/share/a/2'))]).toEqual([false, false, true]);
  one.broken([task('/share/b/2')]);
  expect(['/share/a/3', '/share/b/3', '/a/3'].map((path) => one.isIn(task(path)))).toEqual([true, false, false]);
});

it('gives up a drive after four files in a row, in whatever folders', () => {
  const one = silence();
  const met = (...names: readonly string[]): readonly boolean[] => names.map((name) => one.met(task(`/share/${name}/1`)));
  expect(met('a', 'b', 'c')).toEqual([false, false, false]);
  one.broken([task('/share/d/1')]);
  expect(met('e', 'f', 'g')).toEqual([false, false, false]);
  // What is read elsewhere says nothing of this drive.
  one.broken([task('/d/1')]);
  expect(met('h')).toEqual([true]);
  one.broken([task('/share/late/1')]);
  expect(['/share/new/1', '/new/1'].map((path) => one.isIn(task(path)))).toEqual([true, false]);
});
