import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { toAppError } from '../../shared/errors';
import { requireWritable, writeFile } from './write-file';

let home: string;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'lookalike-write-')));
});

afterEach(() => rmSync(home, { recursive: true }));

const refusal = (work: Promise<unknown>): Promise<unknown> => work.then(() => null, toAppError);

it('a report takes the place of an earlier one when it is whole, and not before', async () => {
  const target = join(home, 'report.html');
  expect(await writeFile(target, ['<!doctype html>', ' ä'])).toBe(18);
  const pieces = function* (): Generator<string> {
    yield 'x'.repeat(200_000);
    expect(readFileSync(target, 'utf8')).toBe('<!doctype html> ä');
    throw new Error('it broke');
  };
  expect(await refusal(writeFile(target, pieces()))).toEqual({ kind: 'cannot-write', path: target, detail: 'it broke' });
  expect(readFileSync(target, 'utf8')).toBe('<!doctype html> ä');
  expect(await writeFile(target, ['anew'])).toBe(4);
  expect(readdirSync(home)).toEqual(['report.html']);
});

it('a link stays a link, and what it leads to is written', async () => {
  const target = join(home, 'link.json');
  symlinkSync(join(home, 'real.json'), target);
  writeFileSync(join(home, 'real.json'), '{}');
  await writeFile(target, ['[]']);
  expect(readFileSync(join(home, 'real.json'), 'utf8')).toBe('[]');
  expect(realpathSync(target)).toBe(join(home, 'real.json'));
});

it('images, folders and places that are not there are refused beforehand', async () => {
  const image = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(100)]);
  writeFileSync(join(home, 'photo.html'), image);
  mkdirSync(join(home, 'folder'));
  for (const [name, detail] of [
    ['photo.html', 'there is an image of that name'],
    ['folder', 'it is a folder'],
    ['gone/x.json', 'the folder for it is not there'],
    ['photo.html/x.json', 'the folder for it is not there'],
  ] as const) {
    const path = join(home, name);
    expect(await refusal(requireWritable(path))).toEqual({ kind: 'cannot-write', path, detail });
    expect(await refusal(writeFile(path, ['x']))).toEqual({ kind: 'cannot-write', path, detail });
  }
  expect(readFileSync(join(home, 'photo.html'))).toEqual(image);
  expect(await refusal(requireWritable(join(home, 'new.json')))).toBeNull();
});
