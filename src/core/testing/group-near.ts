import { compareKeepers, keeperReasons } from '../grouping/keep';
import { hammingDistance } from '../grouping/hamming';
import type { GroupInput, GroupOutput } from '../ports';

/** Groups by hashes alone, for tests that are not about matching: files near the best file that is left, by its hash or bytes. */
export function groupNear(input: GroupInput): GroupOutput {
  const left = Array.from(input.order, (_, file) => file).sort((a, b) => compareKeepers(input, a, b));
  const groups: number[][] = [];
  for (let keeper = left.shift(); keeper !== undefined; keeper = left.shift()) {
    const best = keeper;
    const members = left.filter((file) => isEqual(input, best, file) || hammingDistance(input.hashes, best, file) <= input.radius);
    if (members.length === 0) continue;
    members.sort((a, b) => hammingDistance(input.hashes, best, a) - hammingDistance(input.hashes, best, b) || input.order[a]! - input.order[b]!);
    for (const file of members) left.splice(left.indexOf(file), 1);
    groups.push([best, ...members]);
  }
  const gain = (group: readonly number[]): number => group.slice(1).reduce((sum, file) => sum + input.bytes[file]!, 0);
  groups.sort((a, b) => gain(b) - gain(a) || input.order[a[0]!]! - input.order[b[0]!]!);
  const starts = new Uint32Array(groups.length + 1);
  groups.forEach((group, i) => (starts[i + 1] = starts[i]! + group.length));
  const members = Uint32Array.from(groups.flat());
  const perMember = (value: (file: number, keeper: number) => number): number[] =>
    groups.flatMap((group) => group.map((file) => value(file, group[0]!)));
  return {
    starts,
    members,
    distances: Uint8Array.from(perMember((file, keeper) => hammingDistance(input.hashes, keeper, file))),
    differences: new Uint16Array(members.length),
    identical: Uint8Array.from(perMember((file, keeper) => (file === keeper || isEqual(input, keeper, file) ? 1 : 0))),
    reasons: Uint8Array.from(groups, (group) => keeperReasons(input, group[0]!, group)),
  };
}

function isEqual({ identity }: GroupInput, a: number, b: number): boolean {
  return identity[a] !== 0 && identity[a] === identity[b];
}
