import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CliFailure } from './failure';

export interface WholeRun {
  readonly workers: number;
  /** From starting the process to its end. */
  readonly seconds: number;
}

const rounds = 3;

/**
 * Runs `lookalike hash` over a folder as a program of its own, in turn with each number of workers, and takes the
 * median of three rounds. Throws a CliFailure when it does not succeed.
 */
export async function measureWholeRuns(dir: string, counts: readonly number[], script: URL): Promise<readonly WholeRun[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lookalike-bench-'));
  try {
    const measured = counts.map((): number[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [i, workers] of counts.entries()) {
        measured[i]!.push(await hash(dir, workers, join(folder, 'hashes.csv'), script));
      }
    }
    return counts.map((workers, i) => ({ workers, seconds: measured[i]!.sort((a, b) => a - b)[rounds >> 1]! }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function hash(dir: string, workers: number, out: string, script: URL): Promise<number> {
  const program = fileURLToPath(new URL('../../bin/lookalike.mjs', script));
  const began = performance.now();
  const child = spawn(process.execPath, [program, 'hash', dir, '--workers', String(workers), '--out', out], { stdio: 'ignore' });
  const code = await new Promise<number | null>((done, failed) => child.once('error', failed).once('exit', done));
  if (code !== 0) throw new CliFailure(`A whole run could not be measured: it ended with ${code ?? 'a signal'}.`);
  return (performance.now() - began) / 1000;
}
