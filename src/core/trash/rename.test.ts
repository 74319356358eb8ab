import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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

  test('a file whose folder is renamed has one name afterwards, whichever folder and before whichever call', async () => {
    /** The codes, and how many names the file has, for each call that the folder can be renamed before. */
    const ends = async (which: 'from' | 'to'): Promise<readonly (string | null)[]> => {
      const codes: (string | null)[] = [];
      for (let call = 0; ; call++) {
        const root = mkdtempSync(join(home, 'way-'));
        [from, to] = [join(root, 'here/a.jpg'), join(root, 'there/a.jpg')];
        for (const path of [from, to]) mkdirSync(dirname(path));
        writeFileSync(from, 'old');
        let calls = 0;
        const [code] = await outcome(() => {
          if (existsSync(to) && calls++ === call) renameSync(dirname(which === 'from' ? from : to), join(root, 'renamed'));
          return null;
        });
        const left = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.jpg'));
        expect(left, `before call ${call}`).toHaveLength(1);
        if (calls <= call) return codes;
        codes.push(code ?? null);
      }
    };
    expect(await ends('from')).toEqual(['ENOENT', 'ENOENT', 'ENOENT']);
    expect(await ends('to')).toEqual([null, null, null]);
  });
});
