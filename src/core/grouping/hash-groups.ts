import { collapseColumn, HammingSearcher, type CollapsedColumn } from './hamming-kernel';
import { layOut, wordsAt, type HammingSpace, type HashColumn } from './hamming-space';
import { graphOf } from './neighbour-graph';
import { coverWithStars, type HashGroups, type ItemIds } from './star-cover';

/**
 * Neighbours that each hash remembers: its lowest ones. All there are, nearly always; where hundreds of thousands are near each
 * other, all remember the same few, and those become the centres.
 */
const remembered = 7;

/** A piece of the work on a column, for any thread. */
export type HashStep =
  | { readonly kind: 'collapse'; readonly column: HashColumn }
  | { readonly kind: 'build' | 'join'; readonly space: HammingSpace; readonly lane: number }
  | { readonly kind: 'cover'; readonly column: CollapsedColumn; readonly space: HammingSpace };

export type HashStepOutput =
  | { readonly kind: 'collapsed'; readonly column: CollapsedColumn }
  | { readonly kind: 'done' }
  | { readonly kind: 'groups'; readonly groups: HashGroups };

/**
 * Groups the hashes of a column by Hamming distance; an id is a hash's position. Every member of a group is within `radius` (0–16 bits)
 * of its keeper; every id that has another within the radius is in a group; two ids within the radius share a group unless both
 * are in groups of more than seven ids. Groups ascend by keeper, and members by id; the result does not depend on `lanes`, the number of
 * threads that `perform` may have at work at once. The column is used up.
 */
export async function groupHashes(
  column: HashColumn,
  radius: number,
  lanes: number,
  perform: (step: HashStep) => Promise<HashStepOutput>,
): Promise<HashGroups> {
  const collapsed = await perform({ kind: 'collapse', column });
  if (collapsed.kind !== 'collapsed') throw new Error('A step gave the wrong kind of answer.');
  const space = layOut(collapsed.column, collapsed.column.different, radius, { lanes, lists: remembered });
  const everyLane = (kind: 'build' | 'join'): Promise<unknown> =>
    Promise.all(Array.from({ length: lanes }, (_, lane) => perform({ kind, space, lane })));
  await everyLane('build');
  await everyLane('join');
  const covered = await perform({ kind: 'cover', column: collapsed.column, space });
  if (covered.kind !== 'groups') throw new Error('A step gave the wrong kind of answer.');
  return covered.groups;
}

/** @param beat Called now and then, as the work goes on: a step that falls silent is taken to hang. */
export function performStep(step: HashStep, beat: () => void = () => undefined): HashStepOutput {
  switch (step.kind) {
    case 'collapse':
      return { kind: 'collapsed', column: collapseColumn(step.column) };
    case 'build':
      new HammingSearcher(step.space, step.lane).build(step.lane, step.space.lanes);
      return { kind: 'done' };
    case 'join':
      new HammingSearcher(step.space, step.lane).joinInTurn(() => undefined, beat);
      return { kind: 'done' };
    case 'cover':
      return { kind: 'groups', groups: coverWithStars(graphOf(step.space), idsOf(step.column), remembered) };
  }
}

function idsOf(column: CollapsedColumn): ItemIds {
  const items = wordsAt(column, column.items, column.count);
  const starts = new Uint32Array(column.different + 1);
  for (const item of items) starts[item + 1]!++;
  for (let item = 0; item < column.different; item++) starts[item + 1]! += starts[item]!;
  const next = starts.slice();
  const ids = new Uint32Array(column.count);
  items.forEach((item, id) => (ids[next[item]!++] = id));
  return { starts, ids };
}
