const none = -1;

/** A star of two members that agree with two of another star's belongs to it. */
const linksToJoin = 2;
/** Members of a star that a leftover is compared with, at most. */
const mostTries = 12;

interface Target {
  star: number;
  with: number;
  pair: number;
  score: number;
  tries: number;
  count: number;
}

/** Stars that a leftover of a part has links to, in the order of their first links. */
export class Targets {
  /** Of the one that was chosen: the star, the member with the best link, and the link. */
  star = none;
  with = 0;
  pair = 0;
  /** By star the place in the list below, if that is of this star. */
  readonly #placeOf: Uint32Array;
  readonly #list: Target[] = [];
  #length = 0;

  constructor(stars: number) {
    this.#placeOf = new Uint32Array(stars);
  }

  clear(): void {
    this.#length = 0;
  }

  /** Whether another link to a star is worth a comparison. */
  wants(star: number): boolean {
    const known = this.#known(star);
    return known === null || (known.tries < mostTries && known.count < linksToJoin);
  }

  tried(star: number, other: number, pair: number, score: number, wanted: number): void {
    const target = this.#known(star) ?? this.#append(star);
    target.tries++;
    if (score < wanted) return;
    target.count++;
    if (target.count > 1 && score <= target.score) return;
    target.with = other;
    target.pair = pair;
    target.score = score;
  }

  /** The star with the best link of those with enough links; false where there is none. */
  choose(): boolean {
    this.star = none;
    let best = 0;
    for (let place = 0; place < this.#length; place++) {
      const target = this.#list[place]!;
      if (target.count < linksToJoin || (this.star !== none && target.score <= best)) continue;
      this.star = target.star;
      this.with = target.with;
      this.pair = target.pair;
      best = target.score;
    }
    return this.star !== none;
  }

  #known(star: number): Target | null {
    const place = this.#placeOf[star]!;
    return place < this.#length && this.#list[place]!.star === star ? this.#list[place]! : null;
  }

  #append(star: number): Target {
    const place = this.#length++;
    this.#placeOf[star] = place;
    const target = (this.#list[place] ??= { star, with: 0, pair: 0, score: 0, tries: 0, count: 0 });
    target.star = star;
    target.tries = 0;
    target.count = 0;
    return target;
  }
}
