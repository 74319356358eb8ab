import { describe, expect, it } from 'vitest';
import { readOrientation } from './exif';

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly value: number;
}

/** A TIFF header and a directory, in either byte order. */
function tiff(little: boolean, entries: readonly Entry[], directory = 8): Buffer {
  const file = Buffer.alloc(directory + 2 + 12 * entries.length + 4);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  file.write(little ? 'II' : 'MM');
  view.setUint16(2, 42, little);
  view.setUint32(4, directory, little);
  view.setUint16(directory, entries.length, little);
  entries.forEach(({ tag, type, count, value }, i) => {
    const at = directory + 2 + 12 * i;
    view.setUint16(at, tag, little);
    view.setUint16(at + 2, type, little);
    view.setUint32(at + 4, count, little);
    view.setUint16(at + 8, value, little);
  });
  return file;
}

const make: Entry = { tag: 0x010f, type: 3, count: 1, value: 4 };
const turned: Entry = { tag: 0x0112, type: 3, count: 1, value: 6 };

describe('readOrientation', () => {
  it.each([true, false])('reads it in either byte order (little-endian: %s)', (little) => {
    expect(readOrientation(tiff(little, [make, turned]))).toBe(6);
    expect(readOrientation(tiff(little, [turned], 40))).toBe(6);
    expect(readOrientation(Buffer.concat([Buffer.from('Exif\0\0'), tiff(little, [turned])]))).toBe(6);
    for (let value = 1; value <= 8; value++) expect(readOrientation(tiff(little, [{ ...turned, value }]))).toBe(value);
  });

  it('answers upright where there is none, or none that makes sense', () => {
    expect(readOrientation(tiff(true, []))).toBe(1);
    expect(readOrientation(tiff(true, [make]))).toBe(1);
    for (const value of [0, 9, 65535]) expect(readOrientation(tiff(true, [{ ...turned, value }]))).toBe(1);
    expect(readOrientation(tiff(true, [{ ...turned, type: 2 }]))).toBe(1);
    expect(readOrientation(tiff(true, [{ ...turned, count: 2 }]))).toBe(1);
    expect(readOrientation(Buffer.from('II+\0\x08\0\0\0\0\0'))).toBe(1);
  });

  it('stays inside the block, however it is cut or wherever it points', () => {
    const whole = tiff(false, [make, turned]);
    for (let length = 0; length <= whole.length; length++) {
      expect(readOrientation(whole.subarray(0, length))).toBe(length >= 8 + 2 + 24 ? 6 : 1);
    }
    for (const directory of [0xffffffff, 0x80000000, whole.length - 1]) {
      whole.writeUInt32BE(directory, 4);
      expect(readOrientation(whole)).toBe(1);
    }
  });
});
