import { availableParallelism } from 'node:os';
import type { HashTask } from '../core/ports';
import { systemFiles } from '../core/scan/file-system';
import { scanFolders } from '../core/scan/scan';
import { surveyBy } from '../core/scan/survey';
import { measureSpeedup, pickSample, workerCounts } from '../core/speedup';
import type { SpeedupReport } from '../shared/speedup';
import { createPool } from '../workers/pool';
import { count, plural } from '../shared/numbers';
import { openFolders } from './folders';
import { standardOutput, writeOutput } from './output';
import { measureWholeRuns, type WholeRun } from './whole-runs';
import { size } from './words';

export interface BenchCommandOptions {
  readonly workers?: readonly number[];
  readonly json?: boolean;
}

/** Whole runs are measured where one worker needs less than so many seconds for the folder. */
const longestWholeRun = 8;

/**
 * `lookalike bench`: the measured speedup, of hashing as the window shows it, and, where that does not take long,
 * of whole runs of the program.
 */
export async function benchCommand(dir: string, options: BenchCommandOptions, script: URL): Promise<void> {
  const folders = await openFolders([dir]);
  const abort = new AbortController();
  const tasks: HashTask[] = [];
  for await (const batch of scanFolders(folders, { signal: abort.signal, survey: surveyBy(systemFiles) })) {
    for (const file of batch.files) tasks.push({ row: tasks.length, ...file });
  }
  const report = await measureSpeedup({
    sample: pickSample(tasks),
    counts: options.workers ?? workerCounts(availableParallelism()),
    createPool: (size) => createPool({ script, size }),
    onProgress: () => undefined,
    signal: abort.signal,
  });
  const counts = report.runs.map(({ workers }) => workers);
  const expected = (tasks.length / report.files) * (report.runs[0]?.seconds ?? 0);
  const whole = expected < longestWholeRun ? await measureWholeRuns(dir, counts, script) : [];
  await writeOutput(standardOutput, options.json === true ? [`${JSON.stringify({ ...report, wholeRuns: whole })}\n`] : table(report, whole));
}

function* table(report: SpeedupReport, whole: readonly WholeRun[]): Generator<string> {
  yield `${plural(report.files, 'file')}, ${size(report.bytes)}, on ${plural(report.cores, 'core')}\n`;
  yield `workers  seconds  images/s  speedup  efficiency${whole.length > 0 ? '  whole run  speedup' : ''}\n`;
  for (const [i, run] of report.runs.entries()) {
    const cells = [
      String(run.workers).padStart(7),
      run.seconds.toFixed(3).padStart(7),
      count(Math.round(run.filesPerSecond)).padStart(8),
      times(run.speedup).padStart(7),
      `${Math.round(run.efficiency * 100)} %`.padStart(10),
    ];
    const [alone, here] = [whole[0], whole[i]];
    if (alone && here) cells.push(`${here.seconds.toFixed(3)} s`.padStart(9), times(alone.seconds / here.seconds).padStart(7));
    yield `${cells.join('  ')}\n`;
  }
  if (report.serialShare !== null) yield `Serial share by Amdahl’s law: ${(report.serialShare * 100).toFixed(1)} %\n`;
  yield 'Seconds are of finding and hashing the files, by workers that have warmed up.';
  yield whole.length > 0 ? ' A whole run is the program from its start to its end, listing and writing included.\n' : '\n';
}

function times(speedup: number): string {
  return `${speedup.toFixed(2)}×`;
}
