import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Difference, differences, groupKinds, likenesses } from '../../shared/groups';
import { defaultSettings, radiusRange } from '../../shared/settings';
import type { LumaGrid } from '../decode/grid';
import { recordSize } from '../matching/record';
import { groupIntoStars, usualBar } from '../matching/stars';
import { createViewer } from '../matching/view';
import type { GroupInput, GroupOutput } from '../ports';
import { passingSlots } from '../store/look-places';
import { RecordFile } from '../store/record-file';
import { performStep } from './group';
import { groupColumns } from './group-columns';
import { comparePictures, groupPictures, type GroupStep, type GroupStepOutput } from './group-steps';
import { giveUp, haste, hurry, passedOver } from './haste';
import { randomNumbers } from './test-random';

const folder = mkdtempSync(join(tmpdir(), 'lookalike-group-'));
afterAll(() => rmSync(folder, { recursive: true }));
const viewer = createViewer();

interface Picture {
  readonly grid: LumaGrid;
  readonly bytes?: number;
  readonly identity?: number;
  readonly scale?: number;
}

const [columns, rows] = [96, 64];

/** Soft spots and lines of chance: no two seeds look alike. */
function scene(seed: number): LumaGrid {
  const next = randomNumbers(seed * 7919 + 1);
  const chance = (): number => next() / 2 ** 32;
  const spots = Array.from({ length: 40 }, () => ({ x: chance() * columns, y: chance() * rows, size: 2 + chance() * 9, light: chance() * 200 - 100 }));
  return gridOf(columns, rows, (x, y) => spots.reduce((sum, spot) => sum + spot.light * Math.exp(-((x - spot.x) ** 2 + (y - spot.y) ** 2) / spot.size ** 2), 120));
}

function gridOf(width: number, height: number, at: (x: number, y: number) => number): LumaGrid {
  const luma = Uint8Array.from({ length: width * height }, (_, i) => Math.max(0, Math.min(255, Math.round(at(i % width, Math.floor(i / width))))));
  return { format: 'jpeg', width, height, luma, imageWidth: width * 8, imageHeight: height * 8, orientation: 1 };
}

/** What a grid shows at (x, y) of another's cells. */
function changed(grid: LumaGrid, width: number, height: number, from: (x: number, y: number) => readonly [number, number], shade = (value: number): number => value): LumaGrid {
  return gridOf(width, height, (x, y) => {
    const [sourceX, sourceY] = from(x, y);
    return shade(grid.luma[sourceY * grid.width + sourceX]!);
  });
}

const copies: Readonly<Record<string, (grid: LumaGrid) => LumaGrid>> = {
  brighter: (grid) => changed(grid, columns, rows, (x, y) => [x, y], (value) => value * 0.8 + 45),
  mirrored: (grid) => changed(grid, columns, rows, (x, y) => [columns - 1 - x, y]),
  'quarter-turn': (grid) => changed(grid, rows, columns, (x, y) => [y, rows - 1 - x]),
  'half-turn': (grid) => changed(grid, columns, rows, (x, y) => [columns - 1 - x, rows - 1 - y]),
  cropped: (grid) => changed(grid, columns - 14, rows - 10, (x, y) => [x + 7, y + 5]),
};

let files = 0;

