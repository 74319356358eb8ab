import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium } from '@playwright/test';
import { AppPage } from './app-page';
import { electronPath, expect, test } from './fixtures';
import type { Home } from './home';

const root = resolve(import.meta.dirname, '..');

test('the packaged app is locked, complete, and works @electron', async ({ home, photos }) => {
  test.skip(process.platform !== 'linux', 'knows only where the packaged app of Linux lies');
  test.slow();
  const folder = join(dirname(home.pictures), 'release');
  const made = spawnSync(process.execPath, [join(root, 'scripts/package.mjs'), folder], {
    env: { ...home.env, ELECTRON_OVERRIDE_DIST_PATH: dirname(electronPath()) },
    encoding: 'utf8',
  });
  expect(made.status, made.stderr).toBe(0);
  const app = join(folder, 'linux-unpacked');

  const fuses = await getCurrentFuseWire(join(app, 'lookalike'));
  const state = (fuse: FuseV1Options): string => String.fromCharCode(fuses[fuse] ?? 0);
  expect({
    runAsNode: state(FuseV1Options.RunAsNode),
    cookieEncryption: state(FuseV1Options.EnableCookieEncryption),
    nodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspector: state(FuseV1Options.EnableNodeCliInspectArguments),
    integrity: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    asarOnly: state(FuseV1Options.OnlyLoadAppFromAsar),
    ownSnapshot: state(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
    filePrivileges: state(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({ runAsNode: '0', cookieEncryption: '1', nodeOptions: '0', inspector: '0', integrity: '1', asarOnly: '1', ownSnapshot: '0', filePrivileges: '0' });

  const licences = await readFile(join(app, 'licences.txt'), 'utf8');
  for (const name of ['react', 'zod', 'libsql', '@img/sharp-wasm32']) expect(licences).toMatch(new RegExp(`^${name} [0-9.]+ \\(`, 'm'));
  const bill = JSON.parse(await readFile(join(folder, 'lookalike.cdx.json'), 'utf8')) as { bomFormat: string; components: { name: string }[] };
  expect(bill.bomFormat).toBe('CycloneDX');
  expect(bill.components.map(({ name }) => name)).toEqual(expect.arrayContaining(['react', 'zod', 'libsql']));

  const intruder = join(home.pictures, 'intruder.cjs');
  await writeFile(intruder, `require('node:fs').writeFileSync(${JSON.stringify(`${intruder}.ran`)}, '')`);
  const started = spawn(join(app, 'lookalike'), ['--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', photos.folder], {
    env: { ...home.env, NODE_OPTIONS: `--require ${intruder}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    await review(started, home, photos.groups);
  } finally {
    started.kill('SIGKILL');
  }
  expect(await readdir(home.pictures)).not.toContain('intruder.cjs.ran');
});

/** Its main process can't be reached by an inspector, so the page is reached as any browser's. */
async function review(started: ChildProcess, home: Home, groups: number): Promise<void> {
  const ended = once(started, 'exit');
  const browser = await chromium.connectOverCDP(await debuggerAddress(started));
  const context = browser.contexts()[0]!;
  // The window may open a little later than its port.
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  const app = new AppPage({ kind: 'electron', page, pid: started.pid ?? 0, electron: null, newAddress: null, close: () => browser.close() }, home);
  await app.scanned();
  await app.expectGroups(groups);
  const picture = app.groups.locator('img').first();
  await expect.poll(() => picture.evaluate((shown) => shown instanceof HTMLImageElement && shown.naturalWidth)).toBeGreaterThan(0);
  await page.close();
  expect(await ended).toEqual([0, null]);
}

async function debuggerAddress(started: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: started.stderr! })) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('the app ended before its window opened');
}
