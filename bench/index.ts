// `npm run bench:index -- [COUNTS] [--radius R] [--workers N] [--runs N]`: `lookalike group` as a whole process on generated sets, and
// its index beside trees, in one thread. Build the program first.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createHammingIndex } from '../src/core/grouping/hamming-index';
import { comparisonSeconds, costOf, planChunks } from '../src/core/grouping/hamming-plan';
import { makeSet, type SetName } from './index-sets';
import { makeBkTree, makeVpTree, type Tree } from './index-trees';
import { measureInTurn, median } from './measure.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    radius: { type: 'string', default: '8' },
    workers: { type: 'string', default: String(availableParallelism()) },
    runs: { type: 'string', default: '3' },
  },
});
const counts = (positionals[0] ?? '100000,1000000,7500000').split(',').map(Number);
const radius = Number(values.radius);
/** npm runs scripts in the project's folder. */
const program = resolve('bin/lookalike.mjs');
const sets: readonly SetName[] = ['random', 'skewed'];
/** What trees can bear. */
const treeCounts = [20_000, 100_000];
const asked = 500;

const scratch = await mkdtemp(join(tmpdir(), 'lookalike-bench-'));
try {
  await wholeProcesses();
} finally {
  await rm(scratch, { recursive: true });
}
besideTrees();
plans();

async function wholeProcesses(): Promise<void> {
  console.log(`\`lookalike group\`, radius ${radius}, ${values.workers} workers, median of ${values.runs} (least – most)\n`);
  console.log('| set | hashes | seconds | peak MiB |\n| --- | --- | --- | --- |');
  for (const set of sets) {
    for (const count of counts) {
      const file = join(scratch, 'hashes.bin');
      await writeFile(file, makeSet(set, count));
      const args = ['group', file, '--radius', values.radius, '--workers', values.workers, '--json', join(scratch, 'groups.json')];
      const contender = { name: set, command: [process.execPath, program, ...args] as const, succeeds: [0] };
      const runs = (await measureInTurn([contender], Number(values.runs), () => undefined)).get(set) ?? [];
      const seconds = runs.map((run) => run.seconds);
      const memory = Math.max(...runs.map((run) => run.mebibytes ?? NaN));
      const spread = `${Math.min(...seconds).toFixed(2)} – ${Math.max(...seconds).toFixed(2)}`;
      console.log(`| ${set} | ${count} | ${median(seconds).toFixed(2)} (${spread}) | ${memory.toFixed(0)} |`);
    }
  }
}

/** All in this thread; CPU time, as others may be at work beside it. */
function besideTrees(): void {
  console.log(`\nOne thread, radius ${radius}, CPU time; a query is one of the set's own hashes, of all of them the estimate says\n`);
  console.log('| set | hashes | index | made in s | µs per query | all queries, s |\n| --- | --- | --- | --- | --- | --- |');
  for (const set of sets) {
    for (const count of treeCounts) {
      const hashes = makeSet(set, count);
      const print = (name: string, made: number, query: number, all: string): void =>
        console.log(`| ${set} | ${count} | ${name} | ${made.toFixed(2)} | ${((1e6 * query) / asked).toFixed(0)} | ${all} |`);
      const rows = Array.from({ length: asked }, (_, i) => Math.floor((i * count) / asked));
      const expected = answersOfOurs(hashes, rows, print);
      for (const [name, make] of [['VP-tree', makeVpTree], ['BK-tree', makeBkTree]] as const) {
        let tree: Tree | null = null;
        const made = cpuSeconds(() => (tree = make(hashes)));
        let answers = 0;
        const query = cpuSeconds(() => rows.forEach((row) => tree?.forEachNear(row, radius, () => answers++)));
        if (answers !== expected) throw new Error(`The ${name} found ${answers} of ${expected}.`);
        print(name, made, query, `about ${((query * count) / asked).toFixed(1)}`);
      }
    }
  }
}

function answersOfOurs(hashes: Uint32Array, rows: readonly number[], print: (name: string, made: number, query: number, all: string) => void): number {
  let answers = 0;
  // A kernel is compiled when first used, the trees' code too; a round before says what a warm one takes.
  createHammingIndex(hashes, radius).forEachPair(() => undefined);
  let index = createHammingIndex(new Uint32Array(0), radius);
  const made = cpuSeconds(() => (index = createHammingIndex(hashes, radius)));
  const queries = Uint32Array.from(rows.flatMap((row) => [hashes[2 * row]!, hashes[2 * row + 1]!]));
  const query = cpuSeconds(() => index.query(queries, (pairs) => (answers += pairs.count)));
  const all = cpuSeconds(() => index.forEachPair(() => undefined));
  print('ours', made, query, all.toFixed(3));
  return answers;
}

/** What the choice of chunks rests on, and whether it holds. */
function plans(): void {
  console.log('\nFinding all pairs among random hashes, one thread, CPU time; a chunk is shown as bits/slack\n');
  console.log('| radius | hashes | chunks | expected s | measured s |\n| --- | --- | --- | --- | --- |');
  for (const bits of [3, 5, 8, 10, 12]) {
    for (const count of [1000, 10_000, 100_000, 1_000_000]) {
      const hashes = makeSet('random', count);
      const plan = planChunks(count, bits);
      const measured = cpuSeconds(() => createHammingIndex(hashes, bits).forEachPair(() => undefined));
      const chunks = plan.map((chunk) => `${chunk.bits}/${chunk.slack}`).join(' ');
      console.log(`| ${bits} | ${count} | ${chunks} | ${(costOf(plan, count) * comparisonSeconds).toFixed(4)} | ${measured.toFixed(4)} |`);
    }
  }
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
