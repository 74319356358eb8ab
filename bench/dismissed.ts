// `node bench/run.mjs dismissed [FILES] [DISMISSALS]`: what it costs to take dismissed pairs out of the groups of a made-up library:
// five files to a group, every dismissal of the first and the third file of one.
import { groupColumns } from '../src/core/grouping/group-columns';
import { arrangeGroups, thinGroups } from '../src/core/grouping/arrange';
import { contentKey } from '../src/core/library/content-key';
import { FileTable, rowState } from '../src/core/library/file-table';
import { groupInput } from '../src/core/library/group-set';
import { DismissedSets } from '../src/core/review/dismissed-sets';
import { takeApart } from '../src/core/review/take-apart';

const [files = 100_000, dismissals = 1000] = process.argv.slice(2).map(Number);
const perGroup = 5;
const table = new FileTable();
for (let row = 0; row < files; row++) {
  table.add(`/photos/${row % 1000}/IMG_${row}.jpg`, 1000 + row, row);
  table.setState(row, rowState.hashed);
  table.columns.numbers.set([row + 1, row], 2 * row);
}
const input = groupInput(table, table.fingerprinted(), { kept: null, passing: '' });
const groups = groupColumns(Math.floor(files / perGroup), files);
groups.starts.set(groups.starts.map((_, group) => group * perGroup));
groups.members.set(groups.members.map((_, place) => place));
const sets = new DismissedSets();
for (let set = 0; set < dismissals; set++) {
  const first = perGroup * Math.floor((set * files) / perGroup / dismissals);
  sets.add(set, [contentKey(table, first)!, contentKey(table, first + 2)!]);
}

for (let round = 0; round < 7; round++) {
  const began = process.cpuUsage();
  const { staying, leaving } = takeApart(groups, (position) => {
    const content = contentKey(table, position);
    const found = content === null ? [] : sets.of(content);
    return content === null || found.length === 0 ? null : { content, sets: found };
  });
  const found = process.cpuUsage(began);
  const apart = arrangeGroups(input, [thinGroups(groups, staying)]);
  const all = process.cpuUsage(began);
  const ms = ({ user, system }: NodeJS.CpuUsage): string => ((user + system) / 1000).toFixed(0);
  console.log(`${files} files, ${dismissals} dismissals: ${staying.size} groups lose ${files - apart.members.length} files, ${leaving.length} to be grouped again; ${ms(found)} ms to find them, ${ms(all)} ms in all`);
}
