import { type GroupKind, groupKinds, type Likeness, likenesses } from '../../shared/groups';
import type { GroupOutput } from '../ports';

/** Added to a likeness that only decoding both files could tell from equal pixels. */
export const undecided = 128;

/** Added to the differences of a file that differs, as edited pictures do, from what the others of its group agree on. */
export const edited = 1 << 15;

/** The kind of a group of copies by its members' likenesses, undecided ones being similar: what the least alike of them is. */
export function kindOf(codes: Uint8Array): number {
  let least = 0;
  for (let i = 0; i < codes.length; i++) least = Math.max(least, codes[i]! & ~undecided);
  return groupKinds.indexOf(kinds[likenesses[least]!]);
}

const kinds: Readonly<Record<Likeness, GroupKind>> = { identical: 'exact', 'same-pixels': 'same-pixels', similar: 'similar' };

/** Numbers per member in `maps`. */
export const mapSize = 6;
const perGroup = 4 + 1;
const perMember = 4 + 4 + 4 * mapSize + 2 + 1 + 1 + 1;

/** Bytes of the columns of so many groups with so many members in all. */
export function groupBytes(groups: number, members: number): number {
  return 4 + perGroup * groups + perMember * members;
}

/** Columns over one buffer of {@link groupBytes} bytes, the widest first: it can be sent and stored as it is. */
export function groupColumns(groups: number, members: number, buffer: ArrayBuffer = new ArrayBuffer(groupBytes(groups, members))): GroupOutput {
  let at = 0;
  const next = (bytes: number): number => {
    const from = at;
    at += bytes;
    return from;
  };
  return {
    starts: new Uint32Array(buffer, next(4 * (groups + 1)), groups + 1),
    members: new Uint32Array(buffer, next(4 * members), members),
    vias: new Uint32Array(buffer, next(4 * members), members),
    maps: new Float32Array(buffer, next(4 * mapSize * members), mapSize * members),
    differences: new Uint16Array(buffer, next(2 * members), members),
    distances: new Uint8Array(buffer, next(members), members),
    viaDistances: new Uint8Array(buffer, next(members), members),
    likenesses: new Uint8Array(buffer, next(members), members),
    kinds: new Uint8Array(buffer, next(groups), groups),
  };
}

const perMemberColumns = ['members', 'vias', 'maps', 'differences', 'distances', 'viaDistances', 'likenesses'] as const;
const perGroupColumns = ['starts', 'kinds'] as const;

/** Copies as many groups and members as both have room for. */
export function copyGroups(from: GroupOutput, to: GroupOutput): void {
  for (const name of [...perMemberColumns, ...perGroupColumns]) to[name].set(from[name].subarray(0, to[name].length));
}

/** Groups of several outputs as one, in the order of `picked`: [output, group]. */
export function pickGroups(outputs: readonly GroupOutput[], picked: readonly (readonly [output: number, group: number])[]): GroupOutput {
  const total = picked.reduce((sum, [output, group]) => sum + outputs[output]!.starts[group + 1]! - outputs[output]!.starts[group]!, 0);
  const to = groupColumns(picked.length, total);
  let at = 0;
  picked.forEach(([output, group], number) => {
    const source = outputs[output]!;
    const start = source.starts[group]!;
    const end = source.starts[group + 1]!;
    for (let place = start; place < end; place++, at++) {
      to.members[at] = source.members[place]!;
      to.vias[at] = source.vias[place]!;
      to.differences[at] = source.differences[place]!;
      to.distances[at] = source.distances[place]!;
      to.viaDistances[at] = source.viaDistances[place]!;
      to.likenesses[at] = source.likenesses[place]!;
      for (let n = 0; n < mapSize; n++) to.maps[mapSize * at + n] = source.maps[mapSize * place + n]!;
    }
    to.kinds[number] = source.kinds[group]!;
    to.starts[number + 1] = at;
  });
  return to;
}
