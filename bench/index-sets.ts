export type SetName = 'random' | 'skewed';

/** `count` hashes, [low, high] pairs, the same ones each time. Of the random ones a hundredth are copies of others, up to 8 bits away. */
export function makeSet(name: SetName, count: number): Uint32Array {
  const next = randomNumbers();
  const hashes = Uint32Array.from({ length: 2 * count }, next);
  const copy = (row: number, source: number, flips: number): void => {
    hashes.copyWithin(2 * row, 2 * source, 2 * source + 2);
    for (let flip = 0; flip < flips; flip++) hashes[2 * row + ((next() >>> 5) & 1)]! ^= 1 << (next() & 31);
  };
  for (let row = values + centres; row < count; row++) {
    const share = next() % 30;
    if (name === 'random') {
      if (next() % 100 === 0) copy(row, next() % row, next() % 9);
    } else if (share < 3) copy(row, next() % values, 0);
    else if (share < 13) copy(row, values + (next() % centres), next() % 5);
  }
  return hashes;
}

/** In a skewed set a tenth of the hashes share so many values, and a third lie within 4 bits of one of so many centres. */
const values = 100;
const centres = 5;

/**
 * Unsigned 32-bit numbers, the same ones each time (G. Marsaglia, "Xorshift RNGs", 2003). Of 128 bits of state: with 32 a hash's one half
 * would follow from its other, and near hashes would be a thousand times as many.
 */
function randomNumbers(): () => number {
  let [x, y, z, w] = [123_456_789, 362_436_069, 521_288_629, 88_675_123];
  return () => {
    const t = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    return w >>> 0;
  };
}
