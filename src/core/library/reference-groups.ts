import { standings } from '../../shared/folders';
import { pickGroups } from '../grouping/group-columns';
import type { GroupOutput } from '../ports';
import type { FileTable } from './file-table';

const reference = standings.indexOf('reference');

/**
 * The groups without those whose files are all in reference folders: nothing can be done about them. `rows` maps the grouping's
 * positions to rows of the table.
 */
export function withoutReferences(table: FileTable, rows: Uint32Array, output: GroupOutput): { readonly shown: GroupOutput; readonly hidden: number } {
  const { standings: columns } = table.columns;
  const { starts, members } = output;
  const groups: number[] = [];
  const count = starts.length - 1;
  for (let group = 0; group < count; group++) {
    let place = starts[group]!;
    while (place < starts[group + 1]! && columns[rows[members[place]!]!] === reference) place++;
    if (place < starts[group + 1]!) groups.push(group);
  }
  return groups.length === count ? { shown: output, hidden: 0 } : { shown: pickGroups([output], { outputs: new Uint8Array(groups.length), groups }), hidden: count - groups.length };
}
