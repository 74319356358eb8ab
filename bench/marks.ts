// `npm run bench:marks -- [--groups N] [--files N]`: how long it takes to mark every file of a large library but one of each group, to take
// that back, to follow other groups, and to write it down and recall it. The least of several runs, each in a library of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Review } from '../src/core/review/review';
import { ToyLibrary, type ToyFile } from '../src/core/review/testing/toy-library';
import { openStore } from '../src/core/store/store';

const { values } = parseArgs({ options: { groups: { type: 'string', default: '10000' }, files: { type: 'string', default: '100000' } } });
const groupCount = Number(values.groups);
const fileCount = Number(values.files);
const runs = 7;

const files = Array.from({ length: fileCount }, (_, i): ToyFile => ({
  path: `/photos/${2005 + (i % 20)}/${i % 97}/IMG_${i}.jpg`, bytes: 1e6 + i, modified: i, content: i + 1,
}));
/** Groups that lie next to each other, or across the library. */
const groupsOf = (across: boolean): readonly (readonly number[])[] => {
  const size = Math.floor(fileCount / groupCount);
  return Array.from({ length: groupCount }, (_, group) => Array.from({ length: size }, (__, i) => (across ? i * groupCount + group : group * size + i)));
};
const beside = groupsOf(false);
const across = groupsOf(true);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const least = new Map<string, number>();
function time<T>(name: string, work: () => T): T {
  // What is left of making the library is not to be paid here.
  collectGarbage();
  const began = performance.now();
  const result = work();
  least.set(name, Math.min(least.get(name) ?? Infinity, performance.now() - began));
  return result;
}

for (let run = 0; run < runs; run++) {
  const home = mkdtempSync(join(tmpdir(), 'lookalike-bench-marks-'));
  const store = openStore(home);
  const toy = new ToyLibrary(files, store.decisions);
  toy.group(beside);
  toy.settle();
  time('mark all', () => toy.review.markAll());
  time('undo', () => toy.review.undo());
  time('redo', () => toy.review.redo());
  const [first = []] = beside;
  time('mark one file', () => toy.review.perform({ mark: [], unmark: first.slice(1, 2) }));
  time('follow other groups (they are made in the same time)', () => toy.group(across));
  toy.group(beside);
  time('write all down at once, as when the program ends', () => toy.review.close());
  const later = new ToyLibrary(files);
  later.group(beside);
  const options = { decisions: store.decisions, folders: ['/photos'], revision: 1, onChange: () => undefined };
  const review = time('read all at the start', () => new Review(later, options));
  time('recall all', () => review.follow());
  time('settle', () => review.settle(true));
  if (review.state.files !== fileCount - groupCount - 1) throw new Error(`${review.state.files} files are marked`);
  store.close();
  rmSync(home, { recursive: true });
}
console.log(`${groupCount} groups of ${fileCount} files, the least of ${runs}\n\n| | ms |\n| --- | --- |`);
for (const [name, took] of least) console.log(`| ${name} | ${took.toFixed(1)} |`);
