// `npm run bench:regroup -- DIR [DATA]`: scans a folder, then groups it by one strictness after the other, as the person does who moves the
// slider, up to the first page of groups: right after the scan, when every strictness was grouped before, with groups from the store, and after
// copies were removed. DATA keeps the fingerprints for the next time. Needs the built program.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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
const store: Store = { ...real, lookupGroups: (key) => (remembers ? real.lookupGroups(key) : null) };
const pool = createPool({ script: pathToFileURL(resolve('out/main/worker.js')), size: availableParallelism() });
const session = new ScanSession({ folders: [inCaller(named)], store, pool, choice: defaultSettings, compare: true });
const ids = new FileIds(session.table);
const review = new Review(session, { decisions: null, folders: [], revision: 0, onChange: () => undefined });
try {
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
} finally {
  await pool.close();
  session.dispose();
  real.close();
  rmSync(home, { recursive: true });
}

/** What the window asks for when it hears of other groups. */
function readPage(): void {
  const { table, groups } = session;
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
  for (const radius of radii) {
    const began = performance.now();
    await session.regroup({ ...defaultSettings, radius });
    readPage();
    times.push((performance.now() - began).toFixed(0));
  }
  clearInterval(timer);
  const { user, system } = process.cpuUsage(before);
  console.log(`| ${what} | ${times.join(' | ')} | ${((user + system) / 1000).toFixed(0)} | ${silence.toFixed(0)} |`);
}
