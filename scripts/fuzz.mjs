// `npm run fuzz [-- --files N --seed S --seconds T --processes P --patience SECONDS --memory MIB --findings DIR]`:
// mutated image files through the decoders, on every core, a million by default. Each process is watched from here: one that
// hangs, swells or dies names the file it had in hand, and another takes its place. `--replay FINDING.json` does one finding again.
import { fork } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle, load } from './bundle.mjs';
import { Summary } from './fuzz-summary.mjs';

/** @typedef {import('../src/core/decode/fuzz/child').Order} Order */
/** @typedef {import('../src/core/decode/fuzz/child').Report} Report */
/** @typedef {import('../src/core/decode/fuzz/fuzzing').Finding} Finding */

const root = resolve(import.meta.dirname, '..');
const fixtures = join(root, 'src/core/decode/fixtures/jpeg');
const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '3600' },
    processes: { type: 'string', default: String(availableParallelism()) },
    /** Seconds that a file may take. */
    patience: { type: 'string', default: '10' },
    memory: { type: 'string', default: '512' },
    findings: { type: 'string', default: join(root, 'out', 'fuzz-findings') },
    replay: { type: 'string' },
  },
});
/** More findings than anyone would look at in one go. */
const mostFindings = 50;

const scratch = mkdtempSync(join(tmpdir(), 'lookalike-fuzz-'));
process.once('exit', () => rmSync(scratch, { recursive: true }));
const [childScript = ''] = await bundle(['src/core/decode/fuzz/child.ts']);
/** @type {typeof import('../src/core/decode/fuzz/cases')} */
const { makeCase } = await load('src/core/decode/fuzz/cases.ts');
/** @type {typeof import('../src/core/decode/fuzz/seeds')} */
const { makeSeeds } = await load('src/core/decode/fuzz/seeds.ts');
const seeds = await makeSeeds(fixtures);

const limits = { fixtures, patience: Number(values.patience) * 1000, memory: Number(values.memory), deadline: Date.now() + Number(values.seconds) * 1000 };
const summary = new Summary();
const parts = values.replay === undefined ? everyPart() : [replayed(values.replay)];
await Promise.all(parts.map((part, i) => see(part, join(scratch, `status-${i}`))));
for (const line of summary.lines()) console.log(line);
if (summary.findings > 0) console.log(values.replay === undefined ? `The findings are in ${values.findings}.` : 'It is found again.');
process.exitCode = summary.findings > 0 ? 1 : 0;

/** @returns {import('../src/core/decode/fuzz/fuzzing').Part[]} one for each process */
function everyPart() {
  const step = Number(values.processes);
  return Array.from({ length: step }, (_, first) => ({ seed: Number(values.seed), first, step, end: Number(values.files) }));
}

/** @param {string} path @returns {import('../src/core/decode/fuzz/fuzzing').Part} */
function replayed(path) {
  const { seed, since, step, number } = JSON.parse(readFileSync(resolve(process.env['INIT_CWD'] ?? '.', path), 'utf8'));
  return { seed, first: since, step, end: number + 1 };
}

/**
 * Sees a part to its end, with a new process for each that does not survive.
 *
 * @param {import('../src/core/decode/fuzz/fuzzing').Part} part
 * @param {string} status
 */
async function see(part, status) {
  let { first } = part;
  while (first < part.end && Date.now() < limits.deadline && summary.findings < mostFindings) {
    const end = await watch({ ...part, ...limits, first, status });
    if (end === null) return;
    const { number } = readStatus(status);
    if (number < 0) {
      keep(part, { number: first, since: first, what: `${end}, at the seeds before it` });
      return;
    }
    keep(part, { number, since: number, what: end });
    first = number + part.step;
  }
}

/**
 * Runs one process. Ends with null when it did its part, or with how it was lost.
 *
 * @param {Order} order
 * @returns {Promise<string | null>}
 */
async function watch(order) {
  writeFileSync(order.status, new Uint8Array(new Float64Array([-1, Date.now()]).buffer));
  const child = fork(childScript, [JSON.stringify(order)]);
  /** @type {string | null} */
  let killed = null;
  let told = order.first - order.step;
  child.on('message', (/** @type {Report} */ report) => {
    summary.add(report);
    told = report.last;
    for (const finding of report.findings) keep(order, finding);
  });
  const watchdog = setInterval(() => {
    const { since } = readStatus(order.status);
    const resident = residentMebibytes(child.pid);
    if (Date.now() - since > order.patience) killed = `it was not done after ${order.patience / 1000} s`;
    else if (resident > 2 * order.memory) killed = `the process had ${Math.round(resident)} MiB while at it`;
    if (killed !== null) child.kill('SIGKILL');
  }, 100);
  /** @type {[number | null, NodeJS.Signals | null]} */
  const [code, signal] = await new Promise((done) => child.once('exit', (...how) => done(how)));
  clearInterval(watchdog);
  if (code === 0) return null;
  const { number } = readStatus(order.status);
  if (number >= 0) summary.lost += (number - told) / order.step;
  return killed ?? `the process ended with ${code ?? signal}`;
}

/** @param {string} path @returns {{ number: number, since: number }} the file in hand, -1 before the first, and since when (milliseconds since 1970) */
function readStatus(path) {
  const status = new Float64Array(2);
  const file = openSync(path, 'r');
  try {
    readSync(file, new Uint8Array(status.buffer), 0, 16, 0);
  } finally {
    closeSync(file);
  }
  return { number: status[0] ?? 0, since: status[1] ?? 0 };
}

/** What a process occupies now, where Linux tells; elsewhere the process's own word for its peak must do. @param {number | undefined} pid */
function residentMebibytes(pid) {
  try {
    return Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/**
 * Writes a finding down: what it takes to do it again, and the file itself for a look.
 *
 * @param {import('../src/core/decode/fuzz/fuzzing').Part} part
 * @param {Finding} finding
 */
function keep({ seed, step }, finding) {
  summary.findings++;
  console.error(`Finding: file ${finding.number} of seed ${seed}: ${finding.what}`);
  if (values.replay !== undefined) return;
  mkdirSync(values.findings, { recursive: true });
  const name = join(values.findings, `seed-${seed}-file-${finding.number}`);
  writeFileSync(`${name}.json`, `${JSON.stringify({ seed, step, ...finding }, null, 2)}\n`);
  writeFileSync(`${name}.bin`, makeCase(seeds, seed, finding.number).bytes);
}
