import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { processStatus } from '../process-status';

/** What the process holds while nothing of the engine runs. */
export interface Resources {
  /**
   * MiB of resident memory after a collection of garbage; without mapped files where the system tells, which it takes away, and gives back, as
   * it likes, and without what V8 holds in reserve: 15 to 36 MiB, as the last collections left it.
   */
  readonly own: number;
  /** MiB of JavaScript, of these. */
  readonly heap: number;
  readonly threads: number;
  /** Open files and sockets. */
  readonly handles: number;
  readonly temporary: number;
  /** Of the process and of its timers and ports. */
  readonly listeners: number;
}

const mebibyte = 1024 * 1024;
/** How much the mean of the last quarter may be above that of the second. */
const tolerance = 0.05;

/**
 * Collects garbage, with what lies outside of V8's heap: it is let go of a turn after what stood for it was collected. A connection to SQLite that
 * was closed holds 400 kB until then, of which V8 knows nothing: where a process opens a hundred, as none but a soak does, they make a mountain
 * that malloc keeps.
 */
export async function collect(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    globalThis.gc?.();
    await setImmediate();
  }
}

/** The folder of what is temporary is to be the process's own. */
export async function resourcesNow(): Promise<Resources> {
  await collect();
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  const events = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  return {
    own: (processStatus('RssAnon') ?? rss / 1024) / 1024 - (heapTotal - heapUsed) / mebibyte,
    heap: heapUsed / mebibyte,
    threads: processStatus('Threads') ?? 0,
    handles: existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0,
    temporary: readdirSync(tmpdir()).length,
    listeners: events + process.getActiveResourcesInfo().length,
  };
}

export interface Verdict {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

/** Memory is to be flat: the last quarter within 5 % of the second. Of what is counted nothing may be more in the last than in the second. */
export function verdictOn(samples: readonly Resources[]): Verdict {
  if (samples.length < 8) return { ok: true, lines: ['Too short to say whether memory stays flat.'] };
  const quarter = Math.floor(samples.length / 4);
  const second = samples.slice(quarter, 2 * quarter);
  const last = samples.slice(-quarter);
  const judged = (['own', 'heap', 'threads', 'handles', 'temporary', 'listeners'] as const).map((what) => {
    const [before, after] = [mean(second, what), mean(last, what)];
    const isMemory = what === 'own' || what === 'heap';
    const ok = after <= before * (isMemory ? 1 + tolerance : 1) + (isMemory ? 0 : 0.5);
    return { ok, line: `${ok ? 'flat' : 'LEAKS'}: ${what}, ${before.toFixed(1)} in the second quarter, ${after.toFixed(1)} in the last` };
  });
  return { ok: judged.every(({ ok }) => ok), lines: judged.map(({ line }) => line) };
}

function mean(samples: readonly Resources[], what: keyof Resources): number {
  return samples.reduce((sum, sample) => sum + sample[what], 0) / samples.length;
}
