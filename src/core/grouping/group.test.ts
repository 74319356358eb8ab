import { describe, expect, it } from 'vitest';
import { groupImages } from './group';
import { aspectFactor, flatDetail } from './group-items';
import { hammingDistance, popcount } from './hamming';
import type { GroupInput, GroupOutput } from '../ports';
import { randomNumbers } from './test-random';

interface Picture {
  readonly low: number;
  readonly high?: number;
  readonly width?: number;
  readonly height?: number;
  readonly detail?: number;
  readonly bytes?: number;
  readonly identity?: number;
}

function inputOf(pictures: readonly Picture[], radius = 5, order = pictures.map((_, i) => i)): GroupInput {
  const rows = order.map((i) => pictures[i]!);
  return {
    hashes: Uint32Array.from(rows.flatMap(({ low, high }) => [low, high ?? 0])),
    details: Uint8Array.from(rows, ({ detail }) => detail ?? 200),
    widths: Uint32Array.from(rows, ({ width }) => width ?? 400),
    heights: Uint32Array.from(rows, ({ height }) => height ?? 300),
    bytes: Float64Array.from(rows, ({ bytes }) => bytes ?? 1000),
    modified: new Float64Array(rows.length),
    formats: new Uint8Array(rows.length),
    identity: Uint32Array.from(rows, ({ identity }) => identity ?? 0),
    order: Uint32Array.from(order),
    copyName: new Uint8Array(rows.length),
    pathLengths: new Uint32Array(rows.length).fill(20),
    radius,
  };
}

/** Groups as lists of `order`, keeper first. */
function listed(input: GroupInput, { starts, members }: GroupOutput): number[][] {
  return Array.from(starts.subarray(0, -1), (start, g) => Array.from(members.subarray(start, starts[g + 1]), (row) => input.order[row]!));
}

function group(pictures: readonly Picture[], radius?: number): number[][] {
  const input = inputOf(pictures, radius);
  return listed(input, groupImages(input));
}

/** `ones` low bits set: pictures in a row, each one bit from the next. */
function step(ones: number): Picture {
  return { low: 2 ** ones - 1 };
}

