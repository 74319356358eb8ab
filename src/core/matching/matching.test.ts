import { beforeAll, describe, expect, it } from 'vitest';
import { invert } from '../../shared/affine';
import { hypothesisOf } from './candidates';
import { describeChange, type Change } from './describe';
import { contentOf, recordSize } from './record';
import { usualBar } from './stars';
import { changes, gridOf, scene } from './test-pictures';
import { createVerifier } from './verify';
import { createViewer, leastDetail, type Look } from './view';
import type { LumaGrid } from '../decode/grid';
import { findCandidates, starsOf, type Star } from '../testing/stars-of';

const viewer = createViewer();

function look(grid: LumaGrid): Look {
  const seen = viewer.look(grid);
  return { ...seen, record: seen.record.slice() };
}

function group(grids: readonly LumaGrid[]): readonly Star[] {
  const looks = grids.map(look);
  const recordOf = (picture: number): Uint8Array => looks[picture]!.record;
  const candidates = findCandidates({
    count: grids.length,
    wholes: Uint32Array.from(looks.flatMap(({ wholeLow, wholeHigh }) => [wholeLow, wholeHigh])),
    contents: Uint32Array.from(looks.flatMap(({ contentLow, contentHigh }) => [contentLow, contentHigh])),
    comparable: (picture) => looks[picture]!.detail >= leastDetail,
    recordOf,
  });
  return starsOf(grids.length, candidates, createVerifier(recordOf), usualBar);
}

const names = Object.keys(changes) as (keyof typeof changes)[];
const isTurned = (name: string): boolean => /90|270/.test(name);
const gridsOf = (seed: number): readonly LumaGrid[] =>
  names.map((name) => (isTurned(name) ? gridOf(changes[name](scene(seed)), 72, 96) : gridOf(changes[name](scene(seed)))));

describe('pictures and their copies', () => {
  let stars: readonly Star[] = [];
  const grids = [1, 2, 3].flatMap(gridsOf);
  const strangers = Array.from({ length: 30 }, (_, i) => gridOf(scene(100 + i)));
  beforeAll(() => {
    stars = group([...grids, ...strangers]);
  });

  it('are grouped by what they show, with nothing missed and no stranger', () => {
    const groups = stars.map(({ centre, members }) => [centre, ...members.map(({ picture }) => picture)].sort((a, b) => a - b));
    groups.sort((a, b) => a[0]! - b[0]!);
    expect(groups).toEqual([0, 1, 2].map((which) => names.map((_, i) => which * names.length + i)));
  });

  it('are grouped alike in whatever order they come', () => {
    const backwards = group([...strangers.toReversed(), ...grids.toReversed()]);
    const last = grids.length + strangers.length - 1;
    const sets = (list: readonly Star[], number: (i: number) => number): string[] =>
      list.map(({ centre, members }) => [centre, ...members.map(({ picture }) => picture)].map(number).sort((a, b) => a - b).join(' ')).sort();
    expect(sets(backwards, (i) => last - i)).toEqual(sets(stars, (i) => i));
  });

  it.each<[keyof typeof changes, Partial<Change>]>([
    ['brighter', { turned: 0, mirrored: false, shown: 1, filled: 1 }],
    ['mirrored', { turned: 0, mirrored: true }],
    ['turned90', { turned: 90, mirrored: false }],
    ['turned180', { turned: 180, mirrored: false }],
    ['turned270', { turned: 270, mirrored: false }],
    ['mirroredTurned90', { turned: 90, mirrored: true }],
    ['cropped', { turned: 0, shown: 0.81, filled: 1 }],
    ['cut', { shown: 0.8, filled: 1, stretch: 1 }],
    ['bordered', { shown: 1, filled: 0.64 }],
    ['tilted', { turned: 0, tilt: 2 }],
  ])('say that a picture is %s', (name, expected) => {
    const changed = look(isTurned(name) ? gridOf(changes[name](scene(5)), 72, 96) : gridOf(changes[name](scene(5))));
    const original = look(gridOf(scene(5)));
    const records = [original.record, changed.record];
    const flat = ({ wholeLow, wholeHigh }: Look): number[] => [wholeLow, wholeHigh];
    const inner = ({ contentLow, contentHigh }: Look): number[] => [contentLow, contentHigh];
    const candidates = findCandidates({
      count: 2,
      wholes: Uint32Array.from([...flat(original), ...flat(changed)]),
      contents: Uint32Array.from([...inner(original), ...inner(changed)]),
      comparable: () => true,
      recordOf: (picture) => records[picture]!,
    });
    const verifier = createVerifier((picture) => records[picture]!);
    const [star] = starsOf(2, candidates, verifier, usualBar);
    const size = { width: 960, height: 720 };
    // The last two are cut to the same number of pixels, so that they are stretched as well.
    const changedSize = isTurned(name) ? { width: 720, height: 960 } : name === 'cut' ? { width: 960, height: 576 } : size;
    const { picture, pair } = star!.members[0]!;
    const hypothesis = hypothesisOf(candidates, pair);
    const found = verifier.compare(hypothesis).map;
    const map = hypothesis.query === picture ? invert(found) : found;
    // Which of two is the centre is arbitrary; the first is, because their number decides.
    expect(picture).toBe(1);
    const change = describeChange(map, changedSize, size);
    for (const [key, value] of Object.entries(expected)) {
      if (typeof value === 'number') expect(Math.abs(change[key as 'tilt'] - value), `${key} ${change[key as 'tilt']}`).toBeLessThan(key === 'tilt' ? 0.3 : 0.04);
      else expect(change[key as 'turned'], key).toBe(value);
    }
  });
});

