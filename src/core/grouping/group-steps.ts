import { AppFailure } from '../../shared/errors';
import type { KeepPolicy } from '../../shared/keep';
import { aheadOf, endAhead, type Ahead } from '../matching/ahead';
import type { FoundPairs } from '../matching/candidates';
import type { Neighbours } from '../matching/neighbours';
import type { GroupChoice, GroupInput, GroupOutput } from '../ports';
import type { Stars } from '../matching/stars';
import type { LookPlaces } from '../store/look-places';
import { isGivenUp, type Haste } from './haste';
import { comparisonMemory, withRoom, type ComparisonMemory } from './comparisons';
import type { EqualFiles } from './equal-files';

/** Pictures by number, each standing for the files that nothing tells apart from it. Its columns are shared between threads. */
export interface PictureColumns extends EqualFiles {
  /** [low, high] pairs. */
  readonly wholes: Uint32Array;
  readonly contents: Uint32Array;
  /** 1 where there is enough detail to compare. */
  readonly comparable: Uint8Array;
  readonly slots: Uint32Array;
  /** All pictures in the order of their slots, in which their records are quickly read. */
  readonly bySlot: Uint32Array;
  readonly records: LookPlaces;
}

/** A part of the pictures of a library, to be grouped. */
export interface PartOfPictures {
  readonly input: GroupInput;
  readonly pictures: PictureColumns;
  readonly neighbours: Neighbours;
  readonly memory: ComparisonMemory;
  readonly part: number;
  readonly choice: GroupChoice;
  readonly gone: Uint8Array | null;
  /** What those are told who compare ahead of its grouping; null where nobody does. */
  readonly ahead: Ahead | null;
  /** Null where nobody waits. */
  readonly haste: Haste | null;
}

/** A piece of the work, for any thread. */
export type GroupStep =
  | { readonly kind: 'collapse'; readonly input: GroupInput }
  | { readonly kind: 'search'; readonly pictures: PictureColumns; readonly from: number; readonly to: number }
  | { readonly kind: 'connect'; readonly count: number; readonly pairs: readonly FoundPairs[] }
  | { readonly kind: 'verify'; readonly pictures: PictureColumns; readonly neighbours: Neighbours; readonly memory: ComparisonMemory; readonly from: number; readonly to: number }
  | { readonly kind: 'part'; readonly of: PartOfPictures }
  | { readonly kind: 'ahead'; readonly of: PartOfPictures & { readonly ahead: Ahead } }
  | { readonly kind: 'stars'; readonly of: PartOfPictures; readonly stars: Stars; readonly from: number; readonly to: number }
  | { readonly kind: 'arrange'; readonly input: GroupInput; readonly pictures: PictureColumns; readonly parts: readonly GroupOutput[]; readonly keep: KeepPolicy; readonly gone: Uint8Array | null };

export type GroupStepOutput =
  | { readonly kind: 'pictures'; readonly pictures: PictureColumns }
  | { readonly kind: 'pairs'; readonly pairs: FoundPairs }
  | { readonly kind: 'neighbours'; readonly neighbours: Neighbours }
  | { readonly kind: 'verified' }
  /** `left`: stars that are too many for one thread to make groups of. */
  | { readonly kind: 'part'; readonly groups: GroupOutput; readonly left: Stars | null }
  | { readonly kind: 'groups'; readonly groups: GroupOutput };

export type PerformStep = (step: GroupStep) => Promise<GroupStepOutput>;

/** Files of which is known which may be copies of which, and by and by how they compare. */
export interface ComparedPictures {
  readonly input: GroupInput;
  readonly pictures: PictureColumns;
  readonly neighbours: Neighbours;
  /** Grows with each grouping. */
  memory: ComparisonMemory;
}

/** For fewer pictures another thread's help is not worth the asking. */
const fewestPerLane = 250;

/** Looks for all pairs that are worth a closer look. `lanes` is the number of threads that `perform` may have at work at once. */
export async function comparePictures(input: GroupInput, lanes: number, perform: PerformStep): Promise<ComparedPictures> {
  const { pictures } = only('pictures', await perform({ kind: 'collapse', input }));
  const count = pictures.slots.length;
  const parts = Math.max(1, Math.min(lanes, Math.floor(count / fewestPerLane)));
  const found = await Promise.all(
    Array.from({ length: parts }, (_, part) =>
      perform({ kind: 'search', pictures, from: Math.floor((count * part) / parts), to: Math.floor((count * (part + 1)) / parts) }),
    ),
  );
  const { neighbours } = only('neighbours', await perform({ kind: 'connect', count, pairs: found.map((answer) => only('pairs', answer).pairs) }));
  const slices = [...neighbours.partStarts.keys()].slice(1).flatMap((part) => slicesOf(neighbours, part - 1));
  const pairs = neighbours.candidates.lower.length;
  const memory = withRoom(comparisonMemory(pairs, count), slices.length > 0 ? pairs : 0);
  await Promise.all(slices.map(([from, to]) => perform({ kind: 'verify', pictures, neighbours, memory, from, to })));
  return { input, pictures, neighbours, memory };
}

/** A part of more pairs than this is long work for one thread… */
const manyPairs = 4000;
/** …and where pictures have no more pairs than this, grouping compares most of them anyway. In families of copies it does not. */
const fewPairsEach = 12;
const pairsPerSlice = 2000;

/** How many pairs the picture at a place is in. */
function pairsAt({ pictures, starts }: Neighbours, place: number): number {
  return starts[pictures[place]! + 1]! - starts[pictures[place]!]!;
}

