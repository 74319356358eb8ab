// `npm run bench:regroup -- DIR [DATA]`: scans a folder, then groups it by one strictness after the other, as the person does who moves the
// slider, up to the first page of groups: right after the scan, when every strictness was grouped before, with groups from the store, after
// copies were removed, and at a person's pace. DATA keeps the fingerprints for the next time. Needs the built program.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { FileIds } from '../src/core/library/file-ids';
import { rowState } from '../src/core/library/file-table';
import { groupAt } from '../src/core/library/group-pages';
import { ScanSession } from '../src/core/library/session';
import { PathSearch } from '../src/core/review/path-search';
import { findGroups } from '../src/core/review/query';
import { Review } from '../src/core/review/review';
import { openStore, type Store } from '../src/core/store/store';
import { defaultSettings } from '../src/shared/settings';
import { plainListing } from '../src/shared/query';
import { createPool } from '../src/workers/pool';

const [named, data] = process.argv.slice(2);
if (named === undefined) {
  console.error('usage: npm run bench:regroup -- DIR [DATA]');
  process.exit(2);
}
const inCaller = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
const radii = [12, 3, 10, 0, 7, 11, 5, 9, 1, 6, 2, 4, 8];
const home = mkdtempSync(join(tmpdir(), 'lookalike-bench-'));
const real = openStore(data === undefined ? home : inCaller(data));
let remembers = false;
/** Who does not wait for what is still missing before moving on. */
let isPerson = false;
/** Of these sets of files and choices the groups were kept since it was emptied last. */
const kept = new Set<string>();
const store: Store = {
  ...real,
  lookupGroups: (key) => (remembers && kept.has(key) ? real.lookupGroups(key) : null),
  saveGroups: (key, groups) => {
    kept.add(key);
    real.saveGroups(key, groups);
  },
};
const pool = createPool({ script: pathToFileURL(resolve('out/main/worker.js')), size: availableParallelism() });
let opened = open();
try {
  const { session } = opened;
  const began = performance.now();
  await session.run();
  const { files, images } = session.groups.summary;
  console.log(`scanned and grouped in ${((performance.now() - began) / 1000).toFixed(1)} s: ${session.groups.count} groups of ${files} files among ${images}\n`);
  console.log(`| milliseconds by radius | ${radii.join(' | ')} | CPU | silence |\n|${' --- |'.repeat(radii.length + 3)}`);
  await measure('after the scan');
  await measure('all compared');
  remembers = true;
  await measure('from the store');
  const rows = Array.from({ length: session.groups.count }, (_, group) => [...session.groups.rows(group)].slice(1)).flat();
  for (const row of rows.filter((_, i) => i % 2 === 0)) session.table.setState(row, rowState.removed);
  await measure('half the copies removed');
  await measure('once more');
  session.dispose();
  await asPerson();
} finally {
  await pool.close();
  opened.session.dispose();
  real.close();
  rmSync(home, { recursive: true });
}

/** The library, of which nothing is compared yet. */
function open() {
  const session = new ScanSession({ folders: [inCaller(named!)], store, pool, choice: defaultSettings, compare: true });
  const review = new Review(session, { decisions: null, folders: [], revision: 0, onChange: () => undefined });
  return { session, ids: new FileIds(session.table), review };
}

/** Moves of the slider, a second after the scan and then one a second, while the other radii are grouped in the background as in the window. */
async function asPerson(): Promise<void> {
  kept.clear();
  opened = open();
  const { session } = opened;
  await session.run();
  isPerson = true;
  let counting = true;
  const counted = session.countGroups(() => counting);
  const moves = [10, 12, 5, 8, 3, 0];
  const times: string[] = [];
  for (const radius of moves) {
    await setTimeout(1000);
    times.push(`${radius}: ${await step(radius)}`);
  }
  counting = false;
  await counted;
  console.log(`\nA second after the scan and then one a second, with the others grouped in the background, milliseconds by radius: ${times.join(', ')}`);
}

/** Milliseconds until there are groups, as text, and in brackets those until none is missing, where it is others. */
async function step(radius: number): Promise<string> {
  const began = performance.now();
  const { whole } = await opened.session.regroupSoon({ ...defaultSettings, radius });
  readPage();
  const first = performance.now() - began;
  if (!opened.session.summary.incomplete) return first.toFixed(0);
  if (isPerson) return `${first.toFixed(0)} (…)`;
  await whole;
  return `${first.toFixed(0)} (${(performance.now() - began).toFixed(0)})`;
}

/** What the window asks for when it hears of other groups. */
function readPage(): void {
  const { session: { table, groups }, ids, review } = opened;
  const source = { table, groups, search: new PathSearch(table), isDecided: (group: number) => review.isDecided(group), isNew: () => false };
  for (const group of findGroups(source, plainListing).groups.subarray(0, 50)) groupAt(table, ids, groups, review, group);
}

/** Wall time of each step; CPU time of all steps and threads; and how long the main thread, which serves the window, was busy at most. */
async function measure(what: string): Promise<void> {
  const before = process.cpuUsage();
  const times: string[] = [];
  let [silence, heard] = [0, performance.now()];
  const timer = setInterval(() => {
    silence = Math.max(silence, performance.now() - heard);
    heard = performance.now();
  }, 1);
  for (const radius of radii) times.push(await step(radius));
  clearInterval(timer);
  const { user, system } = process.cpuUsage(before);
  console.log(`| ${what} | ${times.join(' | ')} | ${((user + system) / 1000).toFixed(0)} | ${silence.toFixed(0)} |`);
}
