import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { toAppError, type AppError } from '../../shared/errors';
import { openStore } from '../store/store';
import { sampleBatch, sampleTasks } from '../store/testing/sample-batch';
import { Records } from './records';

test('the places of records can be told to threads', () => {
  const home = mkdtempSync(join(tmpdir(), 'lookalike-records-'));
  const store = openStore(home);
  const records = new Records(store);
  expect(structuredClone(records.places)).toEqual({ kept: { path: join(home, 'looks.bin'), id: expect.any(String) as unknown }, passing: records.places.passing });
  records.dispose();
  store.close();
  rmSync(home, { recursive: true });
});

test('where records can be kept nowhere, it says why and where; what can’t be removed is no reason to stop', () => {
  const home = mkdtempSync(join(tmpdir(), 'lookalike-records-'));
  vi.stubEnv('TMPDIR', join(home, 'gone'));
  try {
    const records = new Records(null);
    const tasks = sampleTasks(2);
    const save = (): unknown => records.save(sampleBatch(tasks), (row) => tasks[row]!);
    expect(errorOf(save)).toMatchObject({ kind: 'storage', detail: expect.stringContaining(`nothing can be written to “${join(home, 'gone')}”`) as unknown });
    mkdirSync(records.places.passing, { recursive: true });
    records.dispose();
  } finally {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  }
});

function errorOf(work: () => unknown): AppError | null {
  try {
    work();
    return null;
  } catch (error) {
    return toAppError(error);
  }
}