function inputOf(pictures: readonly Picture[], order = pictures.map((_, i) => i)): GroupInput {
  const path = join(folder, `${++files}.bin`);
  const records = RecordFile.open(path, recordSize);
  const ordered = order.map((i) => pictures[i]!);
  const looks = ordered.map(({ grid }) => {
    const look = viewer.look(grid);
    return { ...look, slot: passingSlots + records.append(look.record) };
  });
  records.close();
  return {
    hashes: Uint32Array.from(looks.flatMap(({ wholeLow, wholeHigh }) => [wholeLow, wholeHigh])),
    contents: Uint32Array.from(looks.flatMap(({ contentLow, contentHigh }) => [contentLow, contentHigh])),
    details: Uint16Array.from(looks, ({ detail }) => detail),
    records: { kept: null, passing: path },
    slots: Uint32Array.from(looks, ({ slot }) => slot),
    widths: Uint32Array.from(ordered, ({ grid, scale = 1 }) => grid.imageWidth * scale),
    heights: Uint32Array.from(ordered, ({ grid, scale = 1 }) => grid.imageHeight * scale),
    bytes: Float64Array.from(ordered, ({ bytes }) => bytes ?? 1000),
    modified: new Float64Array(ordered.length),
    formats: new Uint8Array(ordered.length),
    identity: Uint32Array.from(ordered, ({ identity }) => identity ?? 0),
    pixels: new Uint32Array(2 * ordered.length),
    order: Uint32Array.from(order),
    nameSigns: new Uint8Array(ordered.length),
    qualities: new Uint8Array(ordered.length),
    depths: new Uint8Array(ordered.length),
    extras: new Uint8Array(ordered.length),
    standings: new Uint8Array(ordered.length),
    folderRanks: new Uint16Array(ordered.length),
    companions: new Uint8Array(ordered.length),
  };
}

const perform = async (step: GroupStep): Promise<GroupStepOutput> => Promise.resolve(performStep(step));

async function groupImages(input: GroupInput, lanes = 1, radius: number = radiusRange.default): Promise<GroupOutput> {
  return groupPictures(await comparePictures(input, lanes, perform), { ...defaultSettings, radius }, null, lanes, perform);
}

/** Groups as lists of `order`, keeper first. */
function listed(input: GroupInput, { starts, members }: GroupOutput): number[][] {
  return Array.from(starts.subarray(0, -1), (start, g) => Array.from(members.subarray(start, starts[g + 1]), (row) => input.order[row]!));
}

async function group(pictures: readonly Picture[], radius?: number): Promise<number[][]> {
  const input = inputOf(pictures);
  return listed(input, await groupImages(input, 1, radius));
}

