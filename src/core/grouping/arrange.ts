import { groupKinds } from '../../shared/domain';
import type { GroupInput, GroupOutput } from '../ports';
import { pickGroups } from './group-columns';

const shot = groupKinds.indexOf('similar-shot');

/** Groups of several outputs as one: most bytes to gain first, then by the keeper's `order`; similar shots last. */
export function arrangeGroups({ bytes, order }: GroupInput, from: readonly GroupOutput[]): GroupOutput {
  const count = from.reduce((sum, { kinds }) => sum + kinds.length, 0);
  const outputs = new Uint32Array(count);
  const groups = new Uint32Array(count);
  const gains = new Float64Array(count);
  const ranks = new Uint32Array(count);
  let at = 0;
  from.forEach(({ starts, members, kinds }, output) => {
    for (let group = 0; group < kinds.length; group++, at++) {
      outputs[at] = output;
      groups[at] = group;
      ranks[at] = order[members[starts[group]!]!]!;
      // There is nothing to gain from shots.
      let gain = kinds[group] === shot ? -Infinity : 0;
      for (let place = starts[group]! + 1; place < starts[group + 1]!; place++) gain += bytes[members[place]!]!;
      gains[at] = gain;
    }
  });
  const sorted = Uint32Array.from(outputs.keys()).sort((a, b) => (gains[a] === gains[b] ? ranks[a]! - ranks[b]! : gains[b]! - gains[a]!));
  return pickGroups(from, sorted.map((i) => outputs[i]!), sorted.map((i) => groups[i]!));
}
