// `npm run bench:keep`: how long the window waits for what another way to choose keepers would change, in a library of 100,000 files in
// 10,000 groups.
import { groupColumns } from '../src/core/grouping/group-columns';
import { FileIds } from '../src/core/library/file-ids';
import { FileTable, rowState } from '../src/core/library/file-table';
import { GroupSet } from '../src/core/library/group-set';
import { previewKeep } from '../src/core/review/keep-preview';
import { defaultKeepPolicy } from '../src/shared/keep';

const [groups, size, runs] = [10_000, 10, 20];

const table = new FileTable();
const print = { hashLow: 0, hashHigh: 0, contentLow: 0, contentHigh: 0, pixelsLow: 0, pixelsHigh: 0, numberLow: 0, numberHigh: 0, quality: 0, depth: 0, extras: 0, slot: 0, format: 0, detail: 100 };
for (let row = 0; row < groups * size; row++) {
  // Sizes and dates that differ within a group, and now and then do not.
  table.add(`/photos/${Math.floor(row / 500)}/IMG_${row}${row % 3 === 0 ? ' (1)' : ''}.jpg`, 1e6 + ((row * 7919) % 3e6), 1.6e12 + ((row * 104_729) % 1e9));
  table.setFingerprint(row, { ...print, width: 1000 + ((row * 31) % 5) * 500, height: 2000 }, rowState.hashed);
}
const output = groupColumns(groups, groups * size);
output.starts.set(Uint32Array.from({ length: groups + 1 }, (_, group) => group * size));
output.members.set(Uint32Array.from({ length: groups * size }, (_, place) => place));
const set = new GroupSet(table, output.members, output, 1);
const ids = new FileIds(table);

const times: number[] = [];
for (let run = 0; run < runs; run++) {
  const policy = defaultKeepPolicy.map((one, i) => ({ ...one, weight: (one.weight + run * i) % 11 }));
  const began = performance.now();
  const { changed, ties } = previewKeep(table, ids, set, { isDecided: () => false }, policy);
  times.push(performance.now() - began);
  if (run === 0) console.log(`${groups} groups of ${size}: ${changed} would change, ${ties} ties`);
}
console.log(`first ${times[0]!.toFixed(0)} ms, median ${times.sort((a, b) => a - b)[runs / 2]!.toFixed(0)} ms, slowest ${times.at(-1)!.toFixed(0)} ms`);
