import { groupKinds } from '../../shared/groups';
import type { GroupInput, GroupOutput } from '../ports';
import { groupColumns, kindOf, mapSize, pickGroups } from './group-columns';

const shot = groupKinds.indexOf('similar-shot');

/** Groups of several outputs as one: most bytes to gain first, then by the keeper's `order`; similar shots last. */
export function arrangeGroups({ bytes, order, standings }: GroupInput, from: readonly GroupOutput[]): GroupOutput {
  const count = from.reduce((sum, { kinds }) => sum + kinds.length, 0);
  const outputs = new Uint32Array(count);
  const groups = new Uint32Array(count);
  const gains = new Float64Array(count);
  const ranks = new Uint32Array(count);
  for (let output = 0, at = 0; output < from.length; output++) {
    const { starts, members, kinds } = from[output]!;
    for (let group = 0; group < kinds.length; group++, at++) {
      outputs[at] = output;
      groups[at] = group;
      ranks[at] = order[members[starts[group]!]!]!;
      // There is nothing to gain from shots.
      let gain = kinds[group] === shot ? -Infinity : 0;
      for (let place = starts[group]! + 1; place < starts[group + 1]!; place++) {
        // Nor is there from what can't go.
        if (standings[members[place]!] === 0) gain += bytes[members[place]!]!;
      }
      gains[at] = gain;
    }
  }
  const sorted = groups.map((_, at) => at).sort((a, b) => (gains[a] === gains[b] ? ranks[a]! - ranks[b]! : gains[b]! - gains[a]!));
  return pickGroups(from, { outputs: outputs.map((_, i) => outputs[sorted[i]!]!), groups: groups.map((_, i) => groups[sorted[i]!]!) });
}

/**
 * Groups with some of their members, the keeper among them; those that are left with one vanish.
 *
 * @param staying By group the places of its members that stay, ascending; a group that is not named stays as it is.
 */
export function thinGroups(groups: GroupOutput, staying: ReadonlyMap<number, readonly number[]>): GroupOutput {
  const picked: { readonly outputs: number[]; readonly groups: number[] } = { outputs: [], groups: [] };
  const thinned: GroupOutput[] = [groups];
  for (let group = 0; group + 1 < groups.starts.length; group++) {
    const places = staying.get(group);
    if (places && places.length < 2) continue;
    picked.outputs.push(places ? thinned.push(thinGroup(groups, group, places)) - 1 : 0);
    picked.groups.push(places ? 0 : group);
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
