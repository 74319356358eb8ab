import { describe, expect, it } from 'vitest';
import { hammingDistance, popcount } from './hamming';
import { makeColumn, wordsAt } from './hamming-space';
import { groupHashes, performStep } from './hash-groups';
import { randomNumbers } from './test-random';

const large = 7;

async function group(hashes: Uint32Array, radius: number, lanes = 1): Promise<number[][]> {
  const column = makeColumn(hashes.length / 2);
  wordsAt(column, column.hashes, hashes.length).set(hashes);
  const { starts, members } = await groupHashes(column, radius, lanes, (step) => Promise.resolve(performStep(step)));
  return Array.from(starts.subarray(1), (end, g) => Array.from(members.subarray(starts[g], end)));
}

function flip(hashes: Uint32Array, row: number, source: number, bits: number, next: () => number): void {
  hashes.copyWithin(2 * row, 2 * source, 2 * source + 2);
  for (let flips = 0; flips < bits; flips++) hashes[2 * row + ((next() >>> 5) & 1)]! ^= 1 << (next() & 31);
}

function randomHashes(count: number, next: () => number): Uint32Array {
  return Uint32Array.from({ length: 2 * count }, next);
}

/** A hundredth of the ids, in pairs with another one up to `bits` away. */
function withPlants(count: number, bits: number): { readonly hashes: Uint32Array; readonly planted: readonly (readonly [number, number])[] } {
  const next = randomNumbers(11);
  const hashes = randomHashes(count, next);
  const planted = Array.from({ length: count / 100 }, (_, i): [number, number] => [i * 100 + 1, next() % count]);
  for (const [row, source] of planted) flip(hashes, row, source, next() % (bits + 1), next);
  return { hashes, planted: planted.filter(([a, b]) => a !== b && hammingDistance(hashes, a, b) <= bits) };
}

/** A tenth share a hundred values; a third lie within 4 bits of one of five; the rest lie around the fives, and anywhere. */
function skewed(count: number): Uint32Array {
  const next = randomNumbers(5);
  const hashes = randomHashes(count, next);
  for (let row = 200; row < count; row++) {
    const kind = next() % 30;
    if (kind < 3) flip(hashes, row, next() % 100, 0, next);
    else if (kind < 13) flip(hashes, row, 100 + (next() % 5), 4, next);
    else if (kind < 16) flip(hashes, row, 100 + (next() % 5), 4 + (next() % 10), next);
  }
  return hashes;
}

/** Chains and small clumps: every id is one to six bits from one of the hundred before it. */
function crowded(count: number): Uint32Array {
  const next = randomNumbers(3);
  const hashes = randomHashes(count, next);
  for (let row = 1; row < count; row++) if (next() % 10 > 0) flip(hashes, row, Math.max(0, row - 1 - (next() % 100)), 1 + (next() % 6), next);
  return hashes;
}

interface NearPairs {
  readonly hashes: Uint32Array;
  /** Three numbers each: two ids and their distance. */
  readonly pairs: readonly number[];
}

/** All pairs within 10 bits, by comparing all with all. */
function compareAll(hashes: Uint32Array): NearPairs {
  const pairs: number[] = [];
  for (let a = 0; a < hashes.length / 2; a++) {
    for (let b = a + 1; b < hashes.length / 2; b++) {
      if (popcount(hashes[2 * a]! ^ hashes[2 * b]!) > 10) continue;
      const distance = hammingDistance(hashes, a, b);
      if (distance <= 10) pairs.push(a, b, distance);
    }
  }
  return { hashes, pairs };
}

/** What is wrong with groups. */
function faults({ hashes, pairs }: NearPairs, radius: number, groups: readonly (readonly number[])[]): readonly string[] {
  const found: string[] = [];
  const groupsOf = Array.from({ length: hashes.length / 2 }, (): number[] => []);
  const largest = new Uint32Array(hashes.length / 2);
  groups.forEach((members, g) => {
    if (members.length < 2 || new Set(members).size < members.length) found.push(`group ${g} is no group`);
    for (const id of members) {
      if (hammingDistance(hashes, members[0]!, id) > radius) found.push(`${id} is too far from its keeper ${members[0]!}`);
      groupsOf[id]!.push(g);
      largest[id] = Math.max(largest[id]!, members.length);
    }
  });
  for (let at = 0; at < pairs.length; at += 3) {
    const [a, b, distance] = [pairs[at]!, pairs[at + 1]!, pairs[at + 2]!];
    if (distance > radius || (largest[a]! > large && largest[b]! > large)) continue;
    if (!groupsOf[a]!.some((g) => groupsOf[b]!.includes(g))) found.push(`${a} and ${b} share no group`);
  }
  return found;
}

describe('groups of hashes', () => {
  const sets = [
    ['random hashes with plants', withPlants(20_000, 8).hashes],
    ['a skewed set', skewed(20_000)],
    ['a crowded set', crowded(5000)],
  ] as const;

  it.each(sets)('of %s keep what is promised at any radius', async (_name, hashes) => {
    const near = compareAll(hashes);
    for (const radius of [0, 3, 8, 10]) {
      const groups = await group(hashes, radius);
      expect(faults(near, radius, groups), `radius ${radius}`).toEqual([]);
      expect(groups.length).toBeGreaterThan(5);
      const keepers = groups.map(([keeper]) => keeper!);
      expect(keepers).toEqual(keepers.toSorted((a, b) => a - b));
    }
  });

  it('join every planted pair', async () => {
    const { hashes, planted } = withPlants(200_000, 8);
    const shared = new Set((await group(hashes, 8)).flatMap((members) => members.flatMap((a) => members.map((b) => a * 200_000 + b))));
    expect(planted.length).toBeGreaterThan(1900);
    expect(planted.filter(([a, b]) => !shared.has(a * 200_000 + b))).toEqual([]);
  });

  it('do not depend on the number of threads', async () => {
    for (const [, hashes] of sets) {
      const expected = await group(hashes, 8);
      for (const lanes of [2, 3, 16]) expect(await group(hashes, 8, lanes)).toEqual(expected);
    }
  });

  it('make one group of a dense ball, and of one value', async () => {
    const next = randomNumbers(9);
    const ball = new Uint32Array(2 * 60_000);
    for (let row = 0; row < 60_000; row++) flip(ball, row, 0, 4, next);
    expect((await group(ball, 8)).map((members) => members.length)).toEqual([60_000]);
    expect((await group(new Uint32Array(2 * 50_000), 0)).map((members) => members.length)).toEqual([50_000]);
  });

  it('of nothing, of one, of strangers there are none', async () => {
    expect(await group(new Uint32Array(0), 8)).toEqual([]);
    expect(await group(new Uint32Array(2), 16)).toEqual([]);
    expect(await group(Uint32Array.from([0, 0, 0xffff, 0]), 15)).toEqual([]);
    expect(await group(Uint32Array.from([0, 0, 0xffff, 0]), 16)).toEqual([[0, 1]]);
  });
});
