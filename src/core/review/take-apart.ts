import type { GroupOutput } from '../ports';
import type { Membership } from './dismissed-sets';

/** What is known of a file at a position of the grouping: what is in it, and the dismissed sets that this is in. */
export interface Dismissed {
  readonly content: string;
  readonly sets: readonly Membership[];
}

export interface TakenApart {
  /** By group that loses members: the places of those that stay, ascending, the file to keep first. */
  readonly staying: ReadonlyMap<number, readonly number[]>;
  /** Positions of the members that leave and may be copies of each other, ascending. */
  readonly leaving: Uint32Array;
}

/**
 * Takes groups apart so that no two files stay together of which was said that they are no copies. The file to keep stays, then who
 * comes first: the nearest to it. Those that leave are to be grouped again among themselves; one that may be together with none of the
 * others that leave its group is left out of that.
 *
 * @param dismissedAt What is known of a position; null where it is in no dismissed set.
 */
export function takeApart({ starts, members }: GroupOutput, dismissedAt: (position: number) => Dismissed | null): TakenApart {
  const staying = new Map<number, readonly number[]>();
  const leaving: number[] = [];
  for (let group = 0; group + 1 < starts.length; group++) {
    const [start, end] = [starts[group]!, starts[group + 1]!];
    const found = new Map<number, Dismissed>();
    for (let place = start; place < end; place++) {
      const dismissed = dismissedAt(members[place]!);
      if (dismissed) found.set(place, dismissed);
    }
    const leavers = leaversOf(found);
    if (leavers.length === 0) continue;
    const gone = new Set(leavers.map(([place]) => place));
    staying.set(group, Array.from({ length: end - start }, (_, i) => start + i).filter((place) => !gone.has(place)));
    for (const [place] of companionable(leavers)) leaving.push(members[place]!);
  }
  return { staying, leaving: Uint32Array.from(leaving).sort() };
}

type Placed = readonly [place: number, dismissed: Dismissed];

/** Those that may not be together with one that comes before them and stays. */
function leaversOf(found: ReadonlyMap<number, Dismissed>): readonly Placed[] {
  if (found.size < 2) return [];
  /** By set the one content of it that stays. */
  const taken = new Map<number, string>();
  return [...found].filter(([, { content, sets }]) => {
    const excluded = sets.some(({ set, twice }) => taken.has(set) && (twice || taken.get(set) !== content));
    if (!excluded) for (const { set } of sets) taken.set(set, content);
    return excluded;
  });
}

/** Those of the leavers that one set does not keep from all others, as in a group that was dismissed as a whole. */
function companionable(leavers: readonly Placed[]): readonly Placed[] {
  /** By set, then by content, how many leavers. */
  const counts = new Map<number, { all: number; readonly byContent: Map<string, number> }>();
  for (const [, { content, sets }] of leavers) {
    for (const { set } of sets) {
      const count = counts.get(set) ?? { all: 0, byContent: new Map<string, number>() };
      count.all++;
      count.byContent.set(content, (count.byContent.get(content) ?? 0) + 1);
      counts.set(set, count);
    }
  }
  return leavers.filter(([, { content, sets }]) =>
    !sets.some(({ set, twice }) => {
      const { all, byContent } = counts.get(set)!;
      return all === leavers.length && (twice || byContent.get(content) === 1);
    }));
}