/** Whether a part is long work for one thread, and if so, whether that is for families of copies. */
function kindOf(neighbours: Neighbours, part: number): 'short' | 'long' | 'families' {
  const [first, beyond] = [neighbours.partStarts[part]!, neighbours.partStarts[part + 1]!];
  let links = 0;
  for (let place = first; place < beyond; place++) links += pairsAt(neighbours, place);
  if (links < 2 * manyPairs) return 'short';
  return links > 2 * fewPairsEach * (beyond - first) ? 'families' : 'long';
}

/**
 * The places of a long part's pictures in slices whose pairs are best compared by all threads before it is grouped; none where that would be
 * in vain.
 */
function slicesOf(neighbours: Neighbours, part: number): readonly (readonly [from: number, to: number])[] {
  if (kindOf(neighbours, part) !== 'long') return [];
  const [first, beyond] = [neighbours.partStarts[part]!, neighbours.partStarts[part + 1]!];
  const slices: (readonly [number, number])[] = [];
  let [from, filled] = [first, 0];
  for (let place = first; place < beyond; place++) {
    filled += pairsAt(neighbours, place);
    if (filled < 2 * pairsPerSlice && place + 1 < beyond) continue;
    slices.push([from, place + 1]);
    [from, filled] = [place + 1, 0];
  }
  return slices;
}

/**
 * Puts copies into groups, each with the file to keep. A file is in one group at most. Files with equal bytes are always
 * together; all others are pictures that agree with their group's centre, or are a bridge away from it (matching/stars.ts), and have
 * enough detail to say so. Most bytes to gain come first, then the keeper's `order`. The result does not depend on the order
 * of the input's rows (but is given in them), nor on `lanes`, nor on what was grouped before.
 *
 * @param gone 1 at each file that is to be left out, as if it had never been there but for what it says of others.
 * @param lanes The number of threads that `perform` may have at work at once…
 * @param helpers …and how many of them may help one that has a large family of copies in hand, for as long as that takes. All others unless given.
 * @param haste In haste, groups are of what was known by then: some, and some of their members, may be missing. Once given up, throws an
 * AppFailure `cancelled`.
 */
export async function groupPictures(
  compared: ComparedPictures,
  choice: GroupChoice,
  gone: Uint8Array | null,
  lanes: number,
  perform: PerformStep,
  { helpers = lanes - 1, haste = null }: { readonly helpers?: number; readonly haste?: Haste | null } = {},
): Promise<GroupOutput> {
  const { input, pictures, neighbours } = compared;
  const { partStarts } = neighbours;
  const memory = (compared.memory = withRoom(compared.memory, neighbours.pictures.length));
  const performNext = inLanes(lanes, (step) => {
    if (haste && isGivenUp(haste)) throw new AppFailure({ kind: 'cancelled' });
    return perform(step);
  });
  const sizeOf = (part: number): number => partStarts[part + 1]! - partStarts[part]!;
  // What takes longest is begun first.
  const parts = Array.from({ length: partStarts.length - 1 }, (_, part) => part).sort((a, b) => sizeOf(b) - sizeOf(a));
  const pieces = parts.map((part) => {
    const ahead = helpers > 0 && kindOf(neighbours, part) === 'families' ? aheadOf(sizeOf(part)) : null;
    return { input, pictures, neighbours, memory, part, choice, gone, ahead, haste };
  });
  const grouped = Promise.all(
    pieces.map(async (of) => {
      const { groups, left } = only('part', await performNext({ kind: 'part', of }).finally(() => of.ahead && endAhead(of.ahead)));
      if (!left) return [groups];
      const others = await Promise.all(slicesOfStars(left, lanes).map(([from, to]) => performNext({ kind: 'stars', of, stars: left, from, to })));
      return [groups, ...others.map((answer) => only('groups', answer).groups)];
    }),
  );
  // They have their turns when all parts are begun. What goes wrong with them concerns nobody: whoever groups compares by himself what is not known.
  const helped = pieces.flatMap(({ ahead, ...of }) => (ahead ? Array.from({ length: helpers }, () => performNext({ kind: 'ahead', of: { ...of, ahead } }).catch(() => null)) : []));
  const outputs = await grouped;
  await Promise.all(helped);
  return only('groups', await performNext({ kind: 'arrange', input, pictures, parts: outputs.flat(), keep: choice.keep, gone })).groups;
}

/** Stars of fewer pictures are not worth sending to another thread… */
const fewestPictures = 4000;
/** …nor are more pieces for each thread than let all end at about the same time. */
const slicesPerLane = 4;

/** Whether stars are too many for one thread. */
export function areMany({ pictures }: Stars): boolean {
  return pictures.length > 2 * fewestPictures;
}

function slicesOfStars({ centres, starts, pictures }: Stars, lanes: number): readonly (readonly [from: number, to: number])[] {
  const enough = Math.max(fewestPictures, Math.ceil(pictures.length / (slicesPerLane * lanes)));
  const slices: (readonly [number, number])[] = [];
  for (let from = 0, star = 0; star < centres.length; star++) {
    if (starts[star + 1]! - starts[from]! < enough && star + 1 < centres.length) continue;
    slices.push([from, star + 1]);
    from = star + 1;
  }
  return slices;
}

/** Lets so many steps be performed at once; others wait for their turn. */
function inLanes(lanes: number, perform: PerformStep): PerformStep {
  let free = Math.max(1, lanes);
  const waiting: (() => void)[] = [];
  return async (step) => {
    if (free > 0) free--;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await perform(step);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

function only<K extends GroupStepOutput['kind']>(kind: K, answer: GroupStepOutput): Extract<GroupStepOutput, { kind: K }> {
  if (answer.kind !== kind) throw new Error('A step gave the wrong kind of answer.');
  return answer as Extract<GroupStepOutput, { kind: K }>;
}
