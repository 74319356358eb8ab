import { groupKinds, likenesses, type Likeness } from '../../shared/domain';
import type { GroupInput, GroupOutput } from '../ports';
import { edited as editedBit, groupColumns, kindOf, mapSize, undecided } from './group-columns';
import type { FoundGroup } from './members';

/** Groups of copies, then those of similar shots, as columns. */
export function layOut(input: GroupInput, copies: readonly FoundGroup[], shots: readonly FoundGroup[]): GroupOutput {
  const groups = [...copies, ...shots];
  const to = groupColumns(groups.length, groups.reduce((sum, group) => sum + group.length, 0));
  let at = 0;
  groups.forEach((group, g) => {
    const keeper = group[0]!.file;
    group.forEach(({ file, distance, differences, map, via, twin, edited }, i) => {
      const likeness = file === keeper ? 'identical' : likenessOf(input, keeper, file);
      to.members[at + i] = file;
      to.distances[at + i] = distance;
      to.differences[at + i] = differences + (edited ? editedBit : 0);
      to.likenesses[at + i] = likenesses.indexOf(likeness) + (likeness === 'similar' && twin ? undecided : 0);
      to.maps.set(map, mapSize * (at + i));
      if (!via) return;
      to.vias[at + i] = 1 + group.findIndex((member) => member.file === via.file);
      to.viaDistances[at + i] = via.distance;
    });
    to.kinds[g] = g < copies.length ? kindOf(to.likenesses.subarray(at, at + group.length)) : groupKinds.indexOf('similar-shot');
    at += group.length;
    to.starts[g + 1] = at;
  });
  return to;
}

function likenessOf({ identity, pixels }: GroupInput, keeper: number, file: number): Likeness {
  if (identity[keeper] !== 0 && identity[keeper] === identity[file]) return 'identical';
  const [low, high] = [pixels[2 * keeper]!, pixels[2 * keeper + 1]!];
  if ((low !== 0 || high !== 0) && pixels[2 * file] === low && pixels[2 * file + 1] === high) return 'same-pixels';
  return 'similar';
}
