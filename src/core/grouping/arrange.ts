import { groupKinds } from '../../shared/domain';
import type { GroupInput, GroupOutput } from '../ports';
import { pickGroups } from './group-columns';

const shot = groupKinds.indexOf('similar-shot');

/** Groups of several outputs as one: most bytes to gain first, then by the keeper's `order`; similar shots last. */
export function arrangeGroups({ bytes, order, standings }: GroupInput, from: readonly GroupOutput[]): GroupOutput {
  const count = from.reduce((sum, { kinds }) => sum + kinds.length, 0);
  const groups: (readonly [output: number, group: number])[] = [];
  const gains = new Float64Array(count);
  const ranks = new Uint32Array(count);
  from.forEach(({ starts, members, kinds }, output) => {
    for (let group = 0; group < kinds.length; group++) {
      const at = groups.push([output, group]) - 1;
      ranks[at] = order[members[starts[group]!]!]!;
      // There is nothing to gain from shots.
      let gain = kinds[group] === shot ? -Infinity : 0;
      for (let place = starts[group]! + 1; place < starts[group + 1]!; place++) {
        // Nor is there from what can't go.
        if (standings[members[place]!] === 0) gain += bytes[members[place]!]!;
      }
      gains[at] = gain;
    }
  });
  const sorted = Uint32Array.from(groups.keys()).sort((a, b) => (gains[a] === gains[b] ? ranks[a]! - ranks[b]! : gains[b]! - gains[a]!));
  return pickGroups(from, Array.from(sorted, (i) => groups[i]!));
}
