// `npm start [-- FOLDER…]`: the app in Electron, or in the browser where Electron can't be had.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { provideElectron } from './electron-runtime.mjs';
import { electronSwitches, hasDisplay, readRequest, startProblem } from './launch.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Failing starts are recognised by their first words; they are held back this long, in milliseconds. */
const hold = 2000;

process.exitCode = await main();

/** @returns {Promise<number>} the exit code: the app's own; 2 for a usage error, 1 for a failed build */
async function main() {
  const request = readRequest(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  if (!request.ok) {
    console.error(`lookalike: ${request.problem}`);
    return 2;
  }
  if (!(await ensureBuilt(root, say))) return 1;
  if (request.web) return await serve(request.folders);
  if (!hasDisplay(process.platform, process.env)) return await instead('There is no display here for Electron’s window', request.folders);
  const runtime = await provideElectron(root, process.env, say);
  if (!runtime.found) return await instead(`Electron’s runtime ${runtime.reason}`, request.folders);
  const { code, problem } = await runElectron(runtime.executable, request.folders);
  return problem === null ? code : await instead(`Electron’s runtime ${problem}`, request.folders);
}

/** @param {string} line */
function say(line) {
  console.log(line);
}

/**
 * @param {string} why
 * @param {readonly string[]} folders
 */
async function instead(why, folders) {
  say(`${why}; opening in the browser instead.`);
  return await serve(folders);
}

/** @param {readonly string[]} folders */
async function serve(folders) {
  const args = [join(root, 'bin', 'lookalike.mjs'), 'serve', '--open', '--', ...folders];
  return exitCode(await end(spawn(process.execPath, args, { cwd: root, stdio: 'inherit' })));
}

/**
 * @param {string} executable
 * @param {readonly string[]} folders
 * @returns {Promise<{ readonly code: number, readonly problem: string | null }>} a problem when it could not start at all
 */
async function runElectron(executable, folders) {
  const args = [...electronSwitches(process.platform, process.getuid?.()), root, ...folders];
  const env = { ...process.env };
  // Set by some editors' terminals; Electron would start as plain Node.
  delete env['ELECTRON_RUN_AS_NODE'];
  const child = spawn(executable, args, { env, stdio: ['inherit', 'inherit', 'pipe'] });

  let held = '';
  let holding = true;
  const release = () => {
    if (holding) process.stderr.write(held);
    holding = false;
  };
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    if (holding) held += text;
    else process.stderr.write(text);
  });
  const timer = setTimeout(release, hold);
  const ended = await end(child);
  clearTimeout(timer);
  if (ended.error !== null) return { code: 1, problem: `can’t be started (${ended.error.message})` };
  const problem = holding ? startProblem(ended.code, ended.signal, held) : null;
  if (problem === null) release();
  return { code: exitCode(ended), problem };
}

/**
 * Waits for a child, passing on the signals that are meant for it. A terminal's Ctrl+C reaches the child
 * by itself, and a second one would cut its orderly end short: then it must only not end the launcher first.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ readonly code: number | null, readonly signal: NodeJS.Signals | null, readonly error: Error | null }>}
 */
async function end(child) {
  const interrupt = () => process.stdin.isTTY || child.kill('SIGINT');
  const terminate = () => child.kill('SIGTERM');
  process.on('SIGINT', interrupt).on('SIGTERM', terminate).on('SIGHUP', terminate);
  try {
    return await new Promise((done) => {
      child.once('error', (error) => done({ code: null, signal: null, error }));
      child.once('close', (code, signal) => done({ code, signal, error: null }));
    });
  } finally {
    process.removeListener('SIGINT', interrupt).removeListener('SIGTERM', terminate).removeListener('SIGHUP', terminate);
  }
}

/** @param {{ readonly code: number | null, readonly signal: NodeJS.Signals | null }} ended */
function exitCode({ code, signal }) {
  // Shells report a signal as 128 + its number; the two that end a program on purpose are known.
  return code ?? { SIGINT: 130, SIGTERM: 143 }[String(signal)] ?? 1;
}
