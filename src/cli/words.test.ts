import { describe, expect, it } from 'vitest';
import { skipReasons } from '../shared/scan';
import { skipWords } from './skip-words';
import { plural } from '../shared/numbers';
import { duration, printable } from './words';

describe('words', () => {
  it('speaks of one and of many', () => {
    expect([0, 1, 2, 1234].map((files) => plural(files, 'file'))).toEqual(['0 files', '1 file', '2 files', '1,234 files']);
    expect(skipReasons.map((reason) => skipWords(reason, 1)).filter((words) => /s$/.test(words))).toEqual([]);
  });

  it('gives times as precisely as they are worth reading', () => {
    const seconds = [0, 9.94, 9.96, 59.4, 59.6, 149, 3599.6, 7260];
    expect(seconds.map(duration)).toEqual(['0.0 s', '9.9 s', '10 s', '59 s', '1 min 0 s', '2 min 29 s', '1 h 0 min', '2 h 1 min']);
  });

  it('makes any name a line that a terminal does not obey', () => {
    expect(printable('a\nb\r\tc\u001b[2J\u009b2J\u007f\u2028\u202e.jpg')).toBe('a\\nb\\r\\tc\\u001b[2J\\u009b2J\\u007f\\u2028\\u202e.jpg');
    expect(printable('👩‍👧 “ü” \\ ﷺ.jpg')).toBe('👩‍👧 “ü” \\ ﷺ.jpg');
  });
});
