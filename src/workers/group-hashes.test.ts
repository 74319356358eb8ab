import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeColumn, wordsAt, type HashColumn } from '../core/grouping/hamming-space';
import { groupHashes, performStep } from '../core/grouping/hash-groups';
import { randomNumbers } from '../core/grouping/test-random';
import { createPool } from './pool';
import { buildWorker } from './testing/build-worker';

let folder: string;
let script: URL;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lookalike-hashes-'));
  script = await buildWorker('testing/stub.worker.ts', join(folder, 'build'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Half of the hashes stand around a hundred centres, as far as 12 bits away: threads are at the same lists all the time. */
function crowdedColumn(): HashColumn {
  const next = randomNumbers(21);
  const column = makeColumn(40_000);
  const hashes = wordsAt(column, column.hashes, 80_000);
  for (let row = 0; row < 40_000; row++) {
    const centre = row >= 100 && next() % 2 === 0 ? next() % 100 : null;
    hashes.set(centre === null ? [next(), next()] : hashes.slice(2 * centre, 2 * centre + 2), 2 * row);
    for (let flips = centre === null ? 0 : next() % 13; flips > 0; flips--) hashes[2 * row + ((next() >>> 5) & 1)]! ^= 1 << (next() & 31);
  }
  return column;
}

describe('grouping hashes in a pool', () => {
  it('gives what one thread gives, with any number of workers', async () => {
    const expected = await groupHashes(crowdedColumn(), 8, 1, (step) => Promise.resolve(performStep(step)));
    expect(expected.members.length).toBeGreaterThan(15_000);
    for (const size of [1, 2, 5]) {
      const pool = createPool({ script, size });
      expect(await pool.groupHashes(crowdedColumn(), 8)).toEqual(expected);
      await pool.close();
    }
  });

  it('ends with the pool', async () => {
    const pool = createPool({ script, size: 2 });
    const ended = expect(pool.groupHashes(crowdedColumn(), 16)).rejects.toMatchObject({ error: { kind: 'internal' } });
    await vi.waitFor(() => expect(pool.snapshot().workers.map(({ status }) => status)).toContain('busy'));
    await pool.close();
    await ended;
  });
});
