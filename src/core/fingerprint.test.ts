import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decode } from './decode/decode';
import type { Orientation } from '../shared/files';
import type { LumaGrid } from './decode/grid';
import { gridOf, picture } from './decode/test-pictures';
import { fingerprint, type Fingerprint } from './fingerprint';

function gridFrom(width: number, height: number, luma: (x: number, y: number) => number, orientation: Orientation = 1): LumaGrid {
  const cells = Uint8Array.from({ length: width * height }, (_, i) => luma(i % width, Math.floor(i / width)));
  return { format: 'png', width, height, luma: cells, imageWidth: width * 8, imageHeight: height * 8, orientation };
}

function distance(a: Fingerprint, b: Fingerprint): number {
  let bits = 0;
  for (const [x, y] of [[a.hashLow, b.hashLow], [a.hashHigh, b.hashHigh]] as const) {
    for (let differ = (x ^ y) >>> 0; differ > 0; differ >>>= 1) bits += differ & 1;
  }
  return bits;
}

const print = async (bytes: Uint8Array): Promise<Fingerprint> => fingerprint(gridOf(await decode(bytes)));

describe('fingerprint', () => {
  it('sets a bit where the right of two neighbours is brighter', () => {
    expect(fingerprint(gridFrom(9, 8, (x) => x * 20))).toEqual({ hashLow: 0xffffffff, hashHigh: 0xffffffff, detail: 255, width: 72, height: 64 });
    expect(fingerprint(gridFrom(9, 8, (x) => 255 - x * 20))).toMatchObject({ hashLow: 0, hashHigh: 0, detail: 255 });
    // Only the very first comparison of the first row, and the last of the last.
    const corners = fingerprint(gridFrom(9, 8, (x, y) => (y === 0 && x > 0) || (y === 7 && x === 8) ? 200 : 100));
    expect([corners.hashLow, corners.hashHigh, corners.detail]).toEqual([1, 0x80000000, 8]);
  });

  it('averages cells by exact cover, however the grid divides', () => {
    const coarse = gridFrom(9, 8, (x, y) => (x * 37 + y * 91) % 256);
    const fine = gridFrom(9 * 7, 8 * 5, (x, y) => (Math.floor(x / 7) * 37 + Math.floor(y / 5) * 91) % 256);
    expect(fingerprint(fine)).toMatchObject({ hashLow: fingerprint(coarse).hashLow, hashHigh: fingerprint(coarse).hashHigh });
    // Beyond the span there is only padding, which must not count.
    const padded = gridFrom(12, 10, (x, y) => (x < 9 && y < 8 ? (x * 37 + y * 91) % 256 : 255));
    expect(fingerprint({ ...padded, spanX: 9, spanY: 8 })).toMatchObject({ hashLow: fingerprint(coarse).hashLow, hashHigh: fingerprint(coarse).hashHigh });
  });

  it('takes a grid of any size, down to one cell', () => {
    for (const [width, height] of [[1, 1], [2, 1], [1, 100], [5, 3], [500, 375], [512, 2]] as const) {
      const { detail } = fingerprint(gridFrom(width, height, (x) => (x * 255) / width));
      expect(detail).toBe(width > 1 && width < 9 ? detail : width === 1 ? 0 : 255);
    }
  });

  it('has no detail where there is nothing to compare', () => {
    for (const grid of [gridFrom(40, 30, () => 128), gridFrom(40, 30, (_, y) => y * 8), gridFrom(40, 30, (x, y) => 128 + ((x * 7 + y * 3) % 2))]) {
      expect(fingerprint(grid)).toMatchObject({ hashLow: 0, hashHigh: 0, detail: 0 });
    }
  });

  it('turns the grid as the tag says, for every orientation', () => {
    const [width, height] = [43, 31];
    const shown = (x: number, y: number): number => (x * x * 3 + y * 29 + x * y) % 256;
    const expected = fingerprint(gridFrom(width, height, shown));
    const [right, bottom] = [width - 1, height - 1];
    // Stored (column, row) → shown (x, y): CIPA DC-008, table 6.
    const stored: Record<Orientation, (x: number, y: number) => number> = {
      1: shown,
      2: (x, y) => shown(right - x, y),
      3: (x, y) => shown(right - x, bottom - y),
      4: (x, y) => shown(x, bottom - y),
      5: (x, y) => shown(y, x),
      6: (x, y) => shown(right - y, x),
      7: (x, y) => shown(right - y, bottom - x),
      8: (x, y) => shown(y, bottom - x),
    };
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8] as const) {
      const [w, h] = orientation >= 5 ? [height, width] : [width, height];
      expect(fingerprint(gridFrom(w, h, stored[orientation], orientation))).toEqual(expected);
    }
  });

  it('moves few bits when a picture is resized or written again, and many for another picture', async () => {
    const others: Fingerprint[] = [];
    for (let seed = 1; seed <= 8; seed++) {
      const original = await picture(640, 480, seed).png().toBuffer();
      const base = await print(original);
      const copies = [
        sharp(original).jpeg({ quality: 60 }), sharp(original).jpeg({ quality: 30, progressive: true }), sharp(original).webp({ quality: 60 }),
        sharp(original).resize(301).jpeg(), sharp(original).resize(200).png(), sharp(original).resize(1280).jpeg({ quality: 80 }),
        sharp(original).resize(400, 400, { fit: 'fill' }).gif(),
      ];
      for (const copy of copies) expect(distance(base, await print(await copy.toBuffer()))).toBeLessThanOrEqual(2);
      for (const other of others) expect(distance(base, other)).toBeGreaterThan(10);
      others.push(base);
    }
  });
});
