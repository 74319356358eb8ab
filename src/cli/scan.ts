import { undecided } from '../core/export/decided';
import { reportOf, type Report } from '../core/export/report';
import { picturesBy } from '../core/export/thumbnails';
import { writeReport } from '../core/export/writers';
import type { ScanSession } from '../core/library/session';
import type { GroupChoice, WorkerPool } from '../core/ports';
import type { Store } from '../core/store/store';
import { radiusRange } from '../shared/settings';
import { explain, toAppError } from '../shared/errors';
import { exportFormats } from '../shared/export';
import { defaultKeepPolicy } from '../shared/keep';
import { CliFailure } from './failure';
import { requireWritable, standardOutput, writeOutput } from './output';
import { withSession } from './session';
import { scanTable } from './table';
import { version } from './version';

export interface ScanCommandOptions {
  readonly workers?: number;
  readonly cache: boolean;
  readonly radius?: number;
  readonly shots?: boolean;
  readonly json?: string;
  readonly csv?: string;
  readonly html?: string;
  readonly skipped?: string;
}

/** `lookalike scan`: answers how many groups there are. */
export async function scanCommand(dirs: readonly string[], options: ScanCommandOptions, pool: WorkerPool): Promise<number> {
  const targets = exportFormats.map((format) => ({ format, target: options[format] }));
  await requireWritable(targets.map(({ target }) => target));
  const choice = { radius: options.radius ?? radiusRange.default, shots: options.shots ?? false, keep: defaultKeepPolicy };
  const setup = { dirs, pool, openStore: options.cache ? openSharedStore : null, choice, compare: true };
  return withSession(setup, async (session, folders) => {
    // The threads end while the report is written; all that needs them is its pictures.
    if (options.html === undefined) void pool.close();
    const report = reportOn(session, folders, choice);
    const pictures = picturesBy(pool);
    for (const { format, target } of targets) {
      if (target !== undefined) await writeOutput(target, writeReport(format, report, { pictures, progress: () => undefined }));
    }
    if (targets.every(({ target }) => target !== standardOutput)) await writeOutput(standardOutput, scanTable(report));
    return session.groups.count;
  });
}

function reportOn(session: ScanSession, folders: readonly string[], choice: GroupChoice): Report {
  const { stats, table, groups, skipped } = session;
  return reportOf({
    version: version(), made: Date.now(), folders, settings: { ...choice, excluded: [] }, complete: true, stats, table, groups, only: null, skipped,
    dismissed: { total: 0, all: () => [] }, decided: undecided(groups),
  });
}

async function openSharedStore(): Promise<Store> {
  const [{ openStore }, { dataFolder }] = await Promise.all([import('../core/store/store'), import('../core/data-folder')]);
  try {
    const store = openStore(dataFolder());
    const say = (notice: string): unknown => process.stderr.write(`lookalike: ${notice}\n`);
    for (const notice of store.notices()) say(notice);
    store.onNotice(say);
    return store;
  } catch (error) {
    const { what, advice } = explain(toAppError(error));
    throw new CliFailure(`${what} ${advice} Or use --no-cache, which needs none.`);
  }
}
