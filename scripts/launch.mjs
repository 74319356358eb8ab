// What the launcher decides, apart from what it does: plain functions, tested in launch.test.ts.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * @typedef {{ readonly ok: true, readonly web: boolean, readonly folders: readonly string[] }
 *   | { readonly ok: false, readonly problem: string }} Request
 */

export const usage = 'usage: npm start [-- [--web] [FOLDER…]]   (--web: open in the browser)';

/**
 * @param {readonly string[]} args what stands after `npm start --`
 * @param {string} cwd the folder that relative paths refer to
 * @returns {Request} folders are absolute and exist
 */
export function readRequest(args, cwd) {
  let web = false;
  const folders = [];
  for (const arg of args) {
    if (arg === '--web') web = true;
    else if (arg.startsWith('--')) return { ok: false, problem: `Unknown option: ${arg}\n${usage}` };
    else folders.push(resolve(cwd, arg));
  }
  for (const folder of folders) {
    const stats = statSync(folder, { throwIfNoEntry: false });
    if (stats === undefined) return { ok: false, problem: `There is no folder “${folder}”.` };
    if (!stats.isDirectory()) return { ok: false, problem: `“${folder}” is not a folder.` };
  }
  return { ok: true, web, folders };
}

/**
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @returns {boolean} whether a window can be shown
 */
export function hasDisplay(platform, env) {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/**
 * Electron's own switches. Chromium refuses to run as root with its sandbox on Linux, and containers are
 * often entered as root; the pages shown are our own, and no switch is given to anyone else.
 *
 * @param {NodeJS.Platform} platform
 * @param {number | undefined} uid
 * @returns {readonly string[]}
 */
export function electronSwitches(platform, uid) {
  return platform === 'linux' && uid === 0 ? ['--no-sandbox'] : [];
}

/**
 * Why Electron could not start at all, told from how it ended; null when it ran, or failed in another way.
 *
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @param {string} stderr the beginning of it
 * @returns {string | null}
 */
export function startProblem(code, signal, stderr) {
  if (code === 0) return null;
  const library = /error while loading shared libraries: ([^\s:]+)/.exec(stderr)?.[1];
  if (library !== undefined) return `needs a system library that is not here (${library})`;
  if (/Library not loaded/.test(stderr)) return 'needs a system library that is not here';
  if (code === 127) return 'can’t run on this system';
  if (/SUID sandbox helper|No usable sandbox|Failed to move to new namespace/.test(stderr)) return 'is not allowed its sandbox on this system';
  if (/Missing X server|cannot open display|Unable to open X display|platform failed to initialize/i.test(stderr)) return 'can’t open the display';
  if (signal === 'SIGILL') return 'can’t run on this processor';
  return null;
}
