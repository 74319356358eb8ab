import { describe, expect, it } from 'vitest';
import { type FileExtra, fileExtras, type ImageFormat, imageFormats } from '../../shared/files';
import { defaultKeepPolicy, keepCriteria, type KeepCriterion, type KeepPolicy } from '../../shared/keep';
import { KeepJudge, whole, type KeepColumns } from './keep';
import { signsOfName } from './name-signs';

interface File {
  readonly pixels?: readonly [number, number];
  readonly format?: ImageFormat;
  readonly quality?: number;
  readonly bytes?: number;
  readonly depth?: number;
  readonly extras?: readonly FileExtra[];
  readonly name?: string;
  readonly rank?: number;
  readonly standing?: number;
  /** Bit set over `companionKinds`. */
  readonly companions?: number;
  /** Days since some day. */
  readonly day?: number;
}

const camera: readonly FileExtra[] = ['exif', 'gps', 'date'];

function columnsOf(files: readonly File[]): KeepColumns {
  return {
    widths: Uint32Array.from(files, ({ pixels }) => pixels?.[0] ?? 4000),
    heights: Uint32Array.from(files, ({ pixels }) => pixels?.[1] ?? 3000),
    formats: Uint8Array.from(files, ({ format }) => imageFormats.indexOf(format ?? 'jpeg')),
    bytes: Float64Array.from(files, ({ bytes }) => bytes ?? 3e6),
    qualities: Uint8Array.from(files, ({ format = 'jpeg', quality }) => (format === 'jpeg' ? (quality ?? 90) : 0)),
    depths: Uint8Array.from(files, ({ depth }) => depth ?? 8),
    extras: Uint8Array.from(files, ({ extras = [] }) => extras.reduce((set, extra) => set | (1 << fileExtras.indexOf(extra)), 0)),
    nameSigns: Uint8Array.from(files, ({ name }) => signsOfName(name ?? 'IMG_2210.jpg')),
    companions: Uint8Array.from(files, ({ companions }) => companions ?? 0),
    standings: Uint8Array.from(files, ({ standing }) => standing ?? 0),
    folderRanks: Uint16Array.from(files, ({ rank }) => rank ?? 0),
    modified: Float64Array.from(files, ({ day }) => 86_400_000 * (day ?? 0)),
    order: Uint32Array.from(files, (_, i) => i),
  };
}

function judge(files: readonly File[], policy = defaultKeepPolicy, edited: readonly number[] | null = null) {
  const group = { files: [...files.keys()], edited };
  const one = new KeepJudge(columnsOf(files), policy);
  const chosen = one.choose(group);
  expect(one.hasTie(group, chosen.place)).toBe(chosen.tie);
  return { ...chosen, scores: one.scores(group) };
}

/** The policy with some other weights. */
function weighing(weights: Partial<Record<KeepCriterion, number>>): KeepPolicy {
  return defaultKeepPolicy.map(({ criterion, weight }) => ({ criterion, weight: weights[criterion] ?? weight }));
}

/** All that may speak for a copy though it is the worse picture. */
const flattered: File = { day: -900, name: 'IMG_2210.jpg' };
const plain: File = { day: 0, name: 'IMG_2210 (1).jpg' };

describe('by default', () => {
  it.each<[expectation: string, kept: File, other: File]>([
    ['twice the pixels before an older file with a better name', { ...plain, pixels: [4000, 3000] }, { ...flattered, pixels: [2828, 2121] }],
    ['four times the pixels before older, better named and all metadata', { ...plain }, { ...flattered, pixels: [2000, 1500], extras: camera, quality: 95 }],
    ['the better quality at equal pixels', { ...plain, quality: 95 }, { ...flattered, quality: 80 }],
    ['quality 95 before a re-encoding at 60 that is older and better named', { ...plain, quality: 95 }, { ...flattered, quality: 60 }],
    ['…even if 95 has lost its place and its date', { ...plain, quality: 95, extras: ['exif'] }, { day: -900, quality: 60, extras: camera }],
    ['the original before an enlargement at 50 by half as much again', { quality: 95 }, { pixels: [6000, 4500], quality: 50 }],
    ['the older original before one to twice the sides', { quality: 95, day: -1 }, { pixels: [8000, 6000], quality: 50 }],
    ['a large picture at 50 before a small one at 95 that was made of it', { quality: 50, day: -1 }, { pixels: [2000, 1500], quality: 95 }],
    ['a camera’s file, whose quality is not to be told, before a re-encoding with a third of its bytes', { quality: 0, bytes: 4e6 }, { quality: 85, bytes: 1.3e6, day: -1 }],
    ['…and before an edited one saved with more', { quality: 0, bytes: 3e6, extras: camera, day: -1 }, { quality: 98, bytes: 8e6, extras: camera, name: 'IMG_2210-edited.jpg' }],
    ['…or a preview that is half metadata', { quality: 0, bytes: 3e6 }, { quality: 0, pixels: [80, 60], bytes: 2e4, ...flattered }],
    ['PNG before a good JPEG of equal pixels', { format: 'png', day: 5 }, { quality: 92, ...flattered }],
    ['…though the JPEG says by what it was written', { format: 'png' }, { quality: 92, extras: ['exif'] }],
    ['a camera’s JPEG before a PNG made of it', { quality: 96, extras: camera, day: -1 }, { format: 'png' }],
    ['sixteen bits before eight', { format: 'tiff', depth: 16, ...plain }, { format: 'png', depth: 8, ...flattered }],
    ['what knows its place before what is older', { extras: camera, day: 3 }, { extras: ['exif', 'date'], day: 0 }],
    ['…or has the better name as well as its date', { extras: camera, ...plain }, { extras: ['exif'], ...flattered, day: 0, name: 'IMG_2210.jpg' }],
    ['the original before Apple’s edited rendering', { name: 'IMG_2210.JPG', quality: 92 }, { name: 'IMG_E2210.JPG', quality: 98 }],
    ['the original before one with a frame, though that is larger', { quality: 92 }, { name: 'IMG_2210-edited.jpg', pixels: [4200, 3200], quality: 95 }],
    ['the folder that comes first before metadata', { rank: 0 }, { rank: 3, extras: camera }],
    ['…but not before twice the pixels', { rank: 3 }, { rank: 0, pixels: [2800, 2100] }],
    ['the one whose RAW file would stay alone before the folder that comes first', { companions: 1, rank: 3 }, { companions: 4, rank: 0, ...flattered }],
    ['a name that is no copy’s', { name: 'IMG_2210.jpg' }, { name: 'IMG_2210 (1).jpg' }],
    ['the older of two that are equal otherwise', { day: -1 }, { day: 0 }],
    ['a file of a reference folder, whatever else', { standing: 2, pixels: [400, 300], quality: 30, ...plain }, { ...flattered, extras: camera }],
  ])('keeps %s', (_, kept, other) => {
    expect([judge([kept, other]).place, judge([other, kept]).place]).toEqual([0, 1]);
    expect(judge([kept, other]).tie).toBe(false);
  });

  it('believes the figures no longer where everything speaks for the other: that is what 95 was made of', () => {
    expect(judge([{ ...plain, quality: 95 }, { ...flattered, quality: 60, extras: ['exif', 'gps', 'date', 'profile'] }]).place).toBe(1);
  });
});

