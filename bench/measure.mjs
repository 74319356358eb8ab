import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {readonly [string, ...string[]]} command
 * @property {readonly number[]} succeeds exit codes that mean it did its work
 *
 * @typedef {object} Run one whole process, from start to exit
 * @property {number} seconds wall time
 * @property {number | null} mebibytes peak resident memory, where GNU time is there to tell
 */

/** GNU time, which alone sees the peak memory of a process that has ended. */
const gnuTime = '/usr/bin/time';

/**
 * Runs all contenders in turn, once uncounted and then as often as asked: on a machine whose speed drifts only
 * runs side by side compare.
 *
 * @param {readonly Contender[]} contenders
 * @param {number} runs
 * @param {(line: string) => void} tell
 * @returns {Promise<Map<string, readonly Run[]>>} by name; run i of each was made in the same round
 */
export async function measureInTurn(contenders, runs, tell) {
  /** @type {Map<string, Run[]>} */
  const measured = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= runs; round++) {
    for (const contender of contenders) {
      const run = await runOnce(contender);
      tell(`${round === 0 ? 'warm-up' : `round ${round} of ${runs}`}: ${contender.name} ${run.seconds.toFixed(3)} s`);
      if (round > 0) measured.get(contender.name)?.push(run);
    }
  }
  return measured;
}

/**
 * @param {Contender} contender
 * @returns {Promise<Run>}
 */
async function runOnce({ name, command, succeeds }) {
  const folder = await mkdtemp(join(tmpdir(), 'lookalike-bench-'));
  try {
    const notes = join(folder, 'memory');
    const [program, ...args] = existsSync(gnuTime) ? [gnuTime, '-q', '-f', '%M', '-o', notes, ...command] : command;
    const began = performance.now();
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (said = (said + text).slice(-2000)));
    /** @type {number | null} */
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
    const seconds = (performance.now() - began) / 1000;
    if (code === null || !succeeds.includes(code)) throw new Error(`${name} ended with ${code ?? 'a signal'}: ${said}`);
    const mebibytes = existsSync(notes) ? Number(await readFile(notes, 'utf8')) / 1024 : null;
    return { seconds, mebibytes };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @param {readonly number[]} values at least one */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? NaN)) / 2;
}
