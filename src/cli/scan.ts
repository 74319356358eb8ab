import type { ScanSession } from '../core/library/session';
import type { Store } from '../core/store/store';
import { radiusRange } from '../shared/domain';
import { writeCsv } from './csv';
import { groupsOf, type ReportedGroup } from './report';
import { withSession } from './session';
import { count, counted, duration, printable, size } from './words';
import { writeOutput } from './output';

export interface ScanCommandOptions {
  readonly workers?: number;
  readonly cache: boolean;
  readonly radius?: number;
  readonly json?: string;
  readonly csv?: string;
}

/** `lookalike scan`: answers how many groups there are. */
export async function scanCommand(dirs: readonly string[], options: ScanCommandOptions, script: URL): Promise<number> {
  const store = options.cache ? await openSharedStore() : null;
  const setup = {
    dirs,
    workers: options.workers,
    script,
    store,
    radius: options.radius ?? radiusRange.default,
    compare: true,
  };
  return withSession(setup, async (session) => {
    if (options.json !== undefined) await writeOutput(options.json, scanJson(session));
    if (options.csv !== undefined) await writeOutput(options.csv, scanCsv(session));
    if (options.json !== '-' && options.csv !== '-') await writeOutput('-', scanTable(session));
    return session.groups.count;
  });
}

async function openSharedStore(): Promise<Store> {
  const [{ openStore }, { dataFolder }] = await Promise.all([import('../core/store/store'), import('../core/data-folder')]);
  return openStore(dataFolder());
}

/** The report as documented in the README, in pieces, so that a large one is never one string. */
function* scanJson(session: ScanSession): Generator<string> {
  yield '{"version":1,"groups":[';
  let comma = '';
  for (const group of groupsOf(session)) {
    yield `${comma}\n${JSON.stringify(group)}`;
    comma = ',';
  }
  yield `\n],"skipped":[`;
  comma = '';
  for (const entry of session.skipped) {
    yield `${comma}\n${JSON.stringify({ path: entry.path, reason: entry.reason, detail: entry.detail })}`;
    comma = ',';
  }
  yield `\n],"stats":${JSON.stringify(session.stats)}}\n`;
}

function* scanCsv(session: ScanSession): Generator<string> {
  yield* writeCsv(
    ['group', 'kind', 'path', 'bytes', 'width', 'height', 'distance', 'keep'],
    (function* () {
      for (const { id, kind, files } of groupsOf(session)) {
        for (const file of files) {
          yield [id, kind, file.path, file.bytes, file.width, file.height, file.distance, file.keep];
        }
      }
    })(),
  );
}

function* scanTable(session: ScanSession): Generator<string> {
  for (const group of groupsOf(session)) yield groupLines(group);
  const { stats, groups } = session;
  const speed = stats.seconds > 0 ? Math.round((stats.hashed + stats.cached) / stats.seconds) : 0;
  yield `${counted(stats.files, 'file')} in ${duration(stats.seconds)} with ${counted(stats.workers, 'worker')} (${count(speed)} images/s)`;
  yield `: ${count(stats.hashed)} hashed, ${count(stats.cached)} from the cache, ${count(stats.skipped)} skipped.\n`;
  for (const [reason, files] of Object.entries(session.skippedByReason)) yield `  skipped: ${count(files)} ${reason}\n`;
  yield groups.count === 0
    ? 'No copies found.\n'
    : `${counted(groups.count, 'group')}, ${counted(groups.summary.files, 'file')}, ${size(groups.summary.bytesToGain)} to gain.\n`;
}

function groupLines({ id, kind, files }: ReportedGroup): string {
  const lines = files.map((file) => {
    const distance = file.keep ? '' : file.distance === 0 ? (kind === 'exact' ? 'identical' : '0 bits') : counted(file.distance, 'bit');
    const cells = [file.keep ? 'keep' : 'copy', `${file.width}×${file.height}`.padStart(11), size(file.bytes).padStart(9), distance.padEnd(9)];
    return `  ${cells.join('  ')}  ${printable(file.path)}\n`;
  });
  const title = kind === 'exact' ? counted(files.length, 'identical file') : counted(files.length, 'similar picture');
  return `Group ${id}: ${title}\n${lines.join('')}\n`;
}
