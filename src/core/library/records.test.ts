import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../store/store';
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
