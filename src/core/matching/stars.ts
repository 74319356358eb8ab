import { endAhead, none, tellTried, type Ahead } from './ahead';
import type { Neighbours } from './neighbours';
import { Targets } from './targets';

/**
 * Groups of pictures as compressed rows: star s has the members `pictures[starts[s] … starts[s + 1])` beside its centre. Columns are shared
 * between threads.
 */
export interface Stars {
  readonly centres: Uint32Array;
  readonly starts: Uint32Array;
  /** Pictures that were compared with the centre and agreed, or with members that did (bridges); those come before whoever was compared with them. */
  readonly pictures: Uint32Array;
  /** By member the picture that it was compared with: the centre, but for a bridge… */
  readonly comparedWith: Uint32Array;
  /** …and the pair that the two are. */
  readonly pairs: Uint32Array;
}

/** Scores at or above this are copies; see docs/accuracy.md for how it was chosen. */
export const usualBar = 1.6;

/** What a star's links must exceed the bar by for each doubling of the pictures that would join at once. */
const costOfJoining = 0.05;
/** Scores this far below the bar are near misses: pictures of the same make, but not copies. */
const nearMiss = 0.5;
/** How much each near miss around a centre raises the bar for its other neighbours, and how far at most. */
const raisedBy = 0.06;
const mostRaised = 0.6;

/**
 * Groups the pictures of a part around the ones with most candidates, comparing lazily: a group of n costs about n comparisons.
 * Every member agrees with the centre; what agrees with two members instead is a bridge. Deterministic: only numbers, distances and
 * scores decide, and no part depends on another.
 *
 * @param scoreOf Compares the pictures of a pair, or remembers how they compared: their score.
 * @param bar The score that copies must reach.
 * @param ahead What those are told who compare ahead; null where nobody does.
 */
export function groupIntoStars(neighbours: Neighbours, part: number, scoreOf: (pair: number) => number, bar: number, ahead: Ahead | null): Stars {
  const maker = new StarMaker(neighbours, part, scoreOf, bar, ahead);
  maker.groupAroundCentres();
  maker.joinLeftovers();
  return maker.stars();
}

/** Pictures go by their places in the part; each star is a list of them. */
class StarMaker {
  readonly #offset: number;
  readonly #count: number;
  /** By place which star a picture is in. */
  readonly #starAt: Int32Array;
  /** By place what a picture's neighbourhood asks for, once it has been tried as a centre. */
  readonly #barAt: Float64Array;
  /** By place of a member the next one in its star, what it was compared with, and the pair that the two are. */
  readonly #next: Int32Array;
  readonly #comparedWith: Uint32Array;
  readonly #pairs: Uint32Array;
  /** By star. */
  readonly #centres: number[] = [];
  readonly #heads: number[] = [];
  readonly #tails: number[] = [];
  readonly #sizes: number[] = [];

  constructor(
    private readonly neighbours: Neighbours,
    part: number,
    private readonly scoreOf: (pair: number) => number,
    private readonly bar: number,
    private readonly ahead: Ahead | null,
  ) {
    const { partStarts } = neighbours;
    this.#offset = partStarts[part]!;
    this.#count = partStarts[part + 1]! - this.#offset;
    this.#starAt = (ahead?.starAt ?? new Int32Array(this.#count)).fill(none);
    this.#barAt = new Float64Array(this.#count).fill(bar);
    this.#next = new Int32Array(this.#count).fill(none);
    this.#comparedWith = new Uint32Array(this.#count);
    this.#pairs = new Uint32Array(this.#count);
  }

  groupAroundCentres(): void {
    const { ahead } = this;
    const { starts, links, others, byPromise, places } = this.neighbours;
    const { bar, scoreOf } = this;
    const offset = this.#offset;
    const starAt = this.#starAt;
    const found: number[] = [];
    const pairs: number[] = [];
    const scores: number[] = [];
    for (let at = offset; at < offset + this.#count; at++) {
      const picture = byPromise[at]!;
      const centre = places[picture]! - offset;
      if (starAt[centre] !== none) continue;
      if (ahead) tellTried(ahead, at - offset, centre);
      let count = 0;
      let misses = 0;
      for (let link = starts[picture]!; link < starts[picture + 1]!; link++) {
        const other = others[link]! - offset;
        if (starAt[other] !== none) continue;
        const score = scoreOf(links[link]!);
        if (score >= bar) {
          found[count] = other;
          pairs[count] = links[link]!;
          scores[count++] = score;
        } else if (score >= bar - nearMiss) misses++;
      }
      const wanted = bar + Math.min(mostRaised, Math.max(0, misses - count) * raisedBy);
      this.#barAt[centre] = wanted;
      let star = none;
      for (let i = 0; i < count; i++) {
        if (scores[i]! < wanted) continue;
        if (star === none) star = this.#begin(centre);
        this.#add(star, found[i]!, centre, pairs[i]!);
      }
    }
    if (ahead) endAhead(ahead);
  }

