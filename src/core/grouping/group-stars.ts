import { aspectsMatch, type GroupItems } from './group-items';
import { createHammingIndex, type HammingIndex } from './hamming-index';
import { sortRows } from './radix-sort';

/**
 * Shares items out into stars: every item of a star is within `radius` of its centre, so that no chain of
 * small steps joins pictures that are not alike. Answers the centre of each item (itself, where it is one or
 * stands alone).
 *
 * The item with most neighbours takes all of them, then the next of those left. An item whose neighbours
 * were all taken by others gets one of them back (see {@link Stars.rescue}): no file that has a copy is left out.
 */
export function shareOut(items: GroupItems, radius: number): Uint32Array {
  const stars = new Stars(items, createHammingIndex(items.hashes, radius));
  const ranked = stars.ranked();
  for (const item of ranked) stars.claim(item);
  for (const item of ranked) stars.rescue(item);
  return stars.centres;
}

const none = 0xffffffff;

/** A neighbour of an item, and what joining it would cost. */
interface Friend {
  readonly item: number;
  readonly harm: number;
  readonly distance: number;
  readonly lead: number;
}

class Stars {
  readonly centres: Uint32Array;
  /** Items per star, by its centre. */
  readonly #sizes: Uint32Array;
  /** Nodes within the radius, per item. */
  readonly #degrees: Uint32Array;

  constructor(
    private readonly items: GroupItems,
    private readonly index: HammingIndex,
  ) {
    const { aspects, nodeStarts } = items;
    const count = aspects.length;
    this.centres = new Uint32Array(count).fill(none);
    this.#sizes = new Uint32Array(count);
    this.#degrees = new Uint32Array(count);
    const weight = (item: number): number => nodeStarts[item + 1]! - nodeStarts[item]!;
    for (let item = 0; item < count; item++) this.#degrees[item] = weight(item) - 1;
    index.forEachPair(({ count: pairs, left, right }) => {
      for (let i = 0; i < pairs; i++) {
        const [a, b] = [left[i]!, right[i]!];
        if (!aspectsMatch(aspects[a]!, aspects[b]!)) continue;
        this.#degrees[a]! += weight(b);
        this.#degrees[b]! += weight(a);
      }
    });
  }

  /** Items by number of neighbours, most first; ties by the order of their first file. */
  ranked(): Uint32Array {
    const lead = this.items.nodeStarts.subarray(0, -1).map((start) => this.items.nodes[start]!);
    return sortRows(lead.length, this.#degrees.map((degree) => none - degree), lead);
  }

  claim(item: number): void {
    if (this.centres[item] !== none) return;
    this.centres[item] = item;
    this.#sizes[item] = 1;
    if (this.#degrees[item] === 0) return;
    this.#forEachLinked(item, (other) => {
      if (this.centres[other] !== none) return;
      this.centres[other] = item;
      this.#sizes[item]!++;
    });
  }

  /**
   * Finds company for an item that stayed alone beside neighbours that others took. Least harm first: join
   * a neighbour that is a centre; or make a neighbour the centre of the star of two it is in, which keeps
   * both; or take it out of a larger star. Then the nearest, then the first by order.
   */
  rescue(item: number): void {
    if (this.centres[item] !== item || this.#sizes[item] !== 1 || this.#degrees[item] === 0 || this.#fileCount(item) > 1) return;
    const friends: Friend[] = [];
    this.#forEachLinked(item, (other, distance) => {
      friends.push({ item: other, harm: this.#harm(other), distance, lead: this.#lead(other) });
    });
    const friend = friends.sort((a, b) => a.harm - b.harm || a.distance - b.distance || a.lead - b.lead)[0];
    if (friend) this.#join(item, friend.item);
  }

  #join(item: number, friend: number): void {
    const centre = this.centres[friend]!;
    if (centre !== friend) {
      if (this.#sizes[centre] === 2) this.centres[centre] = friend;
      this.#sizes[friend] = this.#sizes[centre] === 2 ? 2 : 1;
      this.#sizes[centre]!--;
      this.centres[friend] = friend;
    }
    this.centres[item] = friend;
    this.#sizes[friend]!++;
  }

  #harm(friend: number): number {
    const centre = this.centres[friend]!;
    if (centre === friend) return 0;
    return this.#sizes[centre] === 2 ? 1 : 2;
  }

  #lead(item: number): number {
    return this.items.nodes[this.items.nodeStarts[item]!]!;
  }

  #fileCount(item: number): number {
    const { nodes, nodeStarts, fileStarts } = this.items;
    const [first, end] = [nodeStarts[item]!, nodeStarts[item + 1]!];
    if (end - first > 1) return end - first;
    return fileStarts[nodes[first]! + 1]! - fileStarts[nodes[first]!]!;
  }

  #forEachLinked(item: number, visit: (other: number, distance: number) => void): void {
    const { aspects, hashes } = this.items;
    this.index.query(hashes.subarray(2 * item, 2 * item + 2), ({ count, right, distances }) => {
      for (let i = 0; i < count; i++) {
        const other = right[i]!;
        if (other !== item && aspectsMatch(aspects[item]!, aspects[other]!)) visit(other, distances[i]!);
      }
    });
  }
}
