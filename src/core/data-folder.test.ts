import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { AppFailure } from '../shared/errors';
import { dataFolder } from './data-folder';

const home = mkdtempSync(join(tmpdir(), 'lookalike-data-'));

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

test('is where LOOKALIKE_DATA says, made for its owner alone; an error where it cannot be', () => {
  vi.stubEnv('LOOKALIKE_DATA', join(home, 'deep/er'));
  expect(dataFolder()).toBe(join(home, 'deep/er'));
  if (process.platform !== 'win32') expect(statSync(join(home, 'deep/er')).mode & 0o777).toBe(0o700);
  writeFileSync(join(home, 'file'), '');
  vi.stubEnv('LOOKALIKE_DATA', join(home, 'file/x'));
  expect(() => dataFolder()).toThrow(AppFailure);
});
