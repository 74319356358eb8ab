import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { isInside } from '../core/reach';
import { passwordVariable } from './password';

export interface ServeOptions {
  /** Absolute paths, to be opened at once. */
  readonly folders: readonly string[];
  /** Absolute paths under which the folder browser may look. */
  readonly roots: readonly string[];
  /** The IP address to listen on. */
  readonly address: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Origins under which a proxy or a tunnel makes this server known. */
  readonly publicUrls: readonly URL[];
  /** Absolute path; null where none is named. */
  readonly passwordFile: string | null;
  /** Whether to show the window in a browser, if there is one. */
  readonly open: boolean;
}

interface Given {
  readonly host?: string;
  readonly port?: number;
  readonly publicUrl?: readonly URL[];
  readonly passwordFile?: string;
  readonly root?: readonly string[];
  readonly open?: true;
}

/** Throws commander's `CommanderError` after it has said what is wrong, or after the help was shown. */
export function serveOptions(args: readonly string[]): ServeOptions {
  const command = new Command('lookalike serve')
    .description('Shows the window in a browser, on this machine unless told otherwise.')
    .argument('[dir...]', 'folders to open at once', addFolder)
    .option('--port <port>', 'the port to listen on (default: any free one)', portOption)
    .option('--host <address>', 'the IP address to listen on; another than this machine’s own needs a password (default: 127.0.0.1)', addressOption)
    .option('--password-file <file>', `a file whose first line is a password that lets browsers in; or set it in ${passwordVariable}`, fileOption)
    .option('--public-url <url>', 'where else browsers find this server, as behind a proxy: https://photos.example; may be given again', urlOption)
    .option('--root <dir...>', 'folders that may be chosen from (default: those to open, else the home folder)', addFolder)
    .option('--open', 'open the browser')
    .exitOverride()
    .showHelpAfterError('(lookalike serve --help tells more)')
    .addHelpText('after', '\nThe address that it prints lets one browser in, once, for ten minutes. Enter prints another.\nFrom another machine: docs/security.md says how, over SSH or behind a proxy with TLS.')
    .parse(args, { from: 'user' });

  const { host: address = '127.0.0.1', port = 0, publicUrl: publicUrls = [], passwordFile = null, root = [], open = false } = command.opts<Given>();
  const folders = command.args.map((path) => resolve(path));
  const roots = outermost([...folders, ...root]);
  return { folders, roots: roots.length > 0 ? roots : [homedir()], address, port, publicUrls, passwordFile, open };
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

function addressOption(text: string): string {
  if (isIP(text) === 0) throw new InvalidArgumentError('Name an IP address, such as 127.0.0.1, or 0.0.0.0 for all of this machine’s.');
  return text;
}

function fileOption(text: string): string {
  if (text === '') throw new InvalidArgumentError('It names no file.');
  return resolve(text);
}

/** An origin: the pages have absolute addresses, so that a proxy can't serve them from a folder of its own. */
function urlOption(text: string, before: readonly URL[] = []): readonly URL[] {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isOrigin = url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (!isOrigin) throw new InvalidArgumentError('Write it like https://photos.example or http://localhost:9000, with nothing behind the name and port.');
  return [...before, url];
}

function portOption(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('Choose a number from 1 to 65535, or 0 for any.');
  return port;
}
