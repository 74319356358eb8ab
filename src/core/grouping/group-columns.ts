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

/** Groups by the outputs that they are in and their numbers there, parallel to each other. */
interface PickedGroups {
  readonly outputs: ArrayLike<number>;
  readonly groups: ArrayLike<number>;
}

/** Groups of several outputs as one, in the order of `picked`. */
export function pickGroups(from: readonly GroupOutput[], { outputs, groups }: PickedGroups): GroupOutput {
  let total = 0;
  for (let number = 0; number < groups.length; number++) {
    const { starts } = from[outputs[number]!]!;
    total += starts[groups[number]! + 1]! - starts[groups[number]!]!;
  }
  const to = groupColumns(groups.length, total);
  let at = 0;
  for (let number = 0; number < groups.length; number++) {
    const source = from[outputs[number]!]!;
    const start = source.starts[groups[number]!]!;
    const end = source.starts[groups[number]! + 1]!;
    for (let place = start; place < end; place++, at++) {
      to.members[at] = source.members[place]!;
      to.vias[at] = source.vias[place]!;
      to.differences[at] = source.differences[place]!;
      to.distances[at] = source.distances[place]!;
      to.viaDistances[at] = source.viaDistances[place]!;
      to.likenesses[at] = source.likenesses[place]!;
      for (let n = 0; n < mapSize; n++) to.maps[mapSize * at + n] = source.maps[mapSize * place + n]!;
    }
    to.kinds[number] = source.kinds[groups[number]!]!;
    to.starts[number + 1] = at;
  }
  return to;
}
