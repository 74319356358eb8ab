// Runs the journeys of e2e/: those of the command line, and those of the window in every host that can run here.
// Further arguments go to Playwright; with --project=cli no browser and no display is looked for.
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
  const args = process.argv.slice(2);
  const projects = args.filter((arg) => arg.startsWith('--project'));
  const apart = withoutNetwork();
  if (projects.length === 1 && projects[0] === '--project=cli') return playwright(apart, args, {});
  const electron = findElectron(root, process.env);
  const display = electron === null ? null : displayCommand();
  if (electron === null) {
    console.log('The Electron journeys are skipped: there is no Electron runtime (not downloaded, and ELECTRON_OVERRIDE_DIST_PATH names none).');
  } else if (display === null) {
    console.log('The Electron journeys are skipped: there is no display, and no xvfb-run to stand in for one.');
  }
  return playwright([...apart, ...(display ?? [])], args, {
    LOOKALIKE_CHROMIUM: findChromium(),
    LOOKALIKE_NETWORK: apart.length > 0 ? 'denied' : '',
    LOOKALIKE_ELECTRON: electron !== null && display !== null ? electron : '',
  });
}

/**
 * Answers Playwright's exit code.
 * @param {readonly string[]} before the command that it runs under
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} env
 */
function playwright(before, args, env) {
  const [command, ...rest] = [...before, process.execPath, cli, 'test', ...args];
  const { status, error } = spawnSync(/** @type {string} */ (command), rest, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
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

/**
 * What to put before a command so that it has no network but its own loopback interface: then nothing in any journey can have
 * needed another. Only root may, on Linux.
 * @returns {readonly string[]}
 */
function withoutNetwork() {
  const command = ['unshare', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
  const [unshare = '', ...rest] = command;
  const works = process.platform === 'linux' && process.getuid?.() === 0 && spawnSync(unshare, [...rest, 'true'], { stdio: 'ignore' }).status === 0;
  return works ? command : [];
}

function hasXvfb() {
  return spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).status === 0;
}
