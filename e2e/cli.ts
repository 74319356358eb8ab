import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { test as base } from '@playwright/test';
import { z } from 'zod';
import { makeHome, type Home } from './home';

const program = resolve(import.meta.dirname, '../bin/lookalike.mjs');

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line, as a shell would run it, with this test's own data folder. */
export interface Cli {
  (...args: string[]): Promise<Finished>;
  start(args: readonly string[], options?: SpawnOptions): ChildProcess;
  /** Scans, and reads the report from standard output, on which nothing else may stand. */
  scan(...args: string[]): Promise<Report>;
}

interface Fixtures {
  home: Home;
  cli: Cli;
}

export const test = base.extend<Fixtures>({
  // Playwright reads a fixture's needs from its first parameter, and this one has none.
  // eslint-disable-next-line no-empty-pattern
  home: async ({}, use) => {
    const home = await makeHome('cli');
    await use(home);
    await home.remove();
  },
  cli: async ({ home }, use) => use(makeCli(home)),
});

export { expect } from '@playwright/test';

/** No key more and none less than documented. */
const reported = z.strictObject({
  version: z.literal(1),
  program: z.strictObject({ name: z.literal('Lookalike'), version: z.string().regex(/^\d+\./) }),
  made: z.iso.datetime(),
  folders: z.array(z.string().startsWith('/')).min(1),
  settings: z.strictObject({ radius: z.number(), shots: z.boolean(), excluded: z.array(z.string()), keep: z.array(z.strictObject({ criterion: z.string(), weight: z.number() })) }),
  complete: z.literal(true),
  listing: z.null(),
  groups: z.array(
    z.strictObject({
      id: z.number().int().positive(),
      kind: z.enum(['exact', 'same-pixels', 'similar', 'similar-shot']),
      bytesToGain: z.number().int().nonnegative(),
      files: z.array(
        z.strictObject({
          path: z.string().startsWith('/'),
          bytes: z.number().int().positive(),
          width: z.number().int().positive(),
          height: z.number().int().positive(),
          format: z.enum(['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff', 'svg']),
          modified: z.iso.datetime(),
          distance: z.number().int().min(0).max(12),
          differences: z.array(z.enum(['quarter-turn', 'half-turn', 'mirrored', 'cropped', 'extended', 'tilted', 'stretched', 'captioned', 'resized'])),
          likeness: z.enum(['identical', 'same-pixels', 'similar']),
          bridge: z.strictObject({ path: z.string().startsWith('/'), distance: z.number().int().min(0).max(12) }).nullable(),
          keep: z.boolean(),
          reasons: z.array(z.looseObject({ criterion: z.string(), better: z.boolean() })),
          decision: z.enum(['marked', 'kept', 'protected', 'undecided']),
        }),
      ).min(2),
    }),
  ),
  skipped: z.array(z.strictObject({ path: z.string().startsWith('/'), reason: z.string(), detail: z.string().regex(/^[A-Z].*\.$/s), advice: z.string().regex(/^[A-Z].*\.$/s) })),
  plain: z.array(z.string().startsWith('/')),
  dismissed: z.tuple([]),
  totals: z.strictObject({
    files: z.number(),
    compared: z.number(),
    skipped: z.number(),
    skippedByReason: z.record(z.string(), z.number()),
    unreached: z.literal(0),
    removed: z.literal(0),
    plain: z.number(),
    dismissed: z.literal(0),
    groups: z.number(),
    others: z.literal(0),
    grouped: z.number(),
    bytesToGain: z.number(),
    bytesMarked: z.literal(0),
    decisions: z.strictObject({ marked: z.literal(0), kept: z.literal(0), protected: z.literal(0), undecided: z.number() }),
  }),
  stats: z.strictObject({
    files: z.number(),
    hashed: z.number(),
    cached: z.number(),
    skipped: z.number(),
    bytes: z.number(),
    seconds: z.number(),
    workers: z.number(),
  }),
});
export type Report = z.infer<typeof reported>;

export function readReport(json: string): Report {
  return reported.parse(JSON.parse(json));
}

export async function readReportFile(path: string): Promise<Report> {
  return readReport(await readFile(path, 'utf8'));
}

/** What must not depend on chance or on the number of workers. */
export function lasting({ groups, skipped }: Report): unknown {
  return { groups, skipped };
}

/** The reason of every skipped file, by what its path has after the folder. */
export function reasons({ skipped }: Report, folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(skipped.map(({ path, reason }) => [path.slice(folder.length + 1), reason]));
}

/**
 * Options to run the program as somebody whom file permissions mean something to; null where there is
 * nobody such: root can become "nobody", if that one may read the program.
 */
export function unprivileged(): SpawnOptions | null {
  if (process.getuid?.() !== 0) return {};
  const nobody = { uid: 65_534, gid: 65_534 };
  return spawnSync(process.execPath, [program, '--version'], nobody).status === 0 ? nobody : null;
}

export async function finished(child: ChildProcess): Promise<Finished> {
  const [stdout, stderr, ended] = await Promise.all([
    child.stdout && !child.stdout.destroyed ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code: ended[0], stdout, stderr };
}

function makeCli(home: Home): Cli {
  function start(args: readonly string[], options: SpawnOptions = {}): ChildProcess {
    return spawn(process.execPath, [program, ...args], { env: home.env, stdio: ['ignore', 'pipe', 'pipe'], cwd: home.pictures, ...options });
  }
  const run = (...args: string[]): Promise<Finished> => finished(start(args));
  async function scan(...args: string[]): Promise<Report> {
    const { code, stdout, stderr } = await run('scan', '--json', '-', ...args);
    if (stderr !== '') throw new Error(stderr);
    const report = readReport(stdout);
    if (code !== (report.groups.length > 0 ? 1 : 0)) throw new Error(`ended with ${code}`);
    return report;
  }
  return Object.assign(run, { start, scan });
}
