import { groupKinds } from '../../shared/domain';
import { candidatesOf, searchPairs, type FoundPairs } from '../matching/candidates';
import { barOf } from '../matching/distance';
import { forEachNeighbour, neighboursOf } from '../matching/neighbours';
import { groupIntoStars } from '../matching/stars';
import { createVerifier } from '../matching/verify';
import type { GroupOutput } from '../ports';
import { collapse, withRecords } from './collapse';
import { Comparisons } from './comparisons';
import { pickGroups } from './group-columns';
import type { GroupStep, GroupStepOutput, PartStep, PictureColumns } from './group-steps';
import { KeepJudge } from './keep';
import { layOut } from './lay-out';
import { groupOfFiles, groupOfStar, presentFiles, type FoundGroup } from './members';
import { shotsOf } from './shots';

export function performStep(step: GroupStep): GroupStepOutput {
  switch (step.kind) {
    case 'collapse':
      return { kind: 'pictures', pictures: collapse(step.input) };
    case 'search':
      return { kind: 'pairs', pairs: search(step.pictures, step.from, step.to) };
    case 'connect':
      return { kind: 'neighbours', neighbours: neighboursOf(step.count, candidatesOf(step.pairs)) };
    case 'verify':
      return verify(step);
    case 'part':
      return groupPart(step);
    case 'arrange':
      return { kind: 'groups', groups: arrange(step) };
  }
}

function search({ wholes, contents, comparable, slots, bySlot, records }: PictureColumns, from: number, to: number): FoundPairs {
  return withRecords(records, (read) =>
    searchPairs(
      { count: slots.length, wholes, contents, comparable: (picture) => comparable[picture] === 1, recordOf: (picture) => read(slots[picture]!) },
      bySlot.subarray(from, to),
    ),
  );
}

/** Compares all pairs of the pictures at some places of a part with higher ones. */
function verify({ pictures, neighbours, rows, from, to }: GroupStep & { readonly kind: 'verify' }): GroupStepOutput {
  return withRecords(pictures.records, (read) => {
    const comparisons = new Comparisons(pictures.slots.length, neighbours.candidates, rows, [], () => createVerifier((picture) => read(pictures.slots[picture]!)));
    for (const picture of neighbours.pictures.subarray(from, to)) {
      forEachNeighbour(neighbours, picture, (other, pair) => {
        if (picture < other) comparisons.ofPair(pair);
      });
    }
    return { kind: 'verified', made: comparisons.made() };
  });
}

function groupPart(step: PartStep): GroupStepOutput {
  const { input, pictures, neighbours, part, known, rows, choice } = step;
  return withRecords(pictures.records, (read) => {
    const comparisons = new Comparisons(pictures.slots.length, neighbours.candidates, rows, known, () => createVerifier((picture) => read(pictures.slots[picture]!)));
    const stars = groupIntoStars(neighbours, part, (pair) => comparisons.scoreOf(pair), barOf(choice.radius));
    const groups = stars.flatMap((star) => {
      const group = groupOfStar(step, star, comparisons);
      return group ? [group] : [];
    });
    const shots = choice.shots ? shotsOf(step, stars, comparisons) : [];
    return { kind: 'part', groups: layOut(input, groups, shots), made: comparisons.made() };
  });
}

/** All groups: those of the parts, and of the files with equal looks that are in none of them. Most bytes to gain first. */
function arrange({ input, pictures, parts, keep, gone }: GroupStep & { readonly kind: 'arrange' }): GroupOutput {
  const judge = new KeepJudge(input, keep);
  const grouped = new Uint8Array(input.order.length);
  for (const { members } of parts) for (const file of members) grouped[file] = 1;
  const alone: FoundGroup[] = [];
  for (let picture = 0; picture < pictures.slots.length; picture++) {
    if (pictures.starts[picture + 1]! - pictures.starts[picture]! < 2) continue;
    const files = presentFiles(pictures, picture, gone);
    if (files.length > 1 && grouped[files[0]!] === 0) alone.push(groupOfFiles(input, judge, files));
  }
  const outputs = [...parts, layOut(input, alone, [])];
  const shot = groupKinds.indexOf('similar-shot');
  const groups = outputs.flatMap(({ starts, members, kinds }, output) =>
    Array.from({ length: starts.length - 1 }, (_, group) => {
      const keeper = members[starts[group]!]!;
      // There is nothing to gain from shots; they come last.
      let gain = kinds[group] === shot ? -Infinity : 0;
      for (let place = starts[group]! + 1; place < starts[group + 1]!; place++) {
        if (input.standings[members[place]!] === 0) gain += input.bytes[members[place]!]!;
      }
      return { output, group, keeper, gain };
    }),
  );
  groups.sort((a, b) => (a.gain === b.gain ? 0 : b.gain - a.gain) || input.order[a.keeper]! - input.order[b.keeper]!);
  return pickGroups(outputs, groups.map(({ output, group }) => [output, group]));
}
