// Run by bench/soak.mjs: cycles of scan → group → mark → remove → undo → scan again on a changing library, with faults on, or kills at
// random moments. Says at the end whether memory stayed flat and nothing leaked, or how soon scans went on; the exit code says it as well.
import { mkdtempSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { WorkerPool } from '../src/core/ports';
import { faultsOf, steps } from '../src/core/testing/faults/faults';
import { Trial } from '../src/core/testing/faults/trial';
import { createPool } from '../src/workers/pool';
import { Kills } from '../src/workers/testing/kills/kills';
import { workerFaultsIn } from '../src/workers/testing/worker-faults';
import { collect, resourcesNow, verdictOn, type Resources } from './soak/resources';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    /** Ends after so many cycles, if that is sooner. */
    cycles: { type: 'string', default: 'Infinity' },
    /** Instead of cycles, kills the engine so many times. */
    kills: { type: 'string' },
  },
});

/** How long it may take after a kill until a scan is where it was. */
const resumeMs = 2000;

const home = realpathSync(mkdtempSync(join(tmpdir(), 'lookalike-soak-')));
process.env['XDG_DATA_HOME'] = join(home, 'xdg');
// What is temporary is counted, so that nobody else's may be there.
process.env['TMPDIR'] = join(home, 'tmp');
for (const folder of ['xdg', 'tmp']) mkdirSync(join(home, folder));
const seed = Number(values.seed);
process.exitCode = (await (values.kills === undefined ? soak() : kill(Number(values.kills)))) ? 0 : 1;
rmSync(home, { recursive: true });

/** Whether nothing leaked. Throws what was broken. */
async function soak(): Promise<boolean> {
  const script = new URL('faulty.worker.js', import.meta.url);
  const createFaulty = (size: number): WorkerPool => createPool({ script, size, fileLimitMs: 2000, heapMb: 96 });
  const trial = new Trial({ home, seed, workers: workerFaultsIn(join(home, 'faults')), createPool: createFaulty });
  const end = performance.now() + Number(values.minutes) * 60_000;
  const samples: Resources[] = [];
  let cycles = 0;
  await trial.injector.install();
  try {
    for (; cycles < Number(values.cycles) && performance.now() < end; cycles++) {
      await trial.cycle();
      await collect();
      if (cycles % 10 !== 9) continue;
      await trial.close();
      samples.push(await resourcesNow());
      if (cycles % 100 === 99) console.log(`${cycles + 1} cycles; ${describe(samples.at(-1)!)}`);
    }
  } finally {
    await trial.close();
    trial.injector.uninstall();
  }
  const pairs = steps.reduce((sum, step) => sum + faultsOf(step).length, 0);
  const faults = [...trial.met.values()].reduce((sum, count) => sum + count, 0);
  console.log(`Seed ${seed}: ${cycles} cycles, ${faults} faults, ${trial.met.size} of ${pairs} pairs of a fault and a step, every promise kept.`);
  console.log(`Refused with a reason: ${[...trial.refusals].sort().map(([what, count]) => `${what} ${count}`).join(', ')}.`);
  const { ok, lines } = verdictOn(samples);
  for (const line of lines) console.log(line);
  return ok;
}

/** Whether the scan always went on in time. Throws what was broken. */
async function kill(times: number): Promise<boolean> {
  const victim = join(import.meta.dirname, 'victim.js');
  const kills = new Kills({ home, seed, victim, worker: new URL('hash.worker.js', import.meta.url) });
  const began = performance.now();
  for (let i = 1; i <= times; i++) {
    await kills.kill();
    if (i % 50 === 0) console.log(`${i} kills in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  console.log(`Seed ${seed}: ${times} kills, nothing lost: ${[...kills.killed].map(([phase, count]) => `${phase} ${count}`).join(', ')}.`);
  console.log(`${kills.resumed} fingerprints that were stored when a scan was killed were known at the next start; it was where it had been after ${kills.slowest.toFixed(0)} ms at most.`);
  return kills.slowest < resumeMs;
}

function describe({ own, heap, threads, handles, temporary, listeners }: Resources): string {
  return `${own.toFixed(0)} MiB of its own, heap ${heap.toFixed(1)} MiB, ${threads} threads, ${handles} handles, ${temporary} temporary files, ${listeners} listeners`;
}
