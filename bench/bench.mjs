// `npm run bench -- DIR [--workers N] [--runs N] [--peers FOLDER]`: whole processes side by side, wall time and
// peak memory. Peers are programs `czkawka` and `seed_hash.py` in a folder; without them our own figures remain.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measureInTurn, median } from './measure.mjs';

const root = resolve(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    workers: { type: 'string', default: String(availableParallelism()) },
    runs: { type: 'string', default: '5' },
    peers: { type: 'string', default: resolve(root, '../shared/bench') },
  },
});
const [named] = positionals;
if (named === undefined) {
  console.error('usage: npm run bench -- DIR [--workers N] [--runs N] [--peers FOLDER]');
  process.exit(2);
}
const folder = resolve(process.env['INIT_CWD'] ?? process.cwd(), named);
const scratch = await mkdtemp(join(tmpdir(), 'lookalike-bench-'));
try {
  await bench();
} finally {
  await rm(scratch, { recursive: true });
}

async function bench() {
  const ours = ourContenders();
  const peers = peerContenders();
  const measured = await measureInTurn([...ours, ...peers], Number(values.runs), (line) => console.error(line));
  const seconds = (/** @type {string} */ name) => (measured.get(name) ?? []).map((run) => run.seconds);

  console.log(`${folder}, ${values.workers} workers, median of ${values.runs} (least – most)\n`);
  const columns = ['', 'seconds', 'peak MiB', ...peers.map(({ name }) => `of ${name}`)];
  console.log(`| ${columns.join(' | ')} |\n|${columns.map(() => ' --- |').join('')}`);
  for (const { name } of [...ours, ...peers]) {
    const times = seconds(name);
    const memory = (measured.get(name) ?? []).flatMap(({ mebibytes }) => (mebibytes === null ? [] : [mebibytes]));
    const cells = [
      name,
      `${median(times).toFixed(3)} (${Math.min(...times).toFixed(3)} – ${Math.max(...times).toFixed(3)})`,
      memory.length > 0 ? Math.max(...memory).toFixed(0) : '–',
      // Round by round, because rounds share what the machine was doing meanwhile.
      ...peers.map((peer) => median(seconds(peer.name).map((peerTime, i) => (times[i] ?? NaN) / peerTime)).toFixed(2)),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

/** @returns {readonly import('./measure.mjs').Contender[]} */
function ourContenders() {
  const cli = join(root, 'bin/lookalike.mjs');
  const workers = ['--workers', values.workers];
  return [
    { name: 'lookalike hash', command: [process.execPath, cli, 'hash', folder, ...workers, '--out', join(scratch, 'hashes.json')], succeeds: [0] },
    {
      name: 'lookalike scan',
      command: [process.execPath, cli, 'scan', folder, ...workers, '--no-cache', '--json', join(scratch, 'groups.json')],
      succeeds: [0, 1],
    },
  ];
}

/** @returns {readonly import('./measure.mjs').Contender[]} */
function peerContenders() {
  const peers = [];
  const czkawka = join(values.peers, 'czkawka');
  if (existsSync(czkawka)) {
    const args = ['image', '-d', folder, '-c', '8', '-s', '5', '-T', values.workers, '-H', '-m', '1', '-N', '-W', '-M'];
    peers.push({ name: 'czkawka', command: /** @type {const} */ ([czkawka, ...args]), succeeds: [0] });
  }
  const seed = join(values.peers, 'seed_hash.py');
  const python = '/usr/bin/python3';
  if (existsSync(seed) && existsSync(python)) {
    peers.push({ name: 'OpenCV program', command: /** @type {const} */ ([python, seed, folder, values.workers]), succeeds: [0] });
  }
  return peers;
}
