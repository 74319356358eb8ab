import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { isInside } from '../core/folders';

export interface ServeOptions {
  /** Absolute paths, to be opened at once. */
  readonly folders: readonly string[];
  /** Absolute paths under which the folder browser may look. */
  readonly roots: readonly string[];
  /** 0 for any free one. */
  readonly port: number;
  /** Whether to show the window in a browser, if there is one. */
  readonly open: boolean;
}

/** Throws commander's `CommanderError` after it has said what is wrong, or after the help was shown. */
export function serveOptions(args: readonly string[]): ServeOptions {
  const command = new Command('lookalike serve')
    .description('Shows the window in a browser on this machine.')
    .argument('[dir...]', 'folders to open at once')
    .option('--port <port>', 'a port of 127.0.0.1 (default: any free one)', portOption, 0)
    .option('--root <dir...>', 'folders that may be chosen from (default: those to open, else the home folder)', [])
    .option('--open', 'open the browser', false)
    .exitOverride()
    .showHelpAfterError('(lookalike serve --help tells more)')
    .parse(args, { from: 'user' });

  const { port, root, open } = command.opts<{ port: number; root: string[]; open: boolean }>();
  const folders = command.args.map((path) => resolve(path));
  const roots = outermost([...folders, ...root.map((path) => resolve(path))]);
  return { folders, roots: roots.length > 0 ? roots : [homedir()], port, open };
}

/** A root inside another one opens nothing that the other does not. */
function outermost(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].filter((path, _at, all) => !all.some((other) => other !== path && isInside(path, other)));
}

function portOption(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('Choose a number from 1 to 65535, or 0 for any.');
  return port;
}
