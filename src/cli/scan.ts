import type { ScanSession } from '../core/library/session';
import type { Store } from '../core/store/store';
import { radiusRange } from '../shared/domain';
import { explain, toAppError } from '../shared/errors';
import { defaultKeepPolicy } from '../shared/keep';
import { writeCsv } from './csv';
import { CliFailure } from './failure';
import { requireWritable, standardOutput, writeOutput } from './output';
import { groupsOf, plainOf, skippedOf } from './report';
import { withSession } from './session';
import { scanTable } from './table';

export interface ScanCommandOptions {
  readonly workers?: number;
  readonly cache: boolean;
  readonly radius?: number;
  readonly shots?: boolean;
  readonly json?: string;
  readonly csv?: string;
}

/** `lookalike scan`: answers how many groups there are. */
export async function scanCommand(dirs: readonly string[], options: ScanCommandOptions, script: URL): Promise<number> {
  await requireWritable([options.json, options.csv]);
  const setup = {
    dirs,
    workers: options.workers,
    script,
    openStore: options.cache ? openSharedStore : null,
    choice: { radius: options.radius ?? radiusRange.default, shots: options.shots ?? false, keep: defaultKeepPolicy },
    compare: true,
  };
  return withSession(setup, async (session) => {
    if (options.json !== undefined) await writeOutput(options.json, scanJson(session));
    if (options.csv !== undefined) await writeOutput(options.csv, scanCsv(session));
    if (options.json !== standardOutput && options.csv !== standardOutput) await writeOutput(standardOutput, scanTable(session));
    return session.groups.count;
  });
}

async function openSharedStore(): Promise<Store> {
  const [{ openStore }, { dataFolder }] = await Promise.all([import('../core/store/store'), import('../core/data-folder')]);
  try {
    const store = openStore(dataFolder());
    for (const notice of store.notices()) process.stderr.write(`lookalike: ${notice}\n`);
    return store;
  } catch (error) {
    const { what, advice } = explain(toAppError(error));
    throw new CliFailure(`${what} ${advice} Or use --no-cache, which needs none.`);
  }
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
  for (const entry of skippedOf(session)) {
    yield `${comma}\n${JSON.stringify(entry)}`;
    comma = ',';
  }
  yield `\n],"plain":[`;
  comma = '';
  for (const path of plainOf(session)) {
    yield `${comma}\n${JSON.stringify(path)}`;
    comma = ',';
  }
  yield `\n],"stats":${JSON.stringify(session.stats)}}\n`;
}

function* scanCsv(session: ScanSession): Generator<string> {
  yield* writeCsv(
    ['group', 'kind', 'path', 'bytes', 'width', 'height', 'distance', 'keep', 'likeness', 'differences', 'bridge'],
    (function* () {
      for (const { id, kind, files } of groupsOf(session)) {
        for (const file of files) {
          yield [id, kind, file.path, file.bytes, file.width, file.height, file.distance, file.keep, file.likeness, file.differences.join(' '), file.bridge?.path ?? ''];
        }
      }
    })(),
  );
}
