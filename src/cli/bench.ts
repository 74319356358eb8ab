import { availableParallelism } from 'node:os';
import type { HashTask } from '../core/ports';
import { scanFolders } from '../core/scan/scan';
import { measureSpeedup, pickSample, workerCounts } from '../core/speedup';
import type { SpeedupReport } from '../shared/domain';
import { createPool } from '../workers/pool';
import { openFolders } from './folders';
import { standardOutput, writeOutput } from './output';
import { count, counted, size } from './words';

export interface BenchCommandOptions {
  readonly workers?: readonly number[];
  readonly json?: boolean;
}

/** `lookalike bench`: the measured speedup. */
export async function benchCommand(dir: string, options: BenchCommandOptions, script: URL): Promise<void> {
  const folders = await openFolders([dir]);
  const abort = new AbortController();
  const tasks: HashTask[] = [];
  for await (const batch of scanFolders(folders, { signal: abort.signal })) {
    for (const file of batch.files) tasks.push({ row: tasks.length, ...file });
  }
  const report = await measureSpeedup({
    sample: pickSample(tasks),
    counts: options.workers ?? workerCounts(availableParallelism()),
    createPool: (size) => createPool({ script, size }),
    onProgress: () => undefined,
    signal: abort.signal,
  });
  await writeOutput(standardOutput, options.json === true ? [`${JSON.stringify(report)}\n`] : table(report));
}

function* table(report: SpeedupReport): Generator<string> {
  yield `${counted(report.files, 'file')}, ${size(report.bytes)}, on ${counted(report.cores, 'core')}\n`;
  yield 'workers  seconds  images/s  speedup  efficiency\n';
  for (const run of report.runs) {
    const cells = [
      String(run.workers).padStart(7),
      run.seconds.toFixed(3).padStart(7),
      count(Math.round(run.filesPerSecond)).padStart(8),
      `${run.speedup.toFixed(2)}×`.padStart(7),
      `${Math.round(run.efficiency * 100)} %`.padStart(10),
    ];
    yield `${cells.join('  ')}\n`;
  }
  if (report.serialShare !== null) yield `Serial share by Amdahl’s law: ${(report.serialShare * 100).toFixed(1)} %\n`;
}
