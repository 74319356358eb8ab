import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SkipReason, skipReasons } from '../../shared/scan';
import { defaultKeepPolicy } from '../../shared/keep';
import { sectionReasons, skipWords } from '../../shared/skip-words';
import { seeded } from '../decode/test-pictures';
import { ScanSession } from '../library/session';
import { FakeWorkers } from '../testing/fake-pool';
import type { OtherEntry } from '../scan/folder';
import { noAnswer, type FolderListing, type Surveyor, type SurveyProblem } from '../scan/survey';
import { undecided } from './decided';
import { reportOf, type Report } from './report';
import { writeReport } from './writers';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), 'lookalike-ledger-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Reasons that a walk gives; the others come from workers. */
const ofWalk: readonly string[] = ['excluded', 'system-folder', 'no-answer', 'folder-unreadable', 'link', 'bad-name'];

/** A library in which anything may be wrong with any file or folder; `expected` are its files and what is wrong. */
function draw(seed: number): { survey: Surveyor; workers: FakeWorkers; expected: Map<SkipReason | 'compared', number> } {
  const random = seeded(seed);
  const workers = new FakeWorkers();
  const expected = new Map<SkipReason | 'compared', number>();
  const count = (what: SkipReason | 'compared'): void => void expected.set(what, (expected.get(what) ?? 0) + 1);
  const listings = new Map<string, FolderListing | SurveyProblem>();
  const files: string[] = [];
  const folders: string[] = [];
  const others: OtherEntry[] = [];
  for (let i = 0; i < 200; i++) {
    const drawn = random() < 0.2 ? 'compared' : skipReasons[Math.floor(random() * skipReasons.length)]!;
    // After the third the drive would be given up.
    const what = drawn === 'no-answer' && (expected.get(drawn) ?? 0) > 1 ? 'compared' : drawn;
    const name = `${i} ${what}${what === 'excluded' ? '.out' : ''}`;
    count(what);
    if (what === 'system-folder') {
      folders.push('@eaDir');
    } else if (what === 'no-answer' || what === 'folder-unreadable') {
      folders.push(name);
      listings.set(join(root, name), what === 'no-answer' ? noAnswer : 'EACCES');
    } else if (what === 'link' || what === 'bad-name') {
      others.push({ name, kind: what });
    } else {
      files.push(name);
      if (what === 'compared') writeFileSync(join(root, name), name);
      if (what === 'compared') workers.found.set(join(root, name), { low: i, high: i });
      else if (!ofWalk.includes(what)) workers.found.set(join(root, name), what);
    }
  }
  listings.set(root, { id: '1:1', files, folders, others });
  const survey: Surveyor = {
    list: (folder) => Promise.resolve(listings.get(folder) ?? 'ENOENT'),
    look: (_, names) => Promise.resolve({ bytes: new Float64Array(names.length).fill(100), modified: new Float64Array(names.length).fill(1), problems: new Map() }),
  };
  return { survey, workers, expected };
}

async function textOf(format: Parameters<typeof writeReport>[0], report: Report): Promise<string> {
  let text = '';
  for await (const piece of writeReport(format, report, { pictures: { make: () => Promise.resolve(null), few: 1 }, progress: () => undefined })) text += piece;
  return text;
}

it.each([1, 2, 3, 4, 5])('whatever is wrong with whatever, what was found is what was compared and what was skipped, in every report (%i)', async (seed) => {
  const { survey, workers, expected } = draw(seed);
  const pool = Object.assign(workers.createPool(2), { survey });
  const choice = { radius: 8, shots: false, keep: defaultKeepPolicy };
  const session = new ScanSession({
    folders: [root], store: null, pool, choice, compare: true, exclude: ({ path }) => (path.endsWith('.out') ? 'By a pattern.' : null),
  });
  await session.run();
  const { table, groups, skipped, stats } = session;
  const report = reportOf({
    version: '1', made: 0, folders: [root], settings: { ...choice, excluded: [] }, complete: true, stats, table, groups, only: null, skipped,
    dismissed: { total: 0, all: () => [] }, decided: undecided(groups),
  });
  const byReason = Object.fromEntries([...expected].filter(([what]) => what !== 'compared'));
  const { totals } = report;
  expect(totals).toMatchObject({ files: 200, compared: expected.get('compared'), unreached: 0 });
  expect(totals.skippedByReason).toEqual(byReason);
  expect(totals.compared + totals.skipped + totals.unreached).toBe(totals.files);
  const data = JSON.parse(await textOf('json', report)) as { totals: unknown; skipped: { reason: string; advice: string }[] };
  expect(data.totals).toEqual(totals);
  expect(tally(data.skipped.map(({ reason }) => reason))).toEqual(byReason);
  const lines = (await textOf('skipped', report)).trimEnd().split('\r\n');
  expect(lines.shift()).toBe('path,reason,detail,advice');
  expect(tally(lines.map((line) => line.split(',')[1]!))).toEqual(byReason);
  const html = await textOf('html', report);
  for (const [reason, files] of Object.entries(byReason)) expect(html).toContain(`Not compared: ${skipWords[reason as SkipReason].name.toLowerCase()} (${files})`);
  await pool.close();
});

it('has every reason in one section of the window', () => {
  expect(Object.values(sectionReasons).flat().toSorted()).toEqual([...skipReasons].toSorted());
});

function tally(reasons: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
