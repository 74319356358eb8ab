import { existsSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Disk, systemError, type DiskInterceptor } from '../testing/faults/disk';
import { codeOf } from './errors';
import { renameToFree } from './rename';

const disk = new Disk();
let home: string;
let from: string;
let to: string;

beforeEach(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'lookalike-rename-')));
  from = join(home, 'from.jpg');
  to = join(home, 'to.jpg');
  writeFileSync(from, 'old');
  await disk.install();
});
afterEach(() => {
  disk.uninstall();
  rmSync(home, { recursive: true });
});

/** The error's code, or null; and what is at both names. */
async function outcome(intercept: DiskInterceptor): Promise<readonly (string | null)[]> {
  disk.intercept = intercept;
  const code = await renameToFree(from, to).then(() => null, codeOf);
  disk.intercept = null;
  return [code, ...[from, to].map((path) => (existsSync(path) ? readFileSync(path, 'utf8') : null))];
}

/** Somebody saves another file under a name the moment that it was linked. */
function saving(name: string): DiskInterceptor {
  let saved = false;
  return (call) => {
    if (saved || call.name !== 'lstat' || !existsSync(to)) return null;
    saved = true;
    writeFileSync(join(home, 'aside'), 'new');
    renameSync(join(home, 'aside'), name);
    return null;
  };
}

describe.skipIf(process.platform === 'win32')('between the two names of a file that moves', () => {
  test('one that can’t be taken out of its folder has no second name afterwards', async () => {
    const refuse: DiskInterceptor = (call) => (call.name === 'unlink' && call.path === from ? systemError('EACCES', call) : null);
    expect(await outcome(refuse)).toEqual(['EACCES', 'old', null]);
  });

  test('what somebody saves under either is never taken away', async () => {
    expect(await outcome(saving(from))).toEqual(['ESTALE', 'new', null]);
    writeFileSync(from, 'old');
    expect(await outcome(saving(to))).toEqual(['EEXIST', 'old', 'new']);
  });

  test('a name that somebody took away meanwhile is gone, as it should be', async () => {
    expect(await outcome((call) => {
      if (call.name === 'unlink') rmSync(from);
      return null;
    })).toEqual([null, null, 'old']);
  });
});
