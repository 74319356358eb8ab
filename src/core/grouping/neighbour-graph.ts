import { wordsAt, type HammingSpace } from './hamming-space';

/** Neighbours as compressed rows: row r has `neighbours[starts[r] … starts[r + 1])`. Symmetric, and without the rows themselves. */
export interface NeighbourGraph {
  readonly starts: Uint32Array;
  readonly neighbours: Uint32Array;
}

/**
 * The graph of a finished search that kept lists: each row's lowest neighbours, and whoever has it on its list. A link that is left
 * out has both its ends on full lists' rows, so each has as many neighbours in the graph as a list is long.
 */
export function graphOf(space: HammingSpace): NeighbourGraph {
  const { count } = space;
  const lists = readLists(space);
  const starts = new Uint32Array(count + 1);
  forEachLink(count, lists, (a, b) => {
    starts[a + 1]!++;
    starts[b + 1]!++;
  });
  for (let row = 0; row < count; row++) starts[row + 1]! += starts[row]!;
  const neighbours = new Uint32Array(starts[count]!);
  const next = starts.slice();
  forEachLink(count, lists, (a, b) => {
    neighbours[next[a]!++] = b;
    neighbours[next[b]!++] = a;
  });
  return { starts, neighbours };
}

interface Lists {
  readonly slots: Uint32Array;
  /** Each `most` + 1 numbers: its length, then the rows in it. */
  readonly words: Uint32Array;
  readonly stride: number;
}

function readLists(space: HammingSpace): Lists {
  if (!space.lists) throw new Error('The search kept no lists.');
  const { most, slots, lists, next } = space.lists;
  const made = wordsAt(space, next, 1)[0]!;
  return { slots: wordsAt(space, slots, space.count), words: wordsAt(space, lists, made * (most + 1)), stride: most + 1 };
}

/** Visits each link once, from the row that has the other on its list; from the lower one where both have. */
function forEachLink(count: number, lists: Lists, visit: (row: number, other: number) => void): void {
  const { slots, words, stride } = lists;
  for (let row = 0; row < count; row++) {
    const slot = slots[row]!;
    if (slot === 0) continue;
    const start = (slot - 1) * stride;
    const end = start + 1 + words[start]!;
    for (let at = start + 1; at < end; at++) {
      const other = words[at]!;
      if (row < other || !isListed(lists, other, row)) visit(row, other);
    }
  }
}

function isListed({ slots, words, stride }: Lists, row: number, other: number): boolean {
  const slot = slots[row]!;
  if (slot === 0) return false;
  const start = (slot - 1) * stride;
  const end = start + 1 + words[start]!;
  for (let at = start + 1; at < end; at++) if (words[at] === other) return true;
  return false;
}
