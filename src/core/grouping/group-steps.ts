import type { FoundPairs } from '../matching/candidates';
import type { GroupInput, GroupOutput } from '../ports';
import type { EqualFiles } from './equal-files';

/** Pictures by number, each standing for the files that nothing tells apart from it. Its columns are shared between threads. */
export interface PictureColumns extends EqualFiles {
  /** [low, high] pairs. */
  readonly wholes: Uint32Array;
  readonly contents: Uint32Array;
  /** 1 where there is enough detail to compare. */
  readonly comparable: Uint8Array;
  readonly slots: Uint32Array;
  readonly records: string;
}

/** A piece of the work, for any thread. */
export type GroupStep =
  | { readonly kind: 'collapse'; readonly input: GroupInput }
  | { readonly kind: 'search'; readonly pictures: PictureColumns; readonly from: number; readonly to: number }
  | { readonly kind: 'group'; readonly input: GroupInput; readonly pictures: PictureColumns; readonly pairs: readonly FoundPairs[] };

export type GroupStepOutput =
  | { readonly kind: 'pictures'; readonly pictures: PictureColumns }
  | { readonly kind: 'pairs'; readonly pairs: FoundPairs }
  | { readonly kind: 'groups'; readonly groups: GroupOutput };

/** For fewer pictures another thread's help is not worth the asking. */
const fewestPerLane = 250;

/**
 * Puts copies into groups, each with the file to keep. A file is in one group at most. Files with equal bytes are always
 * together; all others are pictures that agree with their group's centre, or are a bridge away from it (matching/stars.ts), and have
 * enough detail to say so. Most bytes to gain come first, then the keeper's `order`. The result does not depend on the order
 * of the input's rows (but is given in them), nor on `lanes`, the number of threads that `perform` may have at work at once.
 */
export async function groupImages(input: GroupInput, lanes: number, perform: (step: GroupStep) => Promise<GroupStepOutput>): Promise<GroupOutput> {
  const collapsed = await perform({ kind: 'collapse', input });
  if (collapsed.kind !== 'pictures') throw new Error('A step gave the wrong kind of answer.');
  const { pictures } = collapsed;
  const count = pictures.slots.length;
  const parts = Math.max(1, Math.min(lanes, Math.floor(count / fewestPerLane)));
  const searched = await Promise.all(
    Array.from({ length: parts }, (_, part) =>
      perform({ kind: 'search', pictures, from: Math.floor((count * part) / parts), to: Math.floor((count * (part + 1)) / parts) }),
    ),
  );
  const pairs = searched.flatMap((answer) => (answer.kind === 'pairs' ? [answer.pairs] : []));
  const grouped = await perform({ kind: 'group', input, pictures, pairs });
  if (grouped.kind !== 'groups') throw new Error('A step gave the wrong kind of answer.');
  return grouped.groups;
}
