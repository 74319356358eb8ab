import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Disk, systemError } from '../testing/faults/disk';
import { holdingTrash } from './holding';

const disk = new Disk();
let home: string;
let library: string;

beforeEach(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'lookalike-holding-')));
  library = join(home, 'photos');
  mkdirSync(join(library, '2020/rome'), { recursive: true });
  for (const name of ['a.jpg', '2020/b.jpg', '2020/rome/c.jpg']) writeFileSync(join(library, name), name);
  await disk.install();
});
afterEach(() => {
  disk.uninstall();
  rmSync(home, { recursive: true });
});

/** Where a file of the library would go, below its folder; or why it would not. The library's folder can't be written so many times that it is asked. */
async function placeOf(name: string, refusals: number): Promise<string> {
  let left = refusals;
  disk.intercept = (call) => (call.name === 'access' && call.path === library && left-- > 0 ? systemError('EIO', call) : null);
  const reserved = await holdingTrash({ stamp: 'now', roots: [library] }).reserve(join(library, name));
  disk.intercept = null;
  return reserved.ok ? (reserved.value.trashed ?? '').replace(`${library}/`, '') : reserved.failure.reason;
}

describe.skipIf(process.platform === 'win32')('the holding folder', () => {
  test('is in the library’s folder, whatever above it can be written', async () => {
    expect(await placeOf('2020/rome/c.jpg', 0)).toBe('.lookalike-removed/now/2020/rome/c.jpg');
    expect(await placeOf('a.jpg', 1)).toBe('.lookalike-removed/now/a.jpg');
  });

  test('where that can’t be written, in the highest folder below it that can', async () => {
    expect(await placeOf('2020/rome/c.jpg', Infinity)).toBe('2020/.lookalike-removed/now/rome/c.jpg');
    expect(await placeOf('a.jpg', Infinity)).toBe('no-permission');
  });
});
