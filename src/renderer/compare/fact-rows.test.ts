import { expect, it } from 'vitest';
import type { FileFacts, ImageFile } from '../../shared/files';
import { fail, ok } from '../../shared/errors';
import { mockFacts, mockFile } from '../testing/mock-client';
import { factRows } from './fact-rows';

const original = mockFile('original', { width: 4000, height: 3000, bytes: 3_900_000 });
const copy = mockFile('copy', { width: 2000, height: 1500, bytes: 600_000, modified: Date.UTC(2022, 1, 1) });

function told(files: readonly ImageFile[], ...facts: readonly Partial<FileFacts>[]) {
  const known = new Map(files.map(({ id }, i) => [id, ok({ ...mockFacts, ...facts[i] })]));
  const rows = factRows(files, files, known);
  const cell = (name: string) => rows.find((row) => row.name === name)?.cells.map(({ text, honour }) => (honour === null ? text : `${text} (${honour})`));
  return { names: rows.map(({ name }) => name), cell };
}

it('always tells pixels, size and format, and else only what differs', () => {
  expect(told([original, original]).names).toEqual(['Pixels', 'Size', 'Format']);
  const { names, cell } = told([original, copy], { camera: 'Canon EOS R', bitDepth: 8 }, { bitDepth: 8 });
  expect(names).toEqual(['Pixels', 'Size', 'Format', 'Camera', 'Changed']);
  expect(cell('Pixels')).toEqual(['4000 × 3000 (most pixels)', '2000 × 1500']);
  expect(cell('Camera')).toEqual(['Canon EOS R (names its camera)', '–']);
  expect(cell('Changed')).toEqual(['12 Mar 2021 (oldest)', '1 Feb 2022']);
});

it('tells what differs anywhere in the group, and honours only those that are shown', () => {
  const third = mockFile('third', { width: 1, height: 1 });
  const known = new Map([original, copy, third].map((file) => [file.id, ok({ ...mockFacts, camera: file === third ? 'Pixel 9' : null })] as const));
  const camera = (shown: readonly ImageFile[]) => factRows(shown, [original, copy, third], known).find(({ name }) => name === 'Camera')?.cells;
  expect(camera([original, copy])).toEqual([{ text: '–', honour: null }, { text: '–', honour: null }]);
  expect(camera([original, third])?.[1]).toEqual({ text: 'Pixel 9', honour: 'names its camera' });
});

it('honours nobody where nobody stands out', () => {
  expect(told([original, mockFile('same', original)]).cell('Pixels')).toEqual(['4000 × 3000', '4000 × 3000']);
  expect(told([original, copy], { profile: 'sRGB' }, { profile: 'Display P3' }).cell('Profile')).toEqual(['sRGB', 'Display P3']);
});

it('tells how sure a quality is, and honours only what is surely better', () => {
  const quality = (a: FileFacts['quality'], b: FileFacts['quality']) => told([original, copy], { quality: a }, { quality: b }).cell('JPEG quality');
  expect(quality({ value: 94, error: 0 }, { value: 80, error: 0 })).toEqual(['94 (least compressed)', '80']);
  expect(quality({ value: 90, error: 3 }, { value: 88, error: 0 })).toEqual(['about 90 ± 3', '88']);
  expect(quality({ value: 90, error: 0 }, null)).toEqual(['90', 'not to be told']);
});

it('tells when and where a picture was taken as the camera has it', () => {
  const lisbon = { latitude: 38.7083, longitude: -9.1333 };
  const { cell } = told([original, copy], { taken: '2021-03-12T14:05:09+01:00', place: lisbon, orientation: 6 }, {});
  expect(cell('Taken')).toEqual(['12 Mar 2021, 14:05 (+01:00) (knows its date)', '–']);
  expect(cell('Place')).toEqual(['38.708° N, 9.133° W (knows its place)', '–']);
  expect(cell('Stored')).toEqual(['on its left side', 'upright']);
});

it('leaves out what is not known yet, and says what can’t be', () => {
  expect(factRows([original, copy], [original, copy], new Map()).map(({ name }) => name)).toEqual(['Pixels', 'Size', 'Format', 'Changed']);
  const known = new Map([
    [original.id, ok(mockFacts)],
    [copy.id, fail({ kind: 'cannot-read', detail: 'it is gone' })],
  ]);
  expect(factRows([original, copy], [original, copy], known).find(({ name }) => name === 'Details')?.cells.map(({ text }) => text)).toEqual(['read', 'The file can’t be read: it is gone.']);
});
