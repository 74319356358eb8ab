import { groupKinds } from '../../shared/groups';
import type { GroupInput, GroupOutput } from '../ports';
import { groupColumns, kindOf, mapSize, pickGroups } from './group-columns';

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

/**
 * Groups with some of their members, the keeper among them; those that are left with one vanish.
 *
 * @param staying By group the places of its members that stay, ascending; a group that is not named stays as it is.
 */
export function thinGroups(groups: GroupOutput, staying: ReadonlyMap<number, readonly number[]>): GroupOutput {
  const picked: (readonly [output: number, group: number])[] = [];
  const thinned: GroupOutput[] = [groups];
  for (let group = 0; group + 1 < groups.starts.length; group++) {
    const places = staying.get(group);
    if (!places) picked.push([0, group]);
    else if (places.length > 1) picked.push([thinned.push(thinGroup(groups, group, places)) - 1, 0]);
  }
  return pickGroups(thinned, picked);
}

function thinGroup(from: GroupOutput, group: number, places: readonly number[]): GroupOutput {
  const to = groupColumns(1, places.length);
  const start = from.starts[group]!;
  to.starts[1] = places.length;
  places.forEach((place, i) => {
    for (const name of ['members', 'differences', 'distances', 'likenesses'] as const) to[name][i] = from[name][place]!;
    to.maps.set(from.maps.subarray(mapSize * place, mapSize * (place + 1)), mapSize * i);
    const via = from.vias[place]! === 0 ? -1 : places.indexOf(start + from.vias[place]! - 1);
    if (via === -1) return;
    to.vias[i] = via + 1;
    to.viaDistances[i] = from.viaDistances[place]!;
  });
  to.kinds[0] = from.kinds[group] === shot ? shot : kindOf(to.likenesses);
  return to;
}
