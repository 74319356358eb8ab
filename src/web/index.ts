import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { z } from 'zod';
import { dataFolder } from '../core/data-folder';
import { createEngine, type Engine } from '../core/engine';
import { realOrSame, reachOf } from '../core/reach';
import { platformTrash } from '../core/trash/platform';
import { createPool } from '../workers/pool';
import { loadAssets, type Assets } from './assets';
import { openBrowser } from './browser';
import { CannotStart, complain } from './complaints';
import { serveOptions, type ServeOptions } from './options';
import { passwordVariable, readPassword, type Password } from './password';
import { startServer, type WebServer } from './server';
import { onAddressWanted, onExitWanted } from './signals';
import { isLoopback } from './sites';

// Beside this file in `out/`, which the build lays out.
const workerScript = new URL('./worker.js', import.meta.url);
const rendererFolder = new URL('../renderer/', import.meta.url);
const packageFile = new URL('../../package.json', import.meta.url);

const exitFailed = 2;

const unencrypted =
  'Other machines can reach it too, with the password. Nothing on the way is encrypted: docs/security.md says how to put a proxy with TLS before it.\n';

/** `lookalike serve`: runs until it is told to end. `args` are those after `serve`. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    await serve(serveOptions(args));
  } catch (error) {
    if (!(error instanceof CommanderError)) complain(error);
    // Asked-for help is what commander ends with 0.
    process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : exitFailed;
  }
}

async function serve(options: ServeOptions): Promise<void> {
  const { address: interfaceAddress, passwordFile } = options;
  const password = await readPassword(passwordFile, process.env);
  if (password === null && !isLoopback(interfaceAddress)) {
    throw new CannotStart(`Other machines could reach ${interfaceAddress}, so a password has to be set first: in ${passwordVariable}, or in a file named by --password-file.`);
  }
  const assets = await windowFiles();
  const engine = await makeEngine(options);
  const server = await listen(engine, assets, password, options);

  const announce = (): string => {
    const address = server.newAddress();
    process.stdout.write(`Lookalike is ready at ${address}\n`);
    return address;
  };
  onExitWanted(async () => {
    await server.close();
    await engine.close();
  });
  const address = announce();
  if (process.stdin.isTTY) process.stderr.write('That address works once, for ten minutes. Enter prints a new one, Ctrl+C ends Lookalike.\n');
  if (!isLoopback(interfaceAddress)) process.stderr.write(unencrypted);
  onAddressWanted(announce);
  if (options.open) await openBrowser(address);
}

async function makeEngine({ folders, roots: named }: ServeOptions): Promise<Engine> {
  const data = dataFolder();
  // Once and for all: whoever may write beside a root can put a link in its place.
  const roots = [...new Set(named.map(realOrSame))];
  const { folders: within } = reachOf(roots, data);
  const host = { kind: 'web', pickFolders: null, browseRoots: roots, folderDrop: false, reveal: null, open: null, saveFile: null } as const;
  return createEngine(
    {
      dataFolder: data,
      version: await version(),
      host,
      trash: platformTrash(),
      createPool: (size) => createPool({ script: workerScript, size, within }),
    },
    folders,
  );
}

async function listen(engine: Engine, assets: Assets, password: Password | null, { address, port, publicUrls }: ServeOptions): Promise<WebServer> {
  try {
    return await startServer({ engine, assets, password, address, port, publicUrls });
  } catch (error) {
    await engine.close();
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'EADDRNOTAVAIL') throw new CannotStart(`This machine has no address ${address}. Leave --host out to serve this machine alone.`, { cause: error });
    const why = error.code === 'EADDRINUSE' ? 'another program uses it' : error.message;
    throw new CannotStart(`Port ${port} can’t be had: ${why}. Leave --port out to take any free one.`, { cause: error });
  }
}

async function windowFiles(): Promise<Assets> {
  try {
    return await loadAssets(fileURLToPath(rendererFolder));
  } catch (error) {
    throw new CannotStart('The window is not built yet. Run: npm run build', { cause: error });
  }
}

async function version(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(packageFile, 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}
