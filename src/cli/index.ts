import { Command, CommanderError } from 'commander';
import { toAppError, explain } from '../shared/errors';
import type { BenchCommandOptions } from './bench';
import type { HashCommandOptions } from './hash';
import { countList, countOption, radiusOption } from './options';
import type { ScanCommandOptions } from './scan';

const workerScript = new URL('./worker.js', import.meta.url);

/** Nothing found, groups found, or something in the way: what scripts can tell from the exit code. */
const exitCodes = { nothingFound: 0, groupsFound: 1, failed: 2 } as const;

/** Runs the command line and sets the exit code. Each command's code is loaded only when it is asked for. */
export async function main(args: readonly string[]): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read our output went away (`| head`): that is no failure of ours.
    process.exit(error.code === 'EPIPE' ? 0 : exitCodes.failed);
  });
  try {
    await program().parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = error instanceof CommanderError ? commanderExit(error) : complain(error);
  }
}

function program(): Command {
  const root = new Command('lookalike')
    .description('Finds duplicate and near-duplicate images with every core of the machine.')
    .exitOverride()
    .showHelpAfterError('(lookalike --help tells more)');

  root
    .command('scan')
    .description('find groups of copies; exit 0 when there are none, 1 when there are, 2 on an error')
    .argument('<dir...>', 'folders to search')
    .option('--workers <n>', 'worker threads (default: one per core)', countOption)
    .option('--no-cache', 'hash every file, and store nothing')
    .option('--radius <bits>', 'largest distance of two copies, 0–16 of 64 bits', radiusOption)
    .option('--json <file>', 'write groups, skipped files and figures as JSON; - for standard output')
    .option('--csv <file>', 'write the groups as CSV')
    .action(async (dirs: string[], options: ScanCommandOptions) => {
      const { scanCommand } = await import('./scan');
      const groups = await scanCommand(dirs, options, workerScript);
      process.exitCode = groups > 0 ? exitCodes.groupsFound : exitCodes.nothingFound;
    });

  root
    .command('hash')
    .description('write the fingerprint of every image')
    .argument('<dir...>', 'folders to hash')
    .requiredOption('--out <file>', 'where to write: FILE.json or FILE.csv')
    .option('--workers <n>', 'worker threads (default: one per core)', countOption)
    .action(async (dirs: string[], options: HashCommandOptions) => {
      const { hashCommand } = await import('./hash');
      await hashCommand(dirs, options, workerScript);
    });

  root
    .command('bench')
    .description('measure how much faster more workers are')
    .argument('<dir>', 'a folder with images')
    .option('--workers <list>', 'worker counts, such as 1,2,4 (default: 1, 2, 4 … all cores)', countList)
    .option('--json', 'print the report as JSON')
    .action(async (dir: string, options: BenchCommandOptions) => {
      const { benchCommand } = await import('./bench');
      await benchCommand(dir, options, workerScript);
    });

  root
    .command('serve')
    .description('open the window in a browser instead: see lookalike serve --help')
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
  const { what, advice } = explain(toAppError(error));
  process.stderr.write(`lookalike: ${what} ${advice}\n`);
  return exitCodes.failed;
}
