import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { bundle } from '../../scripts/bundle.mjs';
import { quickFolder } from '../core/testing/quick-folder';
import { Kills } from './testing/kills/kills';

afterEach(() => {
  vi.unstubAllEnvs();
});

test.skipIf(process.platform === 'win32')('killed with SIGKILL at random moments, it loses no fingerprint, no decision and no file', { timeout: 180_000 }, async () => {
  const [victim = '', worker = ''] = await bundle(['src/workers/testing/kills/victim.ts', 'src/workers/hash.worker.ts']);
  const home = quickFolder('kills');
  mkdirSync(join(home, 'xdg'));
  vi.stubEnv('XDG_DATA_HOME', join(home, 'xdg'));
  try {
    const kills = new Kills({ home, seed: 1, victim, worker: pathToFileURL(worker) });
    for (let i = 0; i < 12; i++) await kills.kill();
    expect([...kills.killed.values()].reduce((sum, count) => sum + count, 0)).toBe(12);
  } finally {
    rmSync(home, { recursive: true });
  }
});
