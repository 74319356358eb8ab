// `npm run bench:query -- [--groups N] [--files N]`: how long the groups of a large library take to be searched, filtered and sorted, and what
// rules would do to be worked out, in processor time of the thread that answers the window. Paths of photo libraries, a tenth of the names not in Latin-1.
import { parseArgs } from 'node:util';
import { imageFormats } from '../src/shared/files';
import { plainListing, plainQuery, plainSort, sortKeys, type GroupListing, type GroupQuery } from '../src/shared/query';
import type { Rule } from '../src/shared/rules';
import { PathSearch } from '../src/core/review/path-search';
import { findGroups, type QuerySource } from '../src/core/review/query';
import { propose, type RuleSource } from '../src/core/review/rules';
import { makeGroups, type MadeGroup } from '../src/core/review/testing/made-groups';

const { values } = parseArgs({ options: { groups: { type: 'string', default: '10000' }, files: { type: 'string', default: '100000' } } });
const groupCount = Number(values.groups);
const perGroup = Math.round(Number(values.files) / groupCount);
const runs = 9;

let state = 1;
/** A linear congruential generator (D. E. Knuth, The Art of Computer Programming 3.2.1): the same library every time. */
function random(below: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

const made = Array.from({ length: groupCount }, (): MadeGroup => ({
  kind: random(2) === 0 ? 'exact' : 'similar',
  files: Array.from({ length: perGroup }, () => {
    const month = String(1 + random(12)).padStart(2, '0');
    const name = random(10) === 0 ? `Отпуск ${random(1e5)}` : `IMG_${random(1e6)}${random(4) === 0 ? ' (1)' : ''}`;
    return {
      path: `${['Phone', 'Camera', 'Backup disk'][random(3)]!}/${2005 + random(20)}/${month} ${random(5)}/${name}.jpg`,
      bytes: random(1e7),
      modified: random(2 ** 40),
      format: imageFormats[random(3)]!,
      distance: random(13),
    };
  }),
}));
const { table, groups } = makeGroups(made);
const source: QuerySource = { table, groups, search: new PathSearch(table), isDecided: (group) => group % 3 === 0, isNew: (row) => row % 7 === 0 };

const queries: Readonly<Record<string, Partial<GroupQuery>>> = {
  'a word that is in no path, the first time': { text: 'volcano' },
  'a word that is in no path': { text: 'volcano' },
  'a letter': { text: 'o' },
  'three words, one not in Latin-1': { text: 'backup отпуск 77' },
  'a path across folder and name': { text: '12 3/img_' },
  'everything at once': {
    text: 'img', formats: ['png'], kinds: ['exact'], bytes: { min: 1e6, max: 9e6 }, dates: { min: 1e9, max: null }, distance: { min: 1, max: 12 },
    decided: 'undecided', isNew: true,
  },
};
console.log(`${groups.count} groups of ${table.count} files in ${table.folderCount} folders, median of ${runs}\n\n| | ms | groups |\n| --- | --- | --- |`);
for (const [name, query] of Object.entries(queries)) tell(name, { query: { ...plainQuery, ...query }, sort: plainSort }, name.endsWith('time') ? 1 : runs);
for (const by of sortKeys) tell(`all by ${by}`, { query: plainQuery, sort: { by, descending: false } }, runs);

const all = findGroups(source, plainListing).groups;
const nothing = (): boolean => false;
const ruled: RuleSource = {
  table, groups, isProtected: nothing, folderRank: (row) => table.columns.folder[row]! % 9, isTie: nothing, isMarked: nothing, isDecided: nothing,
  isChosen: nothing, keeperOf: (group) => groups.rows(group)[0]!,
};
const rules: readonly Rule[] = [
  { kind: 'keep', keeper: 'oldest' },
  { kind: 'keep', keeper: 'folder' },
  { kind: 'pattern', pattern: 'backup', files: 'mark' },
  { kind: 'pattern', pattern: 'backup*/**/*(1).*', files: 'mark' },
];
for (const rule of rules) {
  time(`rule: ${rule.kind === 'keep' ? rule.keeper : rule.pattern}`, () => propose(ruled, { rule, shots: false, decided: false }, all).groups.length, runs);
}

function tell(name: string, listing: GroupListing, times: number): void {
  time(name, () => findGroups(source, listing).groups.length, times);
}

function time(name: string, work: () => number, times: number): void {
  const took: number[] = [];
  let found = 0;
  for (let run = 0; run < times; run++) {
    const before = process.cpuUsage();
    found = work();
    const { user, system } = process.cpuUsage(before);
    took.push((user + system) / 1000);
  }
  took.sort((a, b) => a - b);
  console.log(`| ${name} | ${took[took.length >> 1]!.toFixed(1)} | ${found} |`);
}
