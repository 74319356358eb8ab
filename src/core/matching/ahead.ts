import type { Neighbours } from './neighbours';

/** What a thread that groups a part tells those that compare ahead of it, and they each other; see {@link compareAhead}. */
export interface Ahead {
  /** By place in the part which star a picture is in, as the thread that groups has it; {@link none} for none yet. */
  readonly starAt: Int32Array;
  /** By place in the part: 1 where somebody tries the picture as a centre, or has found it to go with one. */
  readonly spoken: Uint8Array;
  /** One number: how many pictures of the part were tried as centres, in their order; all of them when none are to be tried any more. */
  readonly tried: Int32Array;
}

/** Stands for no star, and for no picture in lists of places. */
export const none = -1;

/** For a part of so many pictures. */
export function aheadOf(count: number): Ahead {
  return {
    starAt: new Int32Array(new SharedArrayBuffer(4 * count)).fill(none),
    spoken: new Uint8Array(new SharedArrayBuffer(count)),
    tried: new Int32Array(new SharedArrayBuffer(4)),
  };
}

/** Says that the picture at a place is being tried as a centre, and where that is in their order. */
export function tellTried({ tried, spoken }: Ahead, at: number, centre: number): void {
  Atomics.store(tried, 0, at);
  spoken[centre] = 1;
}

/** Says that nothing is to be compared ahead any more. */
export function endAhead({ tried, starAt }: Ahead): void {
  Atomics.store(tried, 0, starAt.length);
}

/**
 * Compares pairs of a part that its grouping, which another thread is at, will likely ask for: of pictures that are next to be tried as
 * centres, and do not look like going with an earlier one. What is compared is remembered by `scoreOf`, so that it only comes to be known
 * earlier; groups do not depend on it. Ends with the grouping.
 *
 * @param bar The score that copies must reach.
 */
export function compareAhead({ starts, links, others, byPromise, places, partStarts }: Neighbours, part: number, ahead: Ahead, scoreOf: (pair: number) => number, bar: number): void {
  const offset = partStarts[part]!;
  const count = partStarts[part + 1]! - offset;
  const { starAt, spoken, tried } = ahead;
  const isFree = (place: number): boolean => starAt[place] === none;
  for (let at = 0; ; at++) {
    at = Math.max(at, Atomics.load(tried, 0));
    if (at >= count) return;
    const picture = byPromise[offset + at]!;
    const centre = places[picture]! - offset;
    if (!isFree(centre) || Atomics.exchange(spoken, centre, 1) === 1) continue;
    // The farthest first: whoever groups may come to this picture meanwhile, begins with the nearest, and they meet.
    for (let link = starts[picture + 1]! - 1; link >= starts[picture]!; link--) {
      const other = others[link]! - offset;
      if (!isFree(centre)) break;
      if (!isFree(other)) continue;
      if (scoreOf(links[link]!) >= bar) spoken[other] = 1;
      if (Atomics.load(tried, 0) >= count) return;
    }
  }
}
