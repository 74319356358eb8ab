import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, expect, it } from 'vitest';
import { makeColumn } from '../core/grouping/hamming-space';
import { EngineBench } from '../core/testing/engine-bench';
import { quickFolder } from '../core/testing/quick-folder';
import { createPool } from './pool';
import { buildWorker } from './testing/build-worker';

const home = quickFolder('kept-kernels');
const bench = new EngineBench(home);
afterEach(() => bench.clear());

// Each thread that compiles one leaves memory behind for good: a window that is open for weeks makes thousands.
it('threads of an engine compile no kernel: they are given all of them', async () => {
  const script = await buildWorker('testing/sealed.worker.ts', join(home, 'build'));
  mkdirSync(join(home, 'photos'));
  const noise = sharp({ create: { width: 300, height: 200, channels: 3, background: 'white', noise: { type: 'gaussian', mean: 128, sigma: 60 } } });
  const picture = sharp(await noise.png().toBuffer()).resize(900, 600);
  for (const name of ['a.jpg', 'b.png', 'c.webp']) await picture.toFile(join(home, 'photos', name));

  bench.createPool = (size) => createPool({ script, size });
  await bench.open();
  await bench.start('photos');
  const { error, stats, skippedByReason, groups } = await bench.phase('done', 'failed');
  expect({ error, hashed: stats.hashed, skippedByReason, found: groups.files }).toEqual({ error: null, hashed: 3, skippedByReason: {}, found: 3 });
  const pool = createPool({ script, size: 2 });
  expect([...(await pool.groupHashes(makeColumn(1000), 8)).members]).toHaveLength(1000);
  await pool.close();
}, 60_000);
