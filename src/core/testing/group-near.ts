import { compareKeepers, keeperReasons } from '../grouping/keep';
import { hammingDistance } from '../grouping/hamming';
import { groupKinds, likenesses } from '../../shared/domain';
import { groupColumns } from '../grouping/group-columns';
import { comparisonMemory } from '../grouping/comparisons';
import type { ComparedPictures } from '../grouping/group-steps';
import type { GroupInput, GroupOutput } from '../ports';

/** Groups by hashes alone, for tests that are not about matching: files near the best file that is left, by its hash or bytes. */
export function groupNear(input: GroupInput, radius: number, gone: Uint8Array | null): GroupOutput {
  const present = Array.from(input.order, (_, file) => file).filter((file) => gone?.[file] !== 1);
  const left = present.sort((a, b) => compareKeepers(input, a, b));
  const groups: number[][] = [];
  for (let keeper = left.shift(); keeper !== undefined; keeper = left.shift()) {
    const best = keeper;
    const members = left.filter((file) => isEqual(input, best, file) || hammingDistance(input.hashes, best, file) <= radius);
    if (members.length === 0) continue;
    members.sort((a, b) => hammingDistance(input.hashes, best, a) - hammingDistance(input.hashes, best, b) || input.order[a]! - input.order[b]!);
    for (const file of members) left.splice(left.indexOf(file), 1);
    groups.push([best, ...members]);
  }
  const gain = (group: readonly number[]): number => group.slice(1).reduce((sum, file) => sum + input.bytes[file]!, 0);
  groups.sort((a, b) => gain(b) - gain(a) || input.order[a[0]!]! - input.order[b[0]!]!);
  const to = groupColumns(groups.length, groups.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  groups.forEach((group, g) => {
    const keeper = group[0]!;
    group.forEach((file, i) => {
      const identical = file === keeper || isEqual(input, keeper, file);
      to.members[at + i] = file;
      to.distances[at + i] = hammingDistance(input.hashes, keeper, file);
      to.likenesses[at + i] = likenesses.indexOf(identical ? 'identical' : 'similar');
      if (!identical) to.kinds[g] = groupKinds.indexOf('similar');
    });
    at += group.length;
    to.starts[g + 1] = at;
    to.reasons[g] = keeperReasons(input, keeper, group);
  });
  return to;
}

/** What {@link groupNear} needs: it compares when it groups. */
export function uncompared(input: GroupInput): ComparedPictures {
  const none = new Uint32Array(0);
  const pictures = { files: none, starts: none, wholes: none, contents: none, comparable: new Uint8Array(0), slots: none, bySlot: none, records: '' };
  const candidates = { lower: none, higher: none, codes: none };
  const neighbours = { candidates, starts: none, links: none, others: none, pictures: none, partStarts: new Uint32Array(1), byPromise: none, places: none };
  return { input, pictures, neighbours, memory: comparisonMemory(0, 0) };
}

function isEqual({ identity }: GroupInput, a: number, b: number): boolean {
  return identity[a] !== 0 && identity[a] === identity[b];
}
