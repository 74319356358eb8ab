import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, chromium, type ElectronApplication, type LaunchOptions, type Page } from '@playwright/test';
import type { Home } from './home';

const root = resolve(import.meta.dirname, '..');

/** A running Lookalike, whatever shows its window. */
export interface Host {
  readonly kind: 'web' | 'electron';
  readonly page: Page;
  /** The process that the engine runs in. */
  readonly pid: number;
  readonly electron: ElectronApplication | null;
  /** Asks a web host for another one-time address. */
  readonly newAddress: (() => Promise<string>) | null;
  /** May be called again. */
  close(): Promise<void>;
}

/** How a web host is served, besides what every journey needs. */
export interface Serving {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** `folders` are named on the command line, to be opened at once. */
export async function startWeb(home: Home, folders: readonly string[], options: LaunchOptions, { args = [], env = {} }: Serving = {}): Promise<Host> {
  const server = spawn(process.execPath, [resolve(root, 'bin/lookalike.mjs'), 'serve', ...args, '--root', home.pictures, '--', ...folders], {
    env: { ...home.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  const lines = createInterface({ input: server.stdout });
  async function nextAddress(): Promise<string> {
    const [line] = (await Promise.race([once(lines, 'line'), ended])) as [unknown];
    const address = /http:\S+/.exec(String(line))?.[0];
    if (address === undefined) throw new Error(`the server said: ${String(line)}`);
    return address;
  }
  const address = await nextAddress();

  const browser = await chromium.launch(options);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(address);
  return {
    kind: 'web',
    page,
    pid: server.pid ?? 0,
    electron: null,
    async newAddress() {
      const next = nextAddress();
      server.kill('SIGHUP');
      return next;
    },
    close: atMostOnce(async () => {
      await browser.close();
      server.kill('SIGTERM');
      const [code] = (await ended) as [number | null];
      if (code !== 0) throw new Error(`the server ended with ${code ?? 'a signal'}`);
    }),
  };
}

/**
 * @param preloaded whether the app's first file runs before Electron is ready, as it does in releases; not
 * every runtime waits for it, but all do for a file that is preloaded
 */
export async function startElectron(
  home: Home, folders: readonly string[], executablePath: string, preloaded = true,
): Promise<Host> {
  const electron = await _electron.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', ...(preloaded ? ['-r', resolve(root, 'bin/electron.cjs')] : []), root, ...folders],
    env: home.env,
  });
  const page = await electron.firstWindow();
  return { kind: 'electron', page, pid: electron.process().pid ?? 0, electron, newAddress: null, close: atMostOnce(() => electron.close()) };
}

function atMostOnce(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | null = null;
  return () => (closing ??= close());
}
