import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clearPassing, passingPath } from './passing-records';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookalike-passing-'));
  vi.stubEnv('TMPDIR', folder);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test.skipIf(process.platform === 'win32')('records of a process that was killed are removed, those of one at work and other files stay', async () => {
  const ours = passingPath();
  expect(dirname(ours)).toBe(folder);
  const [program, space] = basename(ours).split('-');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const theirs = join(folder, `${program}-${space}-${child.pid}-00000000-0000-0000-0000-000000000000.looks`);
  const elsewhere = join(folder, `${program}-1-${child.pid}-00000000-0000-0000-0000-000000000000.looks`);
  const foreign = join(folder, `lookalike-${child.pid}.looks`);
  for (const path of [ours, theirs, elsewhere, foreign]) writeFileSync(path, '');
  clearPassing();
  expect([ours, theirs, elsewhere, foreign].map((path) => existsSync(path))).toEqual([true, true, true, true]);
  child.kill('SIGKILL');
  await once(child, 'close');
  clearPassing();
  expect([ours, theirs, elsewhere, foreign].map((path) => existsSync(path))).toEqual([true, false, true, true]);
});
