import { compareAhead } from '../matching/ahead';
import { candidatesOf, prepareSearch, searchPairs, type FoundPairs } from '../matching/candidates';
import { barOf } from '../matching/distance';
import { forEachNeighbour, neighboursOf } from '../matching/neighbours';
import { groupIntoStars, type Stars } from '../matching/stars';
import { prepareVerifier, type Verifier } from '../matching/verify';
import type { GroupOutput } from '../ports';
import { arrangeGroups } from './arrange';
import { collapse, withRecords } from './collapse';
import { Comparisons } from './comparisons';
import { Draft } from './draft';
import { areMany, type GroupStep, type GroupStepOutput, type PartOfPictures } from './group-steps';
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

/** @param beat Called now and then, as the work goes on: a step that falls silent is taken to hang. */
export function performStep(step: GroupStep, beat: () => void = () => undefined): GroupStepOutput {
  switch (step.kind) {
    case 'collapse':
      return { kind: 'pictures', pictures: collapse(step.input, beat) };
    case 'search':
      return { kind: 'pairs', pairs: search(step, beat) };
    case 'connect':
      return { kind: 'neighbours', neighbours: neighboursOf(step.count, candidatesOf(step.pairs)) };
    case 'verify':
      return verify(step, beat);
    case 'ahead':
      // What it does not come to is not missing in any group.
      compareWithin({ ...step.of, haste: null }, beat, (comparisons) => compareAhead(step.of.neighbours, step.of.part, step.of.ahead, (pair) => comparisons.scoreOf(pair), barOf(step.of.choice.radius)));
      return { kind: 'verified' };
    case 'part':
      return groupPart(step.of, beat);
    case 'stars':
      return { kind: 'groups', groups: groupStars(step, beat) };
    case 'arrange':
      return { kind: 'groups', groups: arrange(step, beat) };
  }
}

function search({ pictures: { wholes, contents, comparable, slots, bySlot, records }, from, to }: GroupStep & { readonly kind: 'search' }, beat: () => void): FoundPairs {
  return withRecords(records, beat, (read) =>
    searchPairs(
      { count: slots.length, wholes, contents, comparable: (picture) => comparable[picture] === 1, recordOf: (picture) => read(slots[picture]!) },
      bySlot.subarray(from, to),
    ),
  );
}

/** Compares all pairs of the pictures at some places of a part with higher ones. */
function verify({ pictures, neighbours, memory, from, to }: GroupStep & { readonly kind: 'verify' }, beat: () => void): GroupStepOutput {
  compareWithin({ pictures, neighbours, memory, haste: null }, beat, (comparisons) => {
    for (const picture of neighbours.pictures.subarray(from, to)) {
      beat();
      forEachNeighbour(neighbours, picture, (other, pair) => {
        if (picture < other) comparisons.scoreOf(pair);
      });
    }
  });
  return { kind: 'verified' };
}

function groupPart(of: PartOfPictures, beat: () => void): GroupStepOutput {
  return compareWithin(of, beat, (comparisons) => {
    const stars = groupIntoStars(of.neighbours, of.part, (pair) => comparisons.scoreOf(pair), barOf(of.choice.radius), of.ahead);
    const left = areMany(stars) ? stars : null;
    const layout = new Layout(of.input, left ? 0 : 2 * stars.pictures.length);
    if (!left) addGroups(of, stars, 0, stars.centres.length, comparisons, layout, beat);
    if (of.choice.shots) addShots(of, stars, comparisons, layout);
    return { kind: 'part', groups: layout.finish(), left };
  });
}

function groupStars({ of, stars, from, to }: GroupStep & { readonly kind: 'stars' }, beat: () => void): GroupOutput {
  return compareWithin(of, beat, (comparisons) => {
    const layout = new Layout(of.input, 2 * (stars.starts[to]! - stars.starts[from]!));
    addGroups(of, stars, from, to, comparisons, layout, beat);
    return layout.finish();
  });
}

function addGroups(of: PartOfPictures, stars: Stars, from: number, to: number, comparisons: Comparisons, layout: Layout, beat: () => void): void {
  const groups = new StarGroups(of, stars, comparisons);
  for (let star = from; star < to; star++) {
    beat();
    groups.add(star, layout);
  }
}

function compareWithin<T>({ pictures, neighbours, memory, haste }: Pick<PartOfPictures, 'pictures' | 'neighbours' | 'memory' | 'haste'>, beat: () => void, use: (comparisons: Comparisons) => T): T {
  return withRecords(pictures.records, beat, (read) => {
    const verifier = (): Verifier => beating(verifierFor(memory.number, (picture) => read(pictures.slots[picture]!)), beat);
    return use(new Comparisons(neighbours.candidates, memory, verifier, haste));
  });
}

/** The same verifier, with a sign of life at each comparison. */
function beating(verifier: Verifier, beat: () => void): Verifier {
  return {
    compare(hypothesis) {
      beat();
      return verifier.compare(hypothesis);
    },
    compareAlong(map, query, entry) {
      beat();
      return verifier.compareAlong(map, query, entry);
    },
  };
}

/** All groups: those of the parts, and of the files with equal looks that are in none of them. Most bytes to gain first. */
function arrange({ input, pictures, parts, keep, gone }: GroupStep & { readonly kind: 'arrange' }, beat: () => void): GroupOutput {
  const judge = new KeepJudge(input, keep);
  const grouped = new Uint8Array(input.order.length);
  for (const { members } of parts) for (let place = 0; place < members.length; place++) grouped[members[place]!] = 1;
  const alone = new Layout(input);
  const draft = new Draft();
  for (let picture = 0; picture < pictures.slots.length; picture++) {
    if (pictures.starts[picture + 1]! - pictures.starts[picture]! < 2) continue;
    beat();
    const files = presentFiles(pictures, picture, gone);
    if (files.length > 1 && grouped[files[0]!] === 0) addFiles(files, judge, draft, alone);
  }
  return arrangeGroups(input, [...parts, alone.finish()]);
}
