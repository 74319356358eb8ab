// Builds the program when what is in `out/` is missing or older than the sources.
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One file of each part of the build, in the order they are written. */
const built = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const sources = ['src', 'electron.vite.config.ts', 'scripts/kernels.mjs'];

/**
 * @param {string} root the project's folder
 * @returns {'missing' | 'stale' | null} why a build is due; null when it is not
 */
export function buildDue(root) {
  const ages = built.map((file) => changed(join(root, file)));
  if (ages.includes(null)) return 'missing';
  // A program delivered without its sources is as new as it gets.
  const newest = Math.max(...sources.map((source) => newestIn(join(root, source))));
  return newest > Math.min(...ages.map(Number)) ? 'stale' : null;
}

/**
 * Builds if due, saying so in one line.
 *
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} false when the build failed; it has said why on stderr
 */
export async function ensureBuilt(root, say) {
  const due = buildDue(root);
  if (due === null) return true;
  say(due === 'missing' ? 'Building Lookalike, once…' : 'Sources have changed: building Lookalike…');
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const child = spawn(process.execPath, [tool, 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' });
  return await new Promise((done) => {
    child.once('error', () => done(false));
    child.once('exit', (code) => done(code === 0));
  });
}

/** @param {string} path @returns {number | null} milliseconds since 1970 */
function changed(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

/** @param {string} path @returns {number} the last change of any source below it; 0 where there is none */
function newestIn(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return /\.test\.tsx?$/.test(path) ? 0 : stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
