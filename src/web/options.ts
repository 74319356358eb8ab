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
    .argument('[dir...]', 'folders to open at once', addFolder)
    .option('--port <port>', 'a port of 127.0.0.1 (default: any free one)', portOption)
    .option('--root <dir...>', 'folders that may be chosen from (default: those to open, else the home folder)', addFolder)
    .option('--open', 'open the browser')
    .exitOverride()
    .showHelpAfterError('(lookalike serve --help tells more)')
    .parse(args, { from: 'user' });

  const { port = 0, root = [], open = false } = command.opts<{ port?: number; root?: readonly string[]; open?: true }>();
  const folders = command.args.map((path) => resolve(path));
  const roots = outermost([...folders, ...root]);
  return { folders, roots: roots.length > 0 ? roots : [homedir()], port, open };
}

/** A root inside another one opens nothing that the other does not. */
function outermost(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].filter((path, _at, all) => !all.some((other) => other !== path && isInside(path, other)));
}

function addFolder(path: string, before: readonly string[] = []): readonly string[] {
  // An empty argument, left by an unset shell variable, would name the current folder.
  if (path === '') throw new InvalidArgumentError('It names no folder.');
  return [...before, resolve(path)];
}

function portOption(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('Choose a number from 1 to 65535, or 0 for any.');
  return port;
}