describe('grouping', () => {
  it('finds nothing among pictures that have nothing in common', async () => {
    expect(await group([])).toEqual([]);
    expect(await group(Array.from({ length: 60 }, (_, i) => ({ grid: scene(i) })))).toEqual([]);
  });

  it.each(Object.keys(copies))('finds a copy that is %s, and says so', async (name) => {
    const original = scene(3);
    const input = inputOf([{ grid: scene(1) }, { grid: copies[name]!(original) }, { grid: scene(2) }, { grid: original, scale: 2 }]);
    const output = await groupImages(input);
    expect(listed(input, output)).toEqual([[3, 1]]);
    const said = differences.filter((_, bit) => (output.differences[1]! & (1 << bit)) !== 0);
    expect(said).toEqual([...(name === 'brighter' ? [] : [name as Difference]), 'resized']);
  });

  it('keeps equal bytes together, and calls them identical', async () => {
    const brighter = copies['brighter']!(scene(1));
    const input = inputOf([{ grid: brighter, identity: 3 }, { grid: scene(1), bytes: 2000 }, { grid: brighter, identity: 3 }, { grid: brighter }]);
    const output = await groupImages(input);
    expect(listed(input, output)).toEqual([[1, 0, 2, 3]]);
    expect([...output.likenesses].map((code) => likenesses[code])).toEqual(['identical', 'similar', 'similar', 'similar']);
    const pair = await groupImages(inputOf([{ grid: brighter, identity: 3 }, { grid: brighter, identity: 3 }]));
    expect([...pair.likenesses].map((code) => likenesses[code])).toEqual(['identical', 'identical']);
  });

  it('sees words that were put on a picture', async () => {
    const one = scene(12);
    const captioned = gridOf(columns, rows, (x, y) => (y > 52 && y < 59 && x > 20 && x < 70 ? (((x >> 1) * 7 + y * 3) % 5 < 2 ? 250 : 10) : one.luma[y * columns + x]!));
    const input = inputOf([{ grid: one, bytes: 2000 }, { grid: captioned }]);
    const output = await groupImages(input);
    expect(differences.filter((_, bit) => (output.differences[1]! & (1 << bit)) !== 0)).toEqual(['captioned']);
  });

  it('takes a picture for edited where all others agree without it, however much else speaks for it', async () => {
    const one = scene(12);
    const captioned = gridOf(columns, rows, (x, y) => (y > 52 && y < 59 && x > 20 && x < 70 ? (((x >> 1) * 7 + y * 3) % 5 < 2 ? 250 : 10) : one.luma[y * columns + x]!));
    const others = [{ grid: one }, { grid: copies['brighter']!(one) }];
    expect(await group([{ grid: captioned, bytes: 1100 }, ...others])).toEqual([[1, 2, 0]]);
    // Of two, either may be the one that words were put on, or taken from.
    expect((await group([{ grid: captioned, bytes: 1100 }, others[0]!]))[0]![0]).toBe(0);
  });

  it('maps places of a copy to those of the keeper', async () => {
    const input = inputOf([{ grid: scene(3), scale: 2 }, { grid: copies['cropped']!(scene(3)) }]);
    const { maps } = await groupImages(input);
    const [xx, xy, x0, yx, yy, y0] = maps.subarray(6);
    // Columns 7 to 89 of 96 and rows 5 to 59 of 64 are left.
    const expected = [82 / 96, 0, 0, 0, 54 / 64, 0];
    [xx!, xy!, x0!, yx!, yy!, y0!].forEach((value, i) => expect(Math.abs(value - expected[i]!), `number ${i}`).toBeLessThan(0.01));
  });

  it('calls flat pictures copies only when their bytes are equal', async () => {
    const flat = { grid: gridOf(columns, rows, (x) => 100 + x / 10) };
    expect(await group([flat, flat, { grid: scene(1) }])).toEqual([]);
    expect(await group([{ ...flat, identity: 1 }, flat, { ...flat, identity: 1 }])).toEqual([[0, 2]]);
  });

  it('says a distance that is enough as a radius, and one less is not', async () => {
    const scene5 = scene(5);
    const next = randomNumbers(6);
    const noisy = gridOf(columns, rows, (x, y) => scene5.luma[y * columns + x]! + (next() % 81) - 40);
    const pair = [{ grid: scene5, scale: 2 }, { grid: noisy }];
    const input = inputOf(pair);
    const distance = (await groupImages(input, 1, radiusRange.max)).distances[1]!;
    expect(distance).toBeGreaterThan(0);
    expect(await group(pair, distance)).toHaveLength(1);
    expect(await group(pair, distance - 1)).toEqual([]);
  });

  it('puts the group with most to gain first', async () => {
    const small = [{ grid: scene(1) }, { grid: scene(1) }];
    const large = [{ grid: scene(2) }, { grid: scene(2), bytes: 500 }, { grid: scene(2), bytes: 700 }];
    expect(await group([...small, ...large])).toEqual([[2, 3, 4], [0, 1]]);
  });

  it('takes twenty thousand pictures that look the same', async () => {
    const one = scene(8);
    expect((await group(Array.from({ length: 20_000 }, () => ({ grid: one }))))[0]).toHaveLength(20_000);
  });
});