  /** Pictures in no star, and small stars as a whole, join the star with which they share two links or more. */
  joinLeftovers(): void {
    const targets = new Targets(this.#centres.length);
    for (let place = 0; place < this.#count; place++) {
      const own = this.#starAt[place]!;
      if (own !== none && this.#centres[own] !== place) continue;
      const size = own === none ? 1 : this.#sizes[own]!;
      if (!this.#findTarget(targets, place, own, size)) continue;
      this.#add(targets.star, place, targets.with, targets.pair);
      if (own !== none) this.#move(own, targets.star);
    }
  }

  stars(): Stars {
    const pictures = this.neighbours.pictures.subarray(this.#offset, this.#offset + this.#count);
    const kept = [...this.#centres.keys()].filter((star) => this.#sizes[star]! > 1);
    const total = kept.reduce((sum, star) => sum + this.#sizes[star]! - 1, 0);
    const made = { centres: words(kept.length), starts: words(kept.length + 1), pictures: words(total), comparedWith: words(total), pairs: words(total) };
    let at = 0;
    kept.forEach((star, number) => {
      made.centres[number] = pictures[this.#centres[star]!]!;
      for (let place = this.#heads[star]!; place !== none; place = this.#next[place]!, at++) {
        made.pictures[at] = pictures[place]!;
        made.comparedWith[at] = pictures[this.#comparedWith[place]!]!;
        made.pairs[at] = this.#pairs[place]!;
      }
      made.starts[number + 1] = at;
    });
    return made;
  }

  #findTarget(targets: Targets, place: number, own: number, size: number): boolean {
    const { starts, links, others, pictures } = this.neighbours;
    const { scoreOf } = this;
    const offset = this.#offset;
    const starAt = this.#starAt;
    const barAt = this.#barAt;
    const sizes = this.#sizes;
    const centres = this.#centres;
    const ownBar = barAt[place]!;
    const cost = costOfJoining * Math.log2(size);
    const picture = pictures[offset + place]!;
    targets.clear();
    for (let link = starts[picture]!; link < starts[picture + 1]!; link++) {
      const other = others[link]! - offset;
      const star = starAt[other]!;
      if (star === none || star === own || sizes[star]! < size || !targets.wants(star)) continue;
      const wanted = Math.max(ownBar, barAt[centres[star]!]!) + cost;
      targets.tried(star, other, links[link]!, scoreOf(links[link]!), wanted);
    }
    return targets.choose();
  }

  #begin(centre: number): number {
    const star = this.#centres.push(centre) - 1;
    this.#heads.push(none);
    this.#tails.push(none);
    this.#sizes.push(1);
    this.#starAt[centre] = star;
    return star;
  }

  #add(star: number, place: number, comparedWith: number, pair: number): void {
    this.#starAt[place] = star;
    this.#comparedWith[place] = comparedWith;
    this.#pairs[place] = pair;
    this.#next[place] = none;
    this.#append(star, place, place);
    this.#sizes[star]!++;
  }

  /** The members of one star, whose centre is in the other already, follow it there. */
  #move(from: number, to: number): void {
    for (let place = this.#heads[from]!; place !== none; place = this.#next[place]!) this.#starAt[place] = to;
    this.#append(to, this.#heads[from]!, this.#tails[from]!);
    this.#sizes[to]! += this.#sizes[from]! - 1;
    this.#sizes[from] = 0;
  }

  #append(star: number, head: number, tail: number): void {
    if (this.#heads[star] === none) this.#heads[star] = head;
    else this.#next[this.#tails[star]!] = head;
    this.#tails[star] = tail;
  }
}

function words(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(4 * length));
}
