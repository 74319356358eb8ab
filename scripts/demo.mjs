// `npm run demo [-- --data DIR]`: makes the sample library, once, and opens it in the app.
import { spawn } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

process.exitCode = await main();

/** @returns {Promise<number>} the exit code: the app's own; 2 for a usage error */
async function main() {
  const data = readData();
  if (data === undefined) return 2;
  const env = data === null ? process.env : { ...process.env, LOOKALIKE_DATA: data };
  if (!(await ensureBuilt(root, console.log))) return 1;
  const made = await run([join(root, 'bin', 'lookalike.mjs'), 'demo'], env, 'pipe');
  if (made.code !== 0) return made.code;
  return (await run([join(root, 'scripts', 'start.mjs'), made.output.trimEnd()], env, 'inherit')).code;
}

/** @returns {string | null | undefined} the data folder asked for; null for the usual one, undefined for bad usage */
function readData() {
  try {
    const { values } = parseArgs({ options: { data: { type: 'string' } } });
    return values.data === undefined ? null : resolve(process.env['INIT_CWD'] ?? process.cwd(), values.data);
  } catch (error) {
    console.error(`lookalike: ${error instanceof Error ? error.message : String(error)}\nUsage: npm run demo [-- --data DIR]`);
    return undefined;
  }
}

/**
 * Runs a Node script, passing on the signals meant for it.
 *
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {'pipe' | 'inherit'} stdout whether to collect what it prints or to let it through
 * @returns {Promise<{ readonly code: number, readonly output: string }>}
 */
async function run(args, env, stdout) {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['inherit', stdout, 'inherit'] });
  const interrupt = () => process.stdin.isTTY || child.kill('SIGINT');
  const terminate = () => child.kill('SIGTERM');
  process.on('SIGINT', interrupt).on('SIGTERM', terminate);
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
  try {
    return await new Promise((done, failed) => {
      child.once('error', failed);
      child.once('close', (code) => done({ code: code ?? 130, output }));
    });
  } finally {
    process.removeListener('SIGINT', interrupt).removeListener('SIGTERM', terminate);
  }
}
