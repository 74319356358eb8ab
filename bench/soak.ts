// Run by bench/soak.mjs: cycles of scan → group → mark → remove → undo → scan again on a changing library, with faults on. Says at the end
// whether memory stayed flat and nothing leaked; the exit code says it as well.
import { mkdtempSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Trial } from '../src/core/testing/faults/trial';
import { createPool } from '../src/workers/pool';
import { workerFaultsIn } from '../src/workers/testing/worker-faults';
import { resourcesNow, verdictOn, type Resources } from './soak/resources';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    /** Ends after so many cycles, if that is sooner. */
    cycles: { type: 'string', default: 'Infinity' },
  },
});

const home = realpathSync(mkdtempSync(join(tmpdir(), 'lookalike-soak-')));
process.env['XDG_DATA_HOME'] = join(home, 'xdg');
mkdirSync(join(home, 'xdg'));
const seed = Number(values.seed);
const end = performance.now() + Number(values.minutes) * 60_000;
const script = new URL('faulty.worker.js', import.meta.url);
const trial = new Trial({
  home,
  seed,
  workers: workerFaultsIn(join(home, 'faults')),
  createPool: (size) => createPool({ script, size, fileLimitMs: 2000, heapMb: 96 }),
});
await trial.injector.install();
const samples: Resources[] = [];
let cycles = 0;
try {
  for (; cycles < Number(values.cycles) && performance.now() < end; cycles++) {
    await trial.cycle();
    if (cycles % 20 !== 19) continue;
    await trial.close();
    samples.push(resourcesNow(home));
    if (cycles % 200 === 199) console.log(`${cycles + 1} cycles; ${describe(samples.at(-1)!)}`);
  }
} finally {
  await trial.close();
  trial.injector.uninstall();
}
console.log(`Seed ${seed}: ${cycles} cycles, ${[...trial.met.values()].reduce((sum, count) => sum + count, 0)} faults of ${trial.met.size} sorts and steps, all promises kept.`);
console.log(`Refused: ${[...trial.refusals].sort().map(([what, count]) => `${what} ${count}`).join(', ')}.`);
const verdict = verdictOn(samples);
for (const line of verdict.lines) console.log(line);
process.exitCode = verdict.ok ? 0 : 1;
rmSync(home, { recursive: true });

function describe({ rss, heap, threads, handles, temporary, listeners }: Resources): string {
  return `${rss.toFixed(0)} MiB, heap ${heap.toFixed(1)} MiB, ${threads} threads, ${handles} handles, ${temporary} temporary files, ${listeners} listeners`;
}