describe('a large family of copies', () => {
  const one = scene(21);
  const pictures = Array.from({ length: 110 }, (_, i) => {
    const next = randomNumbers(i + 1);
    return { grid: gridOf(columns, rows, (x, y) => one.luma[y * columns + x]! + (next() % 25) - 12), bytes: 1000 + i };
  });
  const input = inputOf(pictures);

  /** Groups with the help of others, who compare before anything is grouped, or fail. */
  async function groupHelped(fails: boolean, helpers?: number): Promise<{ output: GroupOutput; helped: number }> {
    const compared = await comparePictures(input, 1, perform);
    let helped = 0;
    const performOrFail = async (step: GroupStep): Promise<GroupStepOutput> => {
      if (step.kind === 'part') for (let i = 0; i < 20; i++) await Promise.resolve();
      if (step.kind === 'ahead') {
        helped++;
        if (fails) throw new Error('It did not survive.');
      }
      return perform(step);
    };
    const output = await groupPictures(compared, defaultSettings, null, 3, performOrFail, helpers === undefined ? {} : { helpers });
    return { output, helped };
  }

  it('is compared by all threads while one of them groups it, which changes nothing, and need not succeed', async () => {
    const alone = await groupImages(input, 1);
    expect(alone.members.length).toBeGreaterThan(100);
    const helped = await groupHelped(false);
    const failed = await groupHelped(true);
    const unhelped = await groupHelped(false, 0);
    expect([helped.output, failed.output, unhelped.output]).toEqual([alone, alone, alone]);
    expect([helped.helped, failed.helped, unhelped.helped]).toEqual([2, 2, 0]);
  });

  it('keeps nobody busy when its grouping fails', async () => {
    const compared = await comparePictures(input, 1, perform);
    const helped: unknown[] = [];
    const grouped = groupPictures(compared, defaultSettings, null, 3, async (step) => {
      if (step.kind === 'part') throw new Error('It did not survive.');
      for (let i = 0; i < 20; i++) await Promise.resolve();
      const output = perform(step);
      helped.push(compared.memory.taken[0]);
      return output;
    });
    await expect(grouped).rejects.toThrow('It did not survive.');
    await new Promise(setImmediate);
    expect(helped).toEqual([0, 0]);
  });
});

describe('shots', () => {
  /** The same scene, in which half of the spots have moved. */
  const moved = (seed: number, by: number): LumaGrid => {
    const one = scene(seed);
    return gridOf(columns, rows, (x, y) => {
      const from = Math.min(columns - 1, Math.max(0, x + Math.round(by * Math.sin(x / 9 + y / 13))));
      return one.luma[y * columns + from]!;
    });
  };

  it('are grouped only where that is asked for, behind all copies, and never with them', async () => {
    const pictures = [
      { grid: scene(1), scale: 2, bytes: 900_000 }, { grid: moved(1, 3), bytes: 900_000 }, { grid: scene(4), bytes: 10 }, { grid: scene(4), bytes: 20 }, { grid: scene(9) },
    ];
    const input = inputOf(pictures);
    const compared = await comparePictures(input, 1, perform);
    const kindsOf = (output: GroupOutput): string[] => Array.from(output.kinds, (kind) => groupKinds[kind]!);
    const without = await groupPictures(compared, defaultSettings, null, 1, perform);
    expect([listed(input, without), kindsOf(without)]).toEqual([[[3, 2]], ['similar']]);
    const withShots = await groupPictures(compared, { ...defaultSettings, shots: true }, null, 1, perform);
    expect([listed(input, withShots), kindsOf(withShots)]).toEqual([[[3, 2], [0, 1]], ['similar', 'similar-shot']]);
  });
});

