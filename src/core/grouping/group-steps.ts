import type { KeepPolicy } from '../../shared/keep';
import type { FoundPairs } from '../matching/candidates';
import type { Neighbours } from '../matching/neighbours';
import type { GroupChoice, GroupInput, GroupOutput } from '../ports';
import type { ComparisonColumns } from './comparisons';
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
  readonly records: string;
}

/** A part of the pictures of a library, to be grouped. */
export interface PartStep {
  readonly kind: 'part';
  readonly input: GroupInput;
  readonly pictures: PictureColumns;
  readonly neighbours: Neighbours;
  readonly part: number;
  readonly known: readonly ComparisonColumns[];
  readonly rows: Int32Array;
  readonly choice: GroupChoice;
  readonly gone: Uint8Array | null;
}

/** A piece of the work, for any thread. */
export type GroupStep =
  | { readonly kind: 'collapse'; readonly input: GroupInput }
  | { readonly kind: 'search'; readonly pictures: PictureColumns; readonly from: number; readonly to: number }
  | { readonly kind: 'connect'; readonly count: number; readonly pairs: readonly FoundPairs[] }
  | { readonly kind: 'verify'; readonly pictures: PictureColumns; readonly neighbours: Neighbours; readonly rows: Int32Array; readonly from: number; readonly to: number }
  | PartStep
  | { readonly kind: 'arrange'; readonly input: GroupInput; readonly pictures: PictureColumns; readonly parts: readonly GroupOutput[]; readonly keep: KeepPolicy; readonly gone: Uint8Array | null };

export type GroupStepOutput =
  | { readonly kind: 'pictures'; readonly pictures: PictureColumns }
  | { readonly kind: 'pairs'; readonly pairs: FoundPairs }
  | { readonly kind: 'neighbours'; readonly neighbours: Neighbours }
  | { readonly kind: 'verified'; readonly made: ComparisonColumns }
  | { readonly kind: 'part'; readonly groups: GroupOutput; readonly made: ComparisonColumns }
  | { readonly kind: 'groups'; readonly groups: GroupOutput };

export type PerformStep = (step: GroupStep) => Promise<GroupStepOutput>;

/** Files of which is known which may be copies of which, and by and by how they compare. */
export interface ComparedPictures {
  readonly input: GroupInput;
  readonly pictures: PictureColumns;
  readonly neighbours: Neighbours;
  /** By part: what was compared so far. Grows with each grouping. */
  readonly known: (readonly ComparisonColumns[])[];
  /** By pair where its comparison is; see `comparisons.ts`. Shared between threads. */
  readonly rows: Int32Array;
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
  const pairs = found.map((answer) => only('pairs', answer).pairs);
  const { neighbours } = only('neighbours', await perform({ kind: 'connect', count, pairs }));
  const rows = new Int32Array(new SharedArrayBuffer(4 * neighbours.candidates.lower.length));
  const known = await Promise.all(
    Array.from({ length: neighbours.partStarts.length - 1 }, async (_, part) => {
      const slices = slicesOf(neighbours, part);
      const answers = await Promise.all(slices.map(([from, to]) => perform({ kind: 'verify', pictures, neighbours, rows, from, to })));
      return answers.map((answer) => only('verified', answer).made);
    }),
  );
  return { input, pictures, neighbours, known, rows };
}

/** A part of more pairs than this is long work for one thread… */
const manyPairs = 4000;
/** …and where pictures have no more pairs than this, grouping compares most of them anyway. In families of copies it does not. */
const fewPairsEach = 12;
const pairsPerSlice = 2000;

/**
 * The places of a part's pictures in slices whose pairs are best compared by all threads before it is grouped; none where that would be
 * in vain.
 */
function slicesOf({ pictures, starts, partStarts }: Neighbours, part: number): readonly (readonly [from: number, to: number])[] {
  const [first, beyond] = [partStarts[part]!, partStarts[part + 1]!];
  const links = (place: number): number => starts[pictures[place]! + 1]! - starts[pictures[place]!]!;
  let all = 0;
  for (let place = first; place < beyond; place++) all += links(place);
  if (all < 2 * manyPairs || all > 2 * fewPairsEach * (beyond - first)) return [];
  const slices: (readonly [number, number])[] = [];
  let [from, filled] = [first, 0];
  for (let place = first; place < beyond; place++) {
    filled += links(place);
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
 */
export async function groupPictures(compared: ComparedPictures, choice: GroupChoice, gone: Uint8Array | null, lanes: number, perform: PerformStep): Promise<GroupOutput> {
  const { input, pictures, neighbours, known, rows } = compared;
  const outputs: GroupOutput[] = [];
  const waiting = known.keys();
  const lane = async (): Promise<void> => {
    for (const part of waiting) {
      const { groups, made } = only('part', await perform({ kind: 'part', input, pictures, neighbours, part, known: known[part]!, rows, choice, gone }));
      outputs[part] = groups;
      if (made.keys.length > 0) known[part] = [...known[part]!, made];
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, lanes) }, lane));
  return only('groups', await perform({ kind: 'arrange', input, pictures, parts: outputs, keep: choice.keep, gone })).groups;
}

function only<K extends GroupStepOutput['kind']>(kind: K, answer: GroupStepOutput): Extract<GroupStepOutput, { kind: K }> {
  if (answer.kind !== kind) throw new Error('A step gave the wrong kind of answer.');
  return answer as Extract<GroupStepOutput, { kind: K }>;
}
