// Runs the journeys of e2e/ in every host that can run here. Further arguments go to Playwright.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { findChromium } from './chromium.mjs';
import { installDebianPackages } from './debian.mjs';
import { findElectron } from './electron-runtime.mjs';

const root = resolve(import.meta.dirname, '..');
const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');

try {
  process.exitCode = run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function run() {
  if (!existsSync(join(root, 'out/main/web.js'))) throw new Error('The program is not built yet. Run: npm run build');
  const electron = findElectron(root, process.env);
  const display = electron === null ? null : displayCommand();
  if (electron === null) {
    console.log('The Electron journeys are skipped: there is no Electron runtime (not downloaded, and ELECTRON_OVERRIDE_DIST_PATH names none).');
  } else if (display === null) {
    console.log('The Electron journeys are skipped: there is no display, and no xvfb-run to stand in for one.');
  }
  const [command, ...args] = [...(display ?? []), process.execPath, cli, 'test', ...process.argv.slice(2)];
  const { status, error } = spawnSync(/** @type {string} */ (command), args, {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      LOOKALIKE_CHROMIUM: findChromium(),
      LOOKALIKE_ELECTRON: electron !== null && display !== null ? electron : '',
    },
  });
  if (error) throw error;
  return status ?? 1;
}

/**
 * What to put before a command that needs a display: nothing where there is one, a virtual one where that
 * can be had, null where neither.
 * @returns {readonly string[] | null}
 */
function displayCommand() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return [];
  const wrapper = ['xvfb-run', '-a', '-s', '-screen 0 1440x1000x24'];
  if (hasXvfb()) return wrapper;
  return installDebianPackages(['xvfb', 'xauth']) && hasXvfb() ? wrapper : null;
}

function hasXvfb() {
  return spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).status === 0;
}
