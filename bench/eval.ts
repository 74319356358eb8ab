// `npm run eval -- DIR [--split all|tune|report] [--out GROUPS.json] [--bars] [--reach 8,12] [--among N]`: groups a folder made by make-eval.py (or by
// any program that puts an original, orig.*, into a folder of its own with what was made of it), alone or among N made-up pictures, and says what
// was found.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { decode } from '../src/core/decode/decode';
import type { LumaGrid } from '../src/core/decode/grid';
import { radiusRange } from '../src/shared/settings';
import { hypothesisOf, type Hypothesis, type Reach } from '../src/core/matching/candidates';
import { barOf } from '../src/core/matching/distance';
import { usualBar } from '../src/core/matching/stars';
import { createVerifier } from '../src/core/matching/verify';
import { createViewer, leastDetail } from '../src/core/matching/view';
import { recordSize } from '../src/core/matching/record';
import { findCandidates, starsOf } from '../src/core/testing/stars-of';
import { cloud } from './clouds';
import { printScores, rates, type Labelled } from './eval-scores';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { split: { type: 'string', default: 'all' }, out: { type: 'string' }, bar: { type: 'string', default: String(usualBar) }, wrong: { type: 'boolean', default: false }, bars: { type: 'boolean', default: false }, reach: { type: 'string' }, among: { type: 'string', default: '0' } },
});
const [named] = positionals;
if (named === undefined) {
  console.error('usage: npm run eval -- DIR [--split all|tune|report] [--out GROUPS.json] [--bars] [--reach 8,12] [--among N]');
  process.exit(2);
}
const root = resolve(process.env['INIT_CWD'] ?? process.cwd(), named);
/** Along the shorter side, as for looks in a scan. */
const fewestCells = 32;
const listed = await listFiles();
const files = [...listed, ...Array.from({ length: Number(values.among) }, (_, i): Labelled => ({ folder: `cloud-${i}`, name: 'orig', path: '' }))];
const times = new Map<string, number>();
const viewer = createViewer();
const records = new Uint8Array(files.length * recordSize);
const wholes = new Uint32Array(2 * files.length);
const contents = new Uint32Array(2 * files.length);
const details = new Float32Array(files.length);

for (const i of files.keys()) {
  const grid = await gridOf(i);
  if (!grid) continue;
  const look = timedNow('fingerprint', () => viewer.look(grid));
  records.set(look.record, i * recordSize);
  wholes.set([look.wholeLow, look.wholeHigh], 2 * i);
  contents.set([look.contentLow, look.contentHigh], 2 * i);
  details[i] = look.detail;
}
const recordOf = (i: number): Uint8Array => records.subarray(i * recordSize, (i + 1) * recordSize);
const candidates = timedNow('candidates', () =>
  findCandidates({ count: files.length, wholes, contents, comparable: (i) => details[i]! >= leastDetail, recordOf }, reachAsked()),
);
const verifier = createVerifier(recordOf);
let compared = 0;
const counting = { compare: (hypothesis: Hypothesis) => (compared++, verifier.compare(hypothesis)) };
const stars = timedNow('verification and grouping', () => starsOf(files.length, candidates, counting, Number(values.bar)));

const groups = stars.map(({ centre, members }) => [centre, ...members.map(({ picture }) => picture)]);
if (values.bars) {
  printBars();
  process.exit();
}
const missed = printScores(files, groups, values.wrong);
if (values.wrong) explainMissed();
const strangers = candidates.lower.filter((lower, pair) => files[lower]!.folder !== files[candidates.higher[pair]!]!.folder).length;
console.log(`\n${files.length} files, ${candidates.lower.length} candidate pairs (${((2e6 * strangers) / files.length ** 2).toFixed(1)} per million pairs of strangers), ${compared} compared\n`);
console.log('| stage | CPU ms per file |\n| --- | --- |');
for (const [stage, milliseconds] of times) console.log(`| ${stage} | ${(milliseconds / files.length).toFixed(3)} |`);
console.log(`\n${((1000 * (times.get('verification and grouping') ?? 0)) / Math.max(1, compared)).toFixed(0)} µs per compared pair`);
if (values.out !== undefined) writeFileSync(values.out, JSON.stringify(groups.map((group) => group.map((i) => files[i]!.path))));

