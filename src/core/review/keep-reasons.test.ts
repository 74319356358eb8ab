import { expect, it } from 'vitest';
import { fileExtras, type ImageFormat, imageFormats } from '../../shared/files';
import { defaultKeepPolicy, keepCriteria } from '../../shared/keep';
import { KeepJudge, type KeepColumns } from '../grouping/keep';
import { nameSigns } from '../grouping/name-signs';
import { verdictOf, type Verdict } from './keep-reasons';

interface File {
  readonly width?: number;
  readonly format?: ImageFormat;
  readonly quality?: number;
  readonly bytes?: number;
  readonly extras?: number;
  readonly signs?: number;
  readonly standing?: number;
  readonly modified?: number;
}

const [exif, gps] = fileExtras.map((_, bit) => 1 << bit) as [number, number];

/** The first is the one to keep. */
function judge(...files: readonly File[]): Verdict {
  const columns: KeepColumns = {
    widths: Uint32Array.from(files, ({ width }) => width ?? 100),
    heights: new Uint32Array(files.length).fill(100),
    formats: Uint8Array.from(files, ({ format }) => imageFormats.indexOf(format ?? 'jpeg')),
    bytes: Float64Array.from(files, ({ bytes }) => bytes ?? 1000),
    qualities: Uint8Array.from(files, ({ quality }) => quality ?? 90),
    depths: new Uint8Array(files.length),
    extras: Uint8Array.from(files, ({ extras }) => extras ?? 0),
    nameSigns: Uint8Array.from(files, ({ signs }) => signs ?? 0),
    standings: Uint8Array.from(files, ({ standing }) => standing ?? 0),
    companions: new Uint8Array(files.length),
    folderRanks: new Uint16Array(files.length),
    modified: Float64Array.from(files, ({ modified }) => modified ?? 0),
    order: null,
  };
  const one = new KeepJudge(columns, defaultKeepPolicy);
  const group = { files: [...files.keys()], edited: null };
  expect(one.best(group)).toBe(0);
  return verdictOf(columns, one, group, 0);
}

it('names what tells a file from the one to keep, what weighs most first', () => {
  const { reasons } = judge({ quality: 94, extras: exif | gps }, { width: 50, quality: 80, extras: exif, modified: -9000 });
  expect(reasons[1]).toEqual([
    { criterion: 'resolution', better: false, ratio: 0.5 },
    { criterion: 'quality', better: false, measure: 'estimate', own: 80, other: 94 },
    { criterion: 'metadata', better: false, parts: ['gps'] },
    { criterion: 'date', better: true, apart: 9000 },
  ]);
});

it('names what the file to keep has before any of the others, as against the best of these', () => {
  const { reasons } = judge({ extras: exif }, { width: 25, extras: exif }, { width: 50, signs: nameSigns.copy });
  expect(reasons[0]).toEqual([
    { criterion: 'resolution', better: true, ratio: 2 },
    { criterion: 'metadata', better: true, parts: ['exif'] },
    { criterion: 'name', better: true },
  ]);
});

it('gives no reason where nothing tells files apart', () => {
  expect(judge({}, {}).reasons).toEqual([[], []]);
});

it('says metadata of equal worth too', () => {
  expect(judge({ extras: exif }, { extras: gps }).reasons[1]).toEqual([
    { criterion: 'metadata', better: false, parts: ['exif'] },
    { criterion: 'metadata', better: true, parts: ['gps'] },
  ]);
});

it('does not call a lossless file one of quality 100 as well', () => {
  expect(judge({ format: 'png' }, {}).reasons[1]).toEqual([{ criterion: 'lossless', better: false }]);
});

it('compares bytes per pixel where a quality is not known', () => {
  expect(judge({ quality: 0, bytes: 2000 }, { quality: 95 }).reasons[1]).toEqual([{ criterion: 'quality', better: false, measure: 'density', own: 0.1, other: 0.2 }]);
});

it('says first that a reference folder decides', () => {
  expect(judge({ standing: 2, width: 50 }, {}).reasons[1]).toEqual([
    { criterion: 'reference', better: false },
    { criterion: 'resolution', better: true, ratio: 2 },
  ]);
});

it('gives points for each criterion, to two places', () => {
  const { points } = judge({}, { width: 66, signs: nameSigns.copy });
  const of = (place: number, criterion: (typeof keepCriteria)[number]): number => points[place]![keepCriteria.indexOf(criterion)]!;
  expect([of(0, 'resolution'), of(1, 'resolution'), of(0, 'name'), of(1, 'name')]).toEqual([10, 6.6, 1, 0]);
  expect(points[1]!.length).toBe(keepCriteria.length);
});