describe('every criterion', () => {
  const pairs: Readonly<Record<KeepCriterion, readonly [better: File, worse: File]>> = {
    resolution: [{ pixels: [4001, 3000] }, { pixels: [4000, 3000] }],
    quality: [{ quality: 91 }, { quality: 90 }],
    depth: [{ depth: 10 }, { depth: 8 }],
    lossless: [{ format: 'png' }, { quality: 100 }],
    metadata: [{ extras: ['profile'] }, {}],
    companion: [{ companions: 2 }, { companions: 4 }],
    original: [{}, { name: 'a-edited.jpg' }],
    folder: [{ rank: 1 }, { rank: 2 }],
    name: [{}, { name: 'a (1).jpg' }],
    date: [{ day: 1 }, { day: 2 }],
  };
  it.each(keepCriteria)('decides, if it alone counts: %s', (criterion) => {
    const alone = defaultKeepPolicy.map((one) => ({ ...one, weight: one.criterion === criterion ? 1 : 0 }));
    const [better, worse] = pairs[criterion];
    expect(judge([worse, better], alone)).toMatchObject({ place: 1, tie: false });
    const without = weighing({ [criterion]: 0 });
    expect(judge([worse, better], without).tie).toBe(true);
  });
});

describe('ties', () => {
  it('fall to the path, and are declared', () => {
    expect(judge([{}, {}])).toMatchObject({ place: 0, tie: true });
    expect(judge([{ pixels: [10, 10] }, {}, {}])).toMatchObject({ place: 1, tie: true });
  });

  it('are none where only one is best', () => {
    expect(judge([{}, { day: 1 }, { day: 1 }])).toMatchObject({ place: 0, tie: false });
  });

  it('of points fall to the order of criteria, and are none', () => {
    const files: readonly File[] = [{ name: 'a (1).jpg', day: -1 }, { name: 'a.jpg', day: 0 }];
    expect(judge(files)).toMatchObject({ place: 1, tie: false });
    expect(judge(files, [...defaultKeepPolicy].reverse())).toMatchObject({ place: 0, tie: false });
  });

  it('see through dates that FAT rounded, and no others', () => {
    expect(judge([{ day: 2 / 86_400 }, {}])).toMatchObject({ place: 0, tie: true });
    expect(judge([{ day: 3 / 86_400 }, {}])).toMatchObject({ place: 1, tie: false });
  });
});

it('takes the word of the others of a group that a picture was edited', () => {
  expect(judge([{ quality: 92 }, {}, { quality: 91 }], defaultKeepPolicy, [1, 0, 0]).place).toBe(2);
});

it('scores the example of docs/keeping.md', () => {
  const files: readonly File[] = [
    { pixels: [4032, 3024], quality: 94, extras: camera, day: 0 },
    { pixels: [2016, 1512], quality: 80, extras: ['exif', 'date'], name: 'IMG_2210 (1).jpg', day: 30 },
    { pixels: [4032, 3024], quality: 88, extras: camera, name: 'IMG_2210-edited.jpg', day: 10 },
  ];
  const totals = judge(files).scores.map((scores) => Math.round((scores.reduce((sum, score) => sum + score) / whole) * 100) / 100);
  expect(totals).toEqual([39, 26.17, 34.67]);
});

it('says the same whatever the order of the files', () => {
  const files: readonly File[] = [
    { quality: 80, day: 3 }, { quality: 90, name: 'b-edited.jpg' }, { pixels: [3000, 2000], quality: 95, extras: camera }, { format: 'webp', bytes: 1e6 }, { quality: 90, day: 4 },
  ];
  const columns = columnsOf(files);
  const one = new KeepJudge(columns, defaultKeepPolicy);
  const kept = new Set(files.flatMap((_, shift) => {
    const order = files.map((__, i) => (i + shift) % files.length);
    return [order, [...order].reverse()].map((list) => list[one.best({ files: list, edited: null })]);
  }));
  expect(kept.size).toBe(1);
});