function reachAsked(): Reach | undefined {
  if (values.reach === undefined) return undefined;
  const [windows = 0, upright = 0] = values.reach.split(',').map(Number);
  return { windows, upright };
}

/** What each radius finds, and how many of the pairs that it groups are wrong. */
function printBars(): void {
  const known = new Map<number, number>();
  console.log('| radius | recall, usual | further | false pairs per million, photographs | and drawn strangers |\n| --- | --- | --- | --- | --- |');
  for (const radius of Array.from({ length: radiusRange.max + 1 }, (_, i) => i)) {
    const stars = starsOf(files.length, candidates, verifier, barOf(radius), known);
    const { usual, further, falsePhotos, falseAll } = rates(files, stars.map(({ centre, members }) => [centre, ...members.map(({ picture }) => picture)]));
    console.log(`| ${radius} | ${usual.toFixed(4)} | ${further.toFixed(4)} | ${falsePhotos.toFixed(4)} | ${falseAll.toFixed(4)} |`);
  }
}

/** Which stage lost each file that is not with its original. */
function explainMissed(): void {
  const pairs = new Map<string, number>();
  for (let pair = 0; pair < candidates.lower.length; pair++) pairs.set(`${candidates.lower[pair]} ${candidates.higher[pair]}`, pair);
  for (const [file, original] of missed) {
    const pair = pairs.get(`${Math.min(file, original)} ${Math.max(file, original)}`);
    const hypothesis = pair === undefined ? null : hypothesisOf(candidates, pair);
    const result = hypothesis && verifier.compare(hypothesis);
    const figures = result && `distance ${hypothesis.distance}, score ${result.score.toFixed(2)}, correlation ${result.correlation.toFixed(3)}, trimmed ${result.trimmed.toFixed(3)}, support ${result.support.toFixed(0)}`;
    console.log(`missed: ${files[file]!.folder}/${files[file]!.name}, detail ${details[file]!.toFixed(0)}: ${figures ?? 'no candidate'}`);
  }
}

async function gridOf(file: number): Promise<LumaGrid | null> {
  if (file >= listed.length) return cloud(file - listed.length);
  const bytes = readFileSync(files[file]!.path);
  const decoded = await timed('decoding', () => decode(bytes, fewestCells));
  return decoded.ok ? decoded.grid : null;
}

async function listFiles(): Promise<readonly Labelled[]> {
  const found: Labelled[] = [];
  for (const entry of (await readdir(root, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.isDirectory() || (values.split !== 'all' && entry.name.startsWith('o') && halfOf(entry.name) !== values.split)) continue;
    const inside = await readdir(join(root, entry.name));
    for (const name of inside.sort()) {
      if (/\.(jpe?g|png|webp)$/i.test(name)) found.push({ folder: entry.name, name: name.replace(/\.\w+$/, ''), path: join(root, entry.name, name) });
    }
  }
  return found;
}

/** Originals are split by their source's name, so that no set's order or seed moves one from one half to the other. */
function halfOf(folder: string): 'tune' | 'report' {
  let source = folder;
  try {
    source = readFileSync(join(root, folder, 'source.txt'), 'utf8');
  } catch {
    // A set by another program says no sources; its folder names will do.
  }
  return (createHash('sha256').update(source).digest()[0]! & 1) === 0 ? 'tune' : 'report';
}

function timedNow<T>(stage: string, run: () => T): T {
  const before = process.cpuUsage();
  const result = run();
  addTime(stage, before);
  return result;
}

async function timed<T>(stage: string, run: () => T | Promise<T>): Promise<T> {
  const before = process.cpuUsage();
  const result = await run();
  addTime(stage, before);
  return result;
}

function addTime(stage: string, before: NodeJS.CpuUsage): void {
  const { user, system } = process.cpuUsage(before);
  times.set(stage, (times.get(stage) ?? 0) + (user + system) / 1000);
}
