import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { z } from 'zod';
import { dataFolder } from '../core/data-folder';
import { createEngine, type Engine } from '../core/engine';
import { platformTrash } from '../core/trash/platform';
import { createPool } from '../workers/pool';
import { loadAssets, type Assets } from './assets';
import { openBrowser } from './browser';
import { CannotStart, complain } from './complaints';
import { serveOptions, type ServeOptions } from './options';
import { startServer, type WebServer } from './server';
import { onAddressWanted, onExitWanted } from './signals';

// Beside this file in `out/`, which the build lays out.
const workerScript = new URL('./worker.js', import.meta.url);
const rendererFolder = new URL('../renderer/', import.meta.url);
const packageFile = new URL('../../package.json', import.meta.url);

const exitFailed = 2;

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
  const assets = await windowFiles();
  const engine = await makeEngine(options);
  const server = await listen(engine, assets, options.port);

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
  if (process.stdin.isTTY) process.stderr.write('That address works once. Enter prints a new one, Ctrl+C ends Lookalike.\n');
  onAddressWanted(announce);
  if (options.open) await openBrowser(address);
}

async function makeEngine({ folders, roots }: ServeOptions): Promise<Engine> {
  const host = { kind: 'web', pickFolders: null, browseRoots: roots, folderDrop: false, reveal: null, open: null, saveFile: null } as const;
  return createEngine(
    {
      dataFolder: dataFolder(),
      version: await version(),
      host,
      trash: platformTrash(),
      createPool: (size) => createPool({ script: workerScript, size }),
    },
    folders,
  );
}

async function listen(engine: Engine, assets: Assets, port: number): Promise<WebServer> {
  try {
    return await startServer({ engine, assets, port });
  } catch (error) {
    await engine.close();
    if (!(error instanceof Error && 'code' in error)) throw error;
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