describe('a library of families of copies', () => {
  const families = Array.from({ length: 25 }, (_, seed) => scene(100 + seed));
  const names = Object.keys(copies);
  const pictures = families.flatMap((grid, family) => [
    { grid, bytes: 2000 + family, scale: 2 },
    ...names.slice(0, family % (names.length + 1)).map((name) => ({ grid: copies[name]!(grid), bytes: 100 })),
  ]);
  const familyOf = families.flatMap((_, family) => Array.from({ length: 1 + (family % (names.length + 1)) }, () => family));
  const input = inputOf(pictures);
  let expected: number[][] = [];
  beforeAll(async () => {
    expected = listed(input, await groupImages(input));
  });

  it('groups each family, and no two of them', () => {
    const found = expected.map((members) => members.map((i) => familyOf[i]!));
    expect(found.every((members) => new Set(members).size === 1)).toBe(true);
    expect(found.map(([family]) => family!).sort((a, b) => a - b)).toEqual(families.map((_, family) => family).filter((family) => family % (names.length + 1) > 0));
    expect(expected.flat()).toHaveLength(familyOf.filter((family) => family % (names.length + 1) > 0).length);
  });

  it('is grouped alike whatever it was grouped by before, and in however many parts', async () => {
    const compared = await comparePictures(input, 2, perform);
    for (const radius of [12, 0, 8, 3, 8]) {
      const again = await groupPictures(compared, { ...defaultSettings, radius }, null, 3, perform);
      expect(again).toEqual(await groupImages(input, 1, radius));
    }
    expect(compared.memory.taken[0]).toBeGreaterThan(0);
  });

  it('is grouped in haste by what is known, and nothing else is remembered', async () => {
    const compared = await comparePictures(input, 2, perform);
    const inHaste = async (radius: number): Promise<{ output: GroupOutput; missing: number }> => {
      const waiting = haste();
      hurry(waiting);
      const output = await groupPictures(compared, { ...defaultSettings, radius }, null, 3, perform, { haste: waiting });
      return { output, missing: passedOver(waiting) };
    };
    const unknown = await inHaste(8);
    expect([unknown.output.members.length, unknown.missing > 0, compared.memory.taken[0]]).toEqual([0, true, 0]);
    const exact = await groupPictures(compared, { ...defaultSettings, radius: 8 }, null, 3, perform, { haste: haste() });
    expect(exact).toEqual(await groupImages(input));
    expect(await inHaste(8)).toEqual({ output: exact, missing: 0 });
    const strictest = await inHaste(0);
    expect([strictest.missing > 0, strictest.output.members.length > 0]).toEqual([true, true]);
    for (const members of listed(input, strictest.output)) expect(new Set(members.map((i) => familyOf[i])).size).toBe(1);
    expect(await groupPictures(compared, { ...defaultSettings, radius: 0 }, null, 3, perform)).toEqual(await groupImages(input, 1, 0));
  });

  it('is not grouped to the end when that is given up', async () => {
    const compared = await comparePictures(input, 1, perform);
    const unwanted = haste();
    const begun: string[] = [];
    const grouped = groupPictures(compared, defaultSettings, null, 1, async (step) => {
      begun.push(step.kind);
      giveUp(unwanted);
      return perform(step);
    }, { haste: unwanted });
    await expect(grouped).rejects.toMatchObject({ error: { kind: 'cancelled' } });
    expect(begun).toEqual(['part']);
  });

  it('is grouped alike in pieces of stars', async () => {
    const compared = await comparePictures(input, 1, perform);
    const whole = await groupPictures(compared, defaultSettings, null, 1, perform);
    const { neighbours, memory } = compared;
    const pieces = Array.from({ length: neighbours.partStarts.length - 1 }, (_, part) => {
      const of = { ...compared, part, choice: defaultSettings, gone: null, ahead: null, haste: null };
      const stars = groupIntoStars(neighbours, part, (pair) => memory.scores[pair]!, usualBar, null);
      return Array.from(stars.centres, (__, star) => performStep({ kind: 'stars', of, stars, from: star, to: star + 1 }));
    });
    const parts = pieces.flat().map((answer) => ('groups' in answer ? answer.groups : groupColumns(0, 0)));
    expect(parts.length).toBeGreaterThan(families.length / 2);
    expect(performStep({ kind: 'arrange', input, pictures: compared.pictures, parts, keep: defaultSettings.keep, gone: null })).toEqual({ kind: 'groups', groups: whole });
  });

  it('can do without files that have gone, and takes them back', async () => {
    const compared = await comparePictures(input, 1, perform);
    const choice = defaultSettings;
    const gone = new Uint8Array(input.order.length);
    const [family] = expected;
    gone[family![0]!] = 1;
    const without = listed(input, await groupPictures(compared, choice, gone, 1, perform));
    expect(without.flat().sort((a, b) => a - b)).toEqual(expected.flat().filter((file) => file !== family![0] && (family!.length > 2 || file !== family![1])).sort((a, b) => a - b));
    expect(listed(input, await groupPictures(compared, choice, null, 1, perform))).toEqual(expected);
  });

  it('is grouped alike in whatever order the files came', async () => {
    const next = randomNumbers(99);
    for (let round = 0; round < 3; round++) {
      const order = pictures.map((_, i) => ({ i, key: next() })).sort((a, b) => a.key - b.key).map(({ i }) => i);
      const shuffled = inputOf(pictures, order);
      expect(listed(shuffled, await groupImages(shuffled, 1 + round))).toEqual(expected);
    }
  });
});
