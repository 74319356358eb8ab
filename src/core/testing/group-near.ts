import { defaultKeepPolicy } from '../../shared/keep';
import { KeepJudge } from '../grouping/keep';
import { hammingDistance } from '../grouping/hamming';
import { groupKinds, likenesses } from '../../shared/groups';
import { groupColumns } from '../grouping/group-columns';
import { comparisonMemory } from '../grouping/comparisons';
import type { ComparedPictures } from '../grouping/group-steps';
import type { GroupInput, GroupOutput } from '../ports';

/** Groups by hashes alone, for tests that are not about matching: files near the first file that is left, by its hash or bytes. */
export function groupNear(input: GroupInput, radius: number, gone: Uint8Array | null, keep = defaultKeepPolicy): GroupOutput {
  const judge = new KeepJudge(input, keep);
  const present = Array.from(input.order, (_, file) => file).filter((file) => gone?.[file] !== 1);
  const left = present.sort((a, b) => input.order[a]! - input.order[b]!);
  const groups: number[][] = [];
  for (let next = left.shift(); next !== undefined; next = left.shift()) {
    const first = next;
    const near = left.filter((file) => isEqual(input, first, file) || hammingDistance(input.hashes, first, file) <= radius);
    if (near.length === 0) continue;
    for (const file of near) left.splice(left.indexOf(file), 1);
    const all = [first, ...near];
    const best = all[judge.best({ files: all, edited: null })]!;
    const members = all.filter((file) => file !== best);
    members.sort((a, b) => hammingDistance(input.hashes, best, a) - hammingDistance(input.hashes, best, b) || input.order[a]! - input.order[b]!);
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
  });
  return to;
}

/** What {@link groupNear} needs: it compares when it groups. */
export function uncompared(input: GroupInput): ComparedPictures {
  const none = new Uint32Array(0);
  const pictures = { files: none, starts: none, wholes: none, contents: none, comparable: new Uint8Array(0), slots: none, bySlot: none, records: { kept: null, passing: '' } };
  const candidates = { lower: none, higher: none, codes: none };
  const neighbours = { candidates, starts: none, links: none, others: none, pictures: none, partStarts: new Uint32Array(1), byPromise: none, places: none };
  return { input, pictures, neighbours, memory: comparisonMemory(0, 0) };
}

function isEqual({ identity }: GroupInput, a: number, b: number): boolean {
  return identity[a] !== 0 && identity[a] === identity[b];
}
