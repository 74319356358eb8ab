import { expect, it } from 'vitest';
import type { KeepReason } from './keep';
import { meritsInWords, reasonsInWords } from './reason-words';

const day = 86_400_000;

it.each<[words: string, reasons: readonly KeepReason[]]>([
  ['half the pixels, no GPS, quality 80 against 94', [
    { criterion: 'resolution', better: false, ratio: 0.5 },
    { criterion: 'metadata', better: false, parts: ['gps'] },
    { criterion: 'quality', better: false, measure: 'estimate', own: 80, other: 94 },
  ]],
  ['62 % of the pixels, but 3 years older', [{ criterion: 'resolution', better: false, ratio: 0.62 }, { criterion: 'date', better: true, apart: 1200 * day }]],
  ['slightly fewer pixels', [{ criterion: 'resolution', better: false, ratio: 0.999 }]],
  ['hardly any pixels', [{ criterion: 'resolution', better: false, ratio: 0.001 }]],
  ['lossy, more compressed', [{ criterion: 'lossless', better: false }, { criterion: 'quality', better: false, measure: 'density', own: 0.1, other: 0.4 }]],
  ['no EXIF or colour profile', [{ criterion: 'metadata', better: false, parts: ['exif', 'gps', 'profile', 'date'] }]],
  ['edited, newer', [{ criterion: 'original', better: false }, { criterion: 'date', better: false, apart: 5 }]],
  ['40 days newer', [{ criterion: 'date', better: false, apart: 40.5 * day }]],
  ['1.3× the pixels, has GPS and date taken', [{ criterion: 'resolution', better: true, ratio: 1.3 }, { criterion: 'metadata', better: true, parts: ['gps', 'date'] }]],
  ['nothing tells it from the one to keep', []],
])('%s', (words, reasons) => expect(reasonsInWords(reasons)).toBe(words));

it('says of the kept file what is better, and of how many nothing tells it', () => {
  const newer = { reasons: [{ criterion: 'date', better: false, apart: 0 }] as const };
  const merits: readonly KeepReason[] = [{ criterion: 'resolution', better: true, ratio: 2 }, { criterion: 'date', better: true, apart: 0 }];
  expect(meritsInWords([{ reasons: merits }, newer, newer])).toBe('larger, older');
  expect(meritsInWords([{ reasons: merits }, { reasons: [] }, newer])).toBe('larger, older, nothing tells it from 1 other');
  expect(meritsInWords([{ reasons: [] }, { reasons: [] }])).toBe('nothing tells these apart');
});
