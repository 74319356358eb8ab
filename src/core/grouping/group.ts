import { candidatesOf, prepareSearch, searchPairs, type FoundPairs } from '../matching/candidates';
import { barOf } from '../matching/distance';
import { forEachNeighbour, neighboursOf } from '../matching/neighbours';
import { groupIntoStars, type Stars } from '../matching/stars';
import { prepareVerifier } from '../matching/verify';
import type { GroupOutput } from '../ports';
import { arrangeGroups } from './arrange';
import { collapse, withRecords } from './collapse';
import { Comparisons } from './comparisons';
import { Draft } from './draft';
import { areMany, type GroupStep, type GroupStepOutput, type PartOfPictures, type PictureColumns } from './group-steps';
import { KeepJudge } from './keep';
import { verifierFor } from './kept-verifier';
import { Layout } from './lay-out';
import { addFiles, presentFiles, StarGroups } from './members';
import { addShots } from './shots';

/** Compiles what steps need, ahead of the first. */
export function prepare(): void {
  prepareSearch();
  prepareVerifier();
}

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
      return groupPart(step.of);
    case 'stars':
      return { kind: 'groups', groups: groupStars(step) };
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
function verify({ pictures, neighbours, memory, from, to }: GroupStep & { readonly kind: 'verify' }): GroupStepOutput {
  compareWithin({ pictures, neighbours, memory }, (comparisons) => {
    for (const picture of neighbours.pictures.subarray(from, to)) {
      forEachNeighbour(neighbours, picture, (other, pair) => {
        if (picture < other) comparisons.scoreOf(pair);
      });
    }
  });
  return { kind: 'verified' };
}

function groupPart(of: PartOfPictures): GroupStepOutput {
  return compareWithin(of, (comparisons) => {
    const stars = groupIntoStars(of.neighbours, of.part, (pair) => comparisons.scoreOf(pair), barOf(of.choice.radius));
    const left = areMany(stars) ? stars : null;
    const layout = new Layout(of.input, left ? 0 : 2 * stars.pictures.length);
    if (!left) addGroups(of, stars, 0, stars.centres.length, comparisons, layout);
    if (of.choice.shots) addShots(of, stars, comparisons, layout);
    return { kind: 'part', groups: layout.finish(), left };
  });
}

function groupStars({ of, stars, from, to }: GroupStep & { readonly kind: 'stars' }): GroupOutput {
  return compareWithin(of, (comparisons) => {
    const layout = new Layout(of.input, 2 * (stars.starts[to]! - stars.starts[from]!));
    addGroups(of, stars, from, to, comparisons, layout);
    return layout.finish();
  });
}

function addGroups(of: PartOfPictures, stars: Stars, from: number, to: number, comparisons: Comparisons, layout: Layout): void {
  const groups = new StarGroups(of, stars, comparisons);
  for (let star = from; star < to; star++) groups.add(star, layout);
}

function compareWithin<T>({ pictures, neighbours, memory }: Pick<PartOfPictures, 'pictures' | 'neighbours' | 'memory'>, use: (comparisons: Comparisons) => T): T {
  return withRecords(pictures.records, (read) => use(new Comparisons(neighbours.candidates, memory, () => verifierFor(memory.number, (picture) => read(pictures.slots[picture]!)))));
}

/** All groups: those of the parts, and of the files with equal looks that are in none of them. Most bytes to gain first. */
function arrange({ input, pictures, parts, keep, gone }: GroupStep & { readonly kind: 'arrange' }): GroupOutput {
  const judge = new KeepJudge(input, keep);
  const grouped = new Uint8Array(input.order.length);
  for (const { members } of parts) for (let place = 0; place < members.length; place++) grouped[members[place]!] = 1;
  const alone = new Layout(input);
  const draft = new Draft();
  for (let picture = 0; picture < pictures.slots.length; picture++) {
    if (pictures.starts[picture + 1]! - pictures.starts[picture]! < 2) continue;
    const files = presentFiles(pictures, picture, gone);
    if (files.length > 1 && grouped[files[0]!] === 0) addFiles(files, judge, draft, alone);
  }
  return arrangeGroups(input, [...parts, alone.finish()]);
}
