import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { Trial } from '../core/testing/faults/trial';
import { quickFolder } from '../core/testing/quick-folder';
import { createPool } from './pool';
import { buildWorker } from './testing/build-worker';
import { faultsVariable, workerFaultsIn } from './testing/worker-faults';

let home: string;
let script: URL;

beforeAll(async () => {
  home = quickFolder('faults');
  script = await buildWorker('testing/faulty.worker.ts', join(home, 'build'));
}, 120_000);
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => rmSync(home, { recursive: true }));

describe.skipIf(process.platform === 'win32')('cycles of scan, group, mark, remove, undo and scan again with faults at every step', () => {
  for (const seed of [1, 2, 3]) {
    test(`seed ${seed}: whatever fails, nothing is lost and everything has an answer`, { timeout: 180_000 }, async () => {
      const own = realpathSync(mkdtempSync(join(home, 'trial-')));
      vi.stubEnv('XDG_DATA_HOME', join(own, 'xdg'));
      vi.stubEnv(faultsVariable, '');
      const trial = new Trial({
        home: own,
        seed,
        workers: workerFaultsIn(join(own, 'faults')),
        createPool: (size) => createPool({ script, size, fileLimitMs: 1000, heapMb: 96 }),
      });
      await trial.injector.install();
      try {
        for (let cycle = 0; cycle < 3; cycle++) await trial.cycle();
      } finally {
        await trial.close();
        trial.injector.uninstall();
      }
      expect(trial.met.size).toBeGreaterThan(10);
    });
  }
});
