// Finds Electron's runtime, or fetches it once. npm's `electron` has carried no runtime since version 42: it
// downloads on first use, which fails where only the npm registry can be reached.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Limits in milliseconds: until the first byte arrives, and between two signs of life after that. */
const patience = { start: 20_000, stall: 60_000, look: 1000 };

/**
 * @typedef {{ readonly found: true, readonly executable: string } | { readonly found: false, readonly reason: string }} Runtime
 */

/**
 * @param {string} root the project's folder
 * @param {NodeJS.ProcessEnv} env `ELECTRON_OVERRIDE_DIST_PATH` names a runtime's folder, as npm's `electron` has it
 * @returns {string | null} absolute path of a runtime that is here
 */
export function findElectron(root, env) {
  const packaged = join(root, 'node_modules', 'electron');
  const file = readText(join(packaged, 'path.txt')) ?? executableName();
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) {
    const executable = join(override, file);
    return existsSync(executable) ? executable : null;
  }
  // `path.txt` is written last: without it an unpacking was cut short. A runtime of another version is
  // what an update of the package leaves behind.
  if (!existsSync(join(packaged, 'path.txt'))) return null;
  if (readText(join(packaged, 'dist', 'version'))?.replace(/^v/, '') !== packageVersion(packaged)) return null;
  const executable = join(packaged, 'dist', file);
  return existsSync(executable) ? executable : null;
}

/**
 * The runtime that is here, or one downloaded now. Never rejects, and never waits for a network that does
 * not answer.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} say
 * @returns {Promise<Runtime>}
 */
export async function provideElectron(root, env, say) {
  const here = findElectron(root, env);
  if (here !== null) return { found: true, executable: here };
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return { found: false, reason: `is not in ELECTRON_OVERRIDE_DIST_PATH (${override})` };
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(installer)) return { found: false, reason: 'is not installed (npm’s “electron” is missing)' };

  say('Downloading Electron’s runtime, once (about 110 MB)…');
  const problem = await download(installer, env, say);
  const executable = problem === null ? findElectron(root, env) : null;
  if (executable !== null) return { found: true, executable };
  return { found: false, reason: `is not here and could not be downloaded (${problem ?? 'the download was incomplete'})` };
}

/**
 * Runs the package's own installer, which checks the download's digest. It reports nothing before half a
 * minute has passed, so its temporary folder is watched: for progress, and for a network that has gone
 * silent. A slow download goes on for as long as it grows.
 *
 * @param {string} installer
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} say
 * @returns {Promise<string | null>} what went wrong
 */
async function download(installer, env, say) {
  const temporary = mkdtempSync(join(tmpdir(), 'lookalike-electron-'));
  const child = spawn(process.execPath, [installer], {
    env: { ...env, TMPDIR: temporary, TEMP: temporary, TMP: temporary, ELECTRON_GET_NO_PROGRESS: '1', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  let silent = false;
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
  const dist = join(installer, '..', 'dist');
  const stop = watch(temporary, dist, say, () => {
    silent = true;
    child.kill('SIGKILL');
  });
  const interrupt = () => child.kill();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const code = await new Promise((done) => {
      child.once('error', (error) => {
        errors += error.message;
        done(1);
      });
      child.once('close', done);
    });
    if (silent) return 'the download site does not answer';
    return code === 0 ? null : downloadProblem(errors);
  } finally {
    stop();
    process.removeListener('SIGINT', interrupt).removeListener('SIGTERM', interrupt);
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * @param {string} temporary the folder the download grows in
 * @param {string} dist where it is unpacked: once that has begun, no network is waited for
 * @param {(line: string) => void} say
 * @param {() => void} giveUp
 * @returns {() => void} stops watching
 */
function watch(temporary, dist, say, giveUp) {
  const megabyte = 1_000_000;
  const before = modified(dist);
  let bytes = 0;
  let said = 0;
  let alive = Date.now();
  const timer = setInterval(() => {
    const now = bytesBelow(temporary);
    if (now !== bytes || modified(dist) !== before) alive = Date.now();
    bytes = now;
    if (bytes >= said + 10 * megabyte) {
      said = bytes - (bytes % (10 * megabyte));
      say(`  ${String(said / megabyte)} MB`);
    }
    const limit = bytes > 0 ? patience.stall : patience.start;
    if (modified(dist) === before && Date.now() - alive > limit) giveUp();
  }, patience.look);
  return () => clearInterval(timer);
}

/**
 * The installer's stack trace in a few words.
 *
 * @param {string} stderr
 */
export function downloadProblem(stderr) {
  if (/fetch failed|ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ECONNRESET|terminated/.test(stderr)) return 'the download site can’t be reached';
  const status = /Response code (\d{3})/.exec(stderr)?.[1];
  if (status !== undefined) return `the download site answered ${status}`;
  if (/checksum/i.test(stderr)) return 'the download was damaged';
  if (/ENOSPC/.test(stderr)) return 'the disk is full';
  if (/EACCES|EPERM|EROFS/.test(stderr)) return 'its folder can’t be written';
  const line = stderr.split('\n').find((text) => /\S/.test(text));
  return line === undefined ? 'its installer gave no reason' : line.trim().slice(0, 200);
}

/** @returns {string} as Electron's own archives name it */
function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** @param {string} folder @returns {string | null} */
function packageVersion(folder) {
  const text = readText(join(folder, 'package.json'));
  return text === null ? null : String(JSON.parse(text).version);
}

/** @param {string} file @returns {string | null} */
function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

/** @param {string} path @returns {number} milliseconds since 1970; 0 where there is nothing */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** @param {string} folder @returns {number} */
function bytesBelow(folder) {
  let total = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    // Files come and go while the installer works.
    total += entry.isDirectory() ? bytesBelow(path) : (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  }
  return total;
}