describe('a look', () => {
  it('finds the content inside margins, whatever the orientation', () => {
    const bordered = gridOf((x, y) => (x < 0.25 || y > 0.9 ? 240 : scene(7)(x, y)));
    const upright = contentOf(look(bordered).record);
    for (const [i, side] of [0.25, 0, 1, 0.9].entries()) expect(Math.abs(upright[i]! - side)).toBeLessThan(0.02);
    const turned = contentOf(look({ ...bordered, orientation: 6 }).record);
    // Stored left becomes top, stored bottom becomes left.
    for (const [i, side] of [0.1, 0.25, 1, 1].entries()) expect(Math.abs(turned[i]! - side)).toBeLessThan(0.02);
  });

  it('is the same whatever was looked at before', () => {
    const margins = (from: number): LumaGrid => gridOf((x, y) => (Math.max(x, y) > 0.9 || Math.min(x, y) < from ? 240 : scene(7)(x, y)));
    const alone = { ...createViewer().look(margins(0)) };
    look(margins(0.1));
    expect(look(margins(0))).toEqual(alone);
  });

  it('is the same for a turned grid as for the picture turned', () => {
    const upright = look(gridOf(changes.turned90(scene(8)), 72, 96));
    const stored = look({ ...gridOf(scene(8)), orientation: 6 });
    expect([stored.wholeLow, stored.wholeHigh]).toEqual([upright.wholeLow, upright.wholeHigh]);
    expect(stored.record.every((value, i) => Math.abs(value - upright.record[i]!) <= 1)).toBe(true);
  });

  it('has too little detail of a plain surface, a gradient and the dark, and enough of a scene', () => {
    const noise = (x: number, y: number): number => Math.sin(x * 9001) * Math.cos(y * 7001) * 1.5;
    expect(look(gridOf((x, y) => 200 + noise(x, y))).detail).toBeLessThan(leastDetail);
    expect(look(gridOf((x, y) => 255 * (0.3 * x + 0.7 * y))).detail).toBeLessThan(leastDetail);
    expect(look(gridOf((x, y) => scene(1)(x, y) / 60)).detail).toBeLessThan(leastDetail);
    expect(look(gridOf(scene(1))).detail).toBeGreaterThan(200);
  });

  it('takes grids of one cell and of very unequal sides', () => {
    for (const [width, height] of [[1, 1], [1, 300], [4000, 2]] as const) {
      expect(look(gridOf(scene(1), width, height)).record).toHaveLength(recordSize);
    }
  });
});
