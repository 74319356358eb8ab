import type { NeighbourGraph } from './neighbour-graph';
import { sortRows } from './radix-sort';

/** Groups as compressed rows: group g has `members[starts[g] … starts[g + 1])`, the keeper first, the rest ascending. */
export interface HashGroups {
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly members: Uint32Array<ArrayBuffer>;
}

/** Ids by item: those whose hashes are equal. `ids[starts[i] … starts[i + 1])`, ascending; items ascend by their first id. */
export interface ItemIds {
  readonly starts: Uint32Array;
  readonly ids: Uint32Array;
}

const none = 0xffffffff;

/**
 * Covers a graph of items with stars: a keeper and items that are linked to it, so that no chain of small steps joins what is not
 * alike. The item with most ids around it takes its neighbours, then the next of those left; this is the home of each. Then stars
 * are mended, until two linked items share a star or both have a home of more than `large` ids:
 * neighbours from other homes join small stars, and neighbours from small homes join any star, as bridges; and an item of
 * a small home that still shares no star with a neighbour gets a star of its own.
 *
 * A star that has more than `large` ids takes no more bridges from large homes; of these it may take some of an item's ids.
 * Deterministic, and groups ascend by keeper.
 */
export function coverWithStars(graph: NeighbourGraph, items: ItemIds, large: number): HashGroups {
  return new Cover(graph, items, large).groups();
}

class Cover {
  /** The centre of each item's home; none where nothing is near. */
  readonly #home: Uint32Array;
  /** Ids in each home, by its centre. */
  readonly #sizes: Uint32Array;
  readonly #out: GroupWriter;

  constructor(
    private readonly graph: NeighbourGraph,
    private readonly items: ItemIds,
    private readonly large: number,
  ) {
    const count = items.starts.length - 1;
    this.#home = new Uint32Array(count).fill(none);
    this.#sizes = new Uint32Array(count);
    this.#out = new GroupWriter(items);
    for (const item of this.#ranked()) if (this.#home[item] === none) this.#settle(item);
  }

  groups(): HashGroups {
    const count = this.#home.length;
    // Items by home: a home's run in this order is the star's own items.
    const byHome = sortRows(count, this.#home);
    const runs = new Uint32Array(count + 1);
    for (let item = 0; item < count; item++) if (this.#home[item] !== none) runs[this.#home[item]! + 1]!++;
    for (let item = 0; item < count; item++) runs[item + 1]! += runs[item]!;
    const marks = new Uint32Array(count).fill(none);
    for (let item = 0; item < count; item++) {
      if (this.#home[item] === none) continue;
      this.#out.begin(item);
      if (this.#home[item] === item) {
        for (let at = runs[item]!; at < runs[item + 1]!; at++) if (byHome[at] !== item) this.#out.add(byHome[at]!);
        this.#addBridges(this.#foreignNeighbours(item));
        this.#out.end();
      } else if (!this.#isLarge(item)) {
        this.#forEachNeighbour(item, (other) => (marks[other] = item));
        const apart = this.#foreignNeighbours(item).filter((other) => !this.#meets(item, other, marks));
        if (apart.length === 0) continue;
        this.#addBridges(apart);
        this.#out.end();
      }
    }
    return this.#out.finish();
  }

  /** Items with anything near them, by the number of ids around them, most first; ties by their first id. */
  #ranked(): Uint32Array {
    const { starts } = this.graph;
    const near: number[] = [];
    for (let item = 0; item < this.#home.length; item++) if (starts[item + 1]! > starts[item]! || this.#weight(item) > 1) near.push(item);
    const keys = Uint32Array.from(near, (item) => {
      let around = this.#weight(item);
      this.#forEachNeighbour(item, (other) => (around += this.#weight(other)));
      return none - around;
    });
    return sortRows(near.length, keys).map((at) => near[at]!);
  }

  #settle(centre: number): void {
    let size = this.#weight(centre);
    this.#home[centre] = centre;
    this.#forEachNeighbour(centre, (other) => {
      if (this.#home[other] !== none) return;
      this.#home[other] = centre;
      size += this.#weight(other);
    });
    this.#sizes[centre] = size;
  }

  #foreignNeighbours(item: number): readonly number[] {
    const foreign: number[] = [];
    this.#forEachNeighbour(item, (other) => {
      if (this.#home[other] !== this.#home[item]) foreign.push(other);
    });
    return foreign;
  }

  /** Those of small homes, then of large ones until the star has more than `large` ids. */
  #addBridges(others: readonly number[]): void {
    for (const other of others) if (!this.#isLarge(other)) this.#out.add(other);
    for (const other of others) if (this.#isLarge(other)) this.#out.add(other, this.large + 1);
  }

  /** Whether an item of a small home, whose neighbours are marked, shares a star with a neighbour from another home. */
  #meets(item: number, other: number, marks: Uint32Array): boolean {
    const home = this.#home[other]!;
    // In the other's star, where `item` is a bridge.
    if (home === other || marks[home] === item) return true;
    if (this.#isLarge(other)) return false;
    // In a star of the other's own, made before; or in the home of `item`, where the other is a bridge.
    return other < item || this.#isLinked(other, this.#home[item]!);
  }

  #isLinked(item: number, other: number): boolean {
    const { starts, neighbours } = this.graph;
    return neighbours.subarray(starts[item], starts[item + 1]).includes(other);
  }

  #isLarge(item: number): boolean {
    return this.#sizes[this.#home[item]!]! > this.large;
  }

  #weight(item: number): number {
    return this.items.starts[item + 1]! - this.items.starts[item]!;
  }

  #forEachNeighbour(item: number, visit: (other: number) => void): void {
    const { starts, neighbours } = this.graph;
    for (let at = starts[item]!; at < starts[item + 1]!; at++) visit(neighbours[at]!);
  }
}

/** Lays out groups one after the other. */
class GroupWriter {
  #members = new Uint32Array(1024);
  #length = 0;
  #begun = 0;
  readonly #starts: number[] = [0];

  constructor(private readonly items: ItemIds) {}

  /** Drops what was begun and not ended. */
  begin(keeper: number): void {
    this.#length = this.#begun;
    this.add(keeper);
  }

  /** Adds an item's ids, or as many as leave the group with `most`. */
  add(item: number, most = Infinity): void {
    const start = this.items.starts[item]!;
    const count = Math.min(this.items.starts[item + 1]! - start, Math.max(0, most - (this.#length - this.#begun)));
    if (this.#length + count > this.#members.length) {
      const larger = new Uint32Array(Math.max(2 * this.#members.length, this.#length + count));
      larger.set(this.#members);
      this.#members = larger;
    }
    this.#members.set(this.items.ids.subarray(start, start + count), this.#length);
    this.#length += count;
  }

  end(): void {
    this.#members.subarray(this.#begun + 1, this.#length).sort();
    this.#starts.push((this.#begun = this.#length));
  }

  finish(): HashGroups {
    return { starts: Uint32Array.from(this.#starts), members: this.#members.slice(0, this.#begun) };
  }
}
