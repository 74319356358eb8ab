import { extname } from 'node:path';
import { csvLines } from '../core/export/csv-lines';
import { byPath } from '../core/export/report';
import type { ScanSession } from '../core/library/session';
import type { WorkerPool } from '../core/ports';
import { defaultSettings } from '../shared/settings';
import { count, plural } from '../shared/numbers';
import { CliFailure } from './failure';
import { hashesOf } from './hashes';
import { requireWritable, writeOutput } from './output';
import { withSession } from './session';
import { duration } from './words';

export interface HashCommandOptions {
  readonly out: string;
  readonly workers?: number;
}

/** `lookalike hash`: every file's fingerprint, always computed anew. */
export async function hashCommand(dirs: readonly string[], options: HashCommandOptions, pool: WorkerPool): Promise<void> {
  const kind = extname(options.out).toLowerCase();
  if (kind !== '.json' && kind !== '.csv') {
    throw new CliFailure(`What to write is told by the ending of --out: “${options.out}” ends neither in .json nor in .csv.`);
  }
  await requireWritable([options.out]);
  await withSession({ dirs, pool, openStore: null, choice: { ...defaultSettings, radius: 0 }, compare: false }, async (session) => {
    // The threads end while the file is written.
    void pool.close();
    await writeOutput(options.out, kind === '.json' ? hashJson(session) : hashCsv(session));
    const { hashed, skipped, seconds, workers } = session.stats;
    process.stderr.write(
      `${plural(hashed, 'image')} hashed in ${duration(seconds)} with ${plural(workers, 'worker')}, ${count(skipped)} skipped.\n`,
    );
  });
}

function* hashJson(session: ScanSession): Generator<string> {
  const merged = new Map<string, string[]>();
  yield '{"version":1,"files":[';
  let comma = '';
  for (const file of hashesOf(session)) {
    yield `${comma}\n${JSON.stringify(file)}`;
    comma = ',';
    const paths = merged.get(file.hash);
    if (paths) paths.push(file.path);
    else merged.set(file.hash, [file.path]);
  }
  yield '\n],"hashes":{';
  comma = '';
  for (const [hash, paths] of merged) {
    yield `${comma}\n"${hash}":${JSON.stringify(paths)}`;
    comma = ',';
  }
  yield `\n},"skipped":${JSON.stringify(byPath(session.skipped))},"stats":${JSON.stringify(session.stats)}}\n`;
}

function* hashCsv(session: ScanSession): Generator<string> {
  yield* csvLines(
    ['path', 'hash', 'width', 'height', 'format', 'bytes'],
    (function* () {
      for (const file of hashesOf(session)) yield [file.path, file.hash, file.width, file.height, file.format, file.bytes];
    })(),
  );
}
