import { Command, CommanderError } from 'commander';
import { radiusRange } from '../shared/settings';
import { toAppError, explain } from '../shared/errors';
import type { BenchCommandOptions } from './bench';
import { CliFailure, Interrupted } from './failure';
import type { GroupCommandOptions } from './group';
import type { HashCommandOptions } from './hash';
import { bitsOption, bitsRange, countList, countOption, radiusOption } from './options';
import type { ScanCommandOptions } from './scan';
import { withThreads } from './threads';
import { version } from './version';
import { printable } from './words';

const workerScript = new URL('./worker.js', import.meta.url);

/** What scripts can tell from the exit code. The last is 128 + SIGINT, as shells have it. */
const exitCodes = { nothingFound: 0, groupsFound: 1, failed: 2, interrupted: 130 } as const;

/** Runs the command line and sets the exit code. Each command's code is loaded only when it is asked for. */
export async function main(args: readonly string[]): Promise<void> {
  // A stream that breaks while nobody listens to its errors would take the program down. What becomes of a failed
  // write is for the writer (output.ts) to say; and when standard error is gone there is nobody left to say it to.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    await program().parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = error instanceof CommanderError ? commanderExit(error) : complain(error);
  }
}

function program(): Command {
  const root = new Command('lookalike')
    .description('Finds duplicate and near-duplicate images with every core of the machine.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'lookalike: ')) })
    .showHelpAfterError('(lookalike --help tells more)');

  root
    .command('scan')
    .description('Find groups of copies. Ends with 0 when there are none, 1 when there are, 2 on an error.')
    .argument('<dir...>', 'folders to search')
    .option('--workers <n>', 'worker threads (default: one per core)', countOption)
    .option('--no-cache', 'hash every file, and store nothing')
    .option('--radius <n>', `how unlike copies may be, from ${radiusRange.min} (they look the same) to ${radiusRange.max} (default: ${radiusRange.default})`, radiusOption)
    .option('--shots', 'report similar shots too, as of a burst: no copies, and after all others')
    .option('--json <file>', 'write groups, skipped files and figures as JSON; - for standard output')
    .option('--csv <file>', 'write the groups as CSV; - for standard output')
    .option('--skipped <file>', 'write what was not compared, with the reason and what to do, as CSV; - for standard output')
    .option('--html <file>', 'write a report to read, with small pictures, as one HTML file; - for standard output')
    .action(async (dirs: string[], options: ScanCommandOptions) => {
      const groups = await withThreads({ script: workerScript, workers: options.workers, busy: !options.cache }, async (pool) =>
        (await import('./scan')).scanCommand(dirs, options, pool));
      process.exitCode = groups > 0 ? exitCodes.groupsFound : exitCodes.nothingFound;
    });

  root
    .command('hash')
    .description('Write the fingerprint of every image.')
    .argument('<dir...>', 'folders to hash')
    .requiredOption('--out <file>', 'where to write: FILE.json or FILE.csv')
    .option('--workers <n>', 'worker threads (default: one per core)', countOption)
    .action(async (dirs: string[], options: HashCommandOptions) => {
      await withThreads({ script: workerScript, workers: options.workers, busy: true }, async (pool) =>
        (await import('./hash')).hashCommand(dirs, options, pool));
    });

  root
    .command('group')
    .description('Group bare hashes: a file of 64-bit little-endian numbers, each named by its position.')
    .argument('<file>', 'the hashes, eight bytes each')
    .option('--radius <bits>', `largest distance of a member to the first of its group in bits of 64, ${bitsRange.min}–${bitsRange.max} (default: 8)`, bitsOption)
    .option('--workers <n>', 'worker threads (default: one per core)', countOption)
    .option('--json <file>', 'where to write the groups; - for standard output (the default)')
    .action(async (file: string, options: GroupCommandOptions) => {
      await withThreads({ script: workerScript, workers: options.workers, busy: true }, async (pool) =>
        (await import('./group')).groupCommand(file, options, pool));
    });

  root
    .command('bench')
    .description('Measure how much faster more workers are.')
    .argument('<dir>', 'a folder with images')
    .option('--workers <list>', 'worker counts, such as 1,2,4 (default: 1, 2, 4 … all cores)', countList)
    .option('--json', 'print the report as JSON')
    .action(async (dir: string, options: BenchCommandOptions) => {
      const { benchCommand } = await import('./bench');
      await benchCommand(dir, options, workerScript);
    });

  root
    .command('serve')
    .description('Open the window in a browser; lookalike serve --help tells more.')
    .argument('[dir...]', 'folders to open');

  root.command('demo', { hidden: true }).action(async () => {
    const { demoCommand } = await import('./demo');
    await demoCommand(workerScript);
  });
  return root;
}

/** Asked-for help ends well; everything else that the parser objects to is a usage error. */
function commanderExit(error: CommanderError): number {
  return error.exitCode === 0 ? 0 : exitCodes.failed;
}

function complain(error: unknown): number {
  process.stderr.write(`lookalike: ${printable(sentences(error))}\n`);
  return error instanceof Interrupted ? exitCodes.interrupted : exitCodes.failed;
}

function sentences(error: unknown): string {
  if (error instanceof CliFailure || error instanceof Interrupted) return error.message;
  const { what, advice } = explain(toAppError(error));
  return `${what} ${advice}`;
}