describe('grouping', () => {
  it('makes no chains: ends that are too far apart are never in one group', () => {
    const chain = Array.from({ length: 13 }, (_, i) => step(2 * i));
    const input = inputOf(chain, 5);
    const output = groupImages(input);
    expect([...output.members].sort((a, b) => a - b)).toEqual(chain.map((_, i) => i));
    expect(Math.max(...output.distances)).toBeLessThanOrEqual(5);
    expect(output.starts.length).toBeGreaterThan(3);
  });

  it('leaves out no file that has a copy, even if its copy was taken by another group', () => {
    expect(group([step(0), step(4), step(8), step(12)], 4)).toHaveLength(2);
    expect(group([step(0), step(4), step(8)], 4).flat().sort()).toEqual([0, 1, 2]);
    // A star of five around 2, and one more picture near its member 5 only.
    const star = [{ low: 1 }, { low: 2 }, { low: 0 }, { low: 4 }, { low: 8 }, { low: 0b11110000 }, { low: 0b11111110000 }];
    expect(group(star, 4).flat().sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('keeps equal bytes together, and calls them identical', () => {
    const input = inputOf([{ low: 7, identity: 3 }, { low: 3, bytes: 2000 }, { low: 7, identity: 3 }, { low: 7 }], 5);
    const output = groupImages(input);
    expect(listed(input, output)).toEqual([[1, 0, 2, 3]]);
    expect([...output.identical]).toEqual([1, 0, 0, 0]);
    expect([...output.distances]).toEqual([0, 1, 1, 1]);
    const pair = groupImages(inputOf([{ low: 7, identity: 3 }, { low: 7, identity: 3 }]));
    expect([...pair.identical]).toEqual([1, 1]);
  });

  it('calls flat pictures copies only when their bytes are equal', () => {
    const flat = { low: 0, detail: flatDetail - 1 };
    expect(group([flat, flat, { low: 0 }])).toEqual([]);
    expect(group([{ ...flat, identity: 1 }, flat, { ...flat, identity: 1 }])).toEqual([[0, 2]]);
  });

  it('keeps pictures of different shapes apart, unless their bytes are equal', () => {
    const wide = { low: 5, width: Math.round(400 * aspectFactor * 1.05) };
    expect(group([{ low: 5 }, wide])).toEqual([]);
    expect(group([{ low: 5 }, { low: 5, width: 410 }])).toEqual([[1, 0]]);
    expect(group([{ low: 5, width: 800, height: 600 }, { low: 5 }])).toEqual([[0, 1]]);
  });

  it('shows a keeper that every member is near to, even if a better file is in the group', () => {
    // 1 is near both; 0, the largest, is 6 bits from 2.
    const input = inputOf([{ low: 0, width: 4000, height: 3000 }, step(3), step(6)], 5);
    const output = groupImages(input);
    expect(listed(input, output)).toEqual([[1, 0, 2]]);
    expect([...output.distances]).toEqual([0, 3, 3]);
    expect(group([{ low: 0, width: 4000, height: 3000 }, step(3), step(5)], 5)).toEqual([[0, 1, 2]]);
  });

  it('puts the group with most to gain first', () => {
    const small = [{ low: 1 }, { low: 1 }];
    const large = [{ low: 0xffff0000 }, { low: 0xffff0000, bytes: 500 }, { low: 0xffff0000, bytes: 700 }];
    expect(group([...small, ...large])).toEqual([[2, 3, 4], [0, 1]]);
  });

  it('takes an empty library, and a hundred thousand pictures with one hash', () => {
    expect(group([])).toEqual([]);
    expect(group(Array.from({ length: 100_000 }, () => ({ low: 9 })))[0]).toHaveLength(100_000);
  });
});

describe('a library of 20,000 with planted copies', () => {
  const radius = 5;
  const pictures = library(20_000);
  const input = inputOf(pictures, radius);
  const output = groupImages(input);

  function linked(a: number, b: number): boolean {
    if (pictures[a]!.identity && pictures[a]!.identity === pictures[b]!.identity) return true;
    return isSolid(a) && isSolid(b) && pictures[a]!.width === pictures[b]!.width && hammingDistance(input.hashes, a, b) <= radius;
  }
  const isSolid = (i: number): boolean => (pictures[i]!.detail ?? 200) >= flatDetail;

  it('has exactly the files with a copy in groups, each once', () => {
    const copied = new Uint8Array(pictures.length);
    const { hashes } = input;
    for (let a = 0; a < pictures.length; a++) {
      for (let b = 0; b < a; b++) {
        if (popcount(hashes[2 * a]! ^ hashes[2 * b]!) <= radius && linked(a, b)) copied[a] = copied[b] = 1;
      }
    }
    const expected = pictures.map((_, i) => i).filter((i) => copied[i] === 1);
    expect(expected.length).toBeGreaterThan(5000);
    expect([...output.members].sort((a, b) => a - b)).toEqual(expected);
  });

  it('has every member linked to its keeper, at the distance said', () => {
    for (let g = 0; g + 1 < output.starts.length; g++) {
      const keeper = output.members[output.starts[g]!]!;
      for (let i = output.starts[g]! + 1; i < output.starts[g + 1]!; i++) {
        const member = output.members[i]!;
        expect(linked(keeper, member)).toBe(true);
        expect(output.distances[i]).toBe(hammingDistance(input.hashes, keeper, member));
      }
    }
  });

  it('is grouped alike in whatever order the files came', () => {
    const expected = listed(input, output);
    const next = randomNumbers(99);
    for (let round = 0; round < 3; round++) {
      const order = pictures.map((_, i) => ({ i, key: next() })).sort((a, b) => a.key - b.key).map(({ i }) => i);
      const shuffled = inputOf(pictures, radius, order);
      expect(listed(shuffled, groupImages(shuffled))).toEqual(expected);
    }
  });

  /** Two fifths are copies of others: with up to 9 flipped bits, of equal bytes, flat, or of another shape. */
  function library(count: number): readonly Picture[] {
    const next = randomNumbers(42);
    const made: Picture[] = [];
    let identities = 0;
    while (made.length < count) {
      const source = made[next() % Math.max(1, made.length)];
      const kind = next() % 20;
      if (!source || kind >= 8) made.push({ low: next(), high: next(), bytes: next() % 5000, detail: kind === 19 ? 3 : 200 });
      else if (kind === 0) made.push({ ...source });
      else if (kind === 1) made.push({ ...source, identity: 0, width: 800 });
      else made.push(damaged(source, next));
      if (kind >= 18) made.push(...twins({ ...made[made.length - 1]!, identity: ++identities }));
    }
    return made.slice(0, count);
  }

  function twins(picture: Picture): readonly Picture[] {
    return [picture, { ...picture }];
  }

  function damaged(source: Picture, next: () => number): Picture {
    let { low, high = 0 } = source;
    for (let flips = next() % 10; flips > 0; flips--) {
      const bit = next() % 64;
      if (bit < 32) low = (low ^ (1 << bit)) >>> 0;
      else high = (high ^ (1 << (bit - 32))) >>> 0;
    }
    return { ...source, low, high, identity: 0, bytes: next() % 5000 };
  }
});
