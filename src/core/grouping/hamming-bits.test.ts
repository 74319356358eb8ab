import { expect, it } from 'vitest';
import { spreadBits } from './hamming-bits';

it('bits of a hash move as said, each to a place of its own', () => {
  const places = new Set<number>();
  for (let bit = 0; bit < 64; bit++) {
    const hash = new Uint32Array(2);
    hash[bit >> 5] = 2 ** (bit & 31);
    spreadBits(hash, hash);
    const at = (n: number): number => (bit >> n) & 1;
    const place = (at(3) << 5) | (at(0) << 4) | (at(5) << 3) | (at(2) << 2) | (at(1) << 1) | at(4);
    expect([...hash]).toEqual(place < 32 ? [2 ** place, 0] : [0, 2 ** (place - 32)]);
    places.add(place);
  }
  expect(places.size).toBe(64);
});
