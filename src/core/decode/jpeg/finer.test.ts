import sharp from 'sharp';
import { expect, it } from 'vitest';
import { decodeJpeg } from './jpeg';

const width = 150;
const height = 107;

/** Soft shapes with an edge, so that there is something at each scale and little above it. */
const picture = Buffer.from(
  Array.from({ length: width * height }, (_, i) => {
    const x = i % width;
    const y = Math.floor(i / width);
    return Math.round(110 + 60 * Math.sin(x / 9) * Math.cos(y / 7) + (x + y > 130 ? 40 : 0));
  }),
);

async function encoded(options: { progressive?: boolean; chromaSubsampling?: string }): Promise<Buffer> {
  const image = sharp(picture, { raw: { width, height, channels: 1 } }).toColourspace('srgb');
  return image.jpeg({ quality: 90, ...options }).toBuffer();
}

/** Means over the pixels of each cell, and how far a grid is from them on average. */
function meanError(luma: Uint8Array, columns: number, side: number): number {
  let sum = 0;
  let count = 0;
  for (let top = 0; top + side <= height; top += side) {
    for (let left = 0; left + side <= width; left += side, count++) {
      let mean = 0;
      for (let y = top; y < top + side; y++) for (let x = left; x < left + side; x++) mean += picture[y * width + x]! / (side * side);
      sum += Math.abs(mean - luma[(top / side) * columns + left / side]!);
    }
  }
  return sum / count;
}

it.each([
  ['baseline', {}, 13, 8, 1],
  ['baseline', {}, 14, 4, 2],
  ['baseline, 4:2:0', { chromaSubsampling: '4:2:0' }, 20, 4, 2],
  ['baseline', {}, 27, 2, 4],
  ['progressive', { progressive: true }, 14, 4, 2],
  ['progressive', { progressive: true }, 27, 2, 4],
] as const)('makes cells small enough: %s %j, at least %d along the shorter side, of %d pixels', async (_, options, fewest, pixels, side) => {
  const result = decodeJpeg(await encoded(options), fewest);
  if (result === 'hand-on' || !result.ok) throw new Error('It was not decoded.');
  const { grid } = result;
  expect([grid.width, grid.height]).toEqual([Math.ceil(width / 8) * side, Math.ceil(height / 8) * side]);
  expect([grid.spanX, grid.spanY]).toEqual([width / pixels, height / pixels]);
  expect(meanError(grid.luma, grid.width, pixels)).toBeLessThan(3);
});

it('makes nearly the same of a progressive file', async () => {
  const whole = decodeJpeg(await encoded({}), 14);
  const progressive = decodeJpeg(await encoded({ progressive: true }), 14);
  if (whole === 'hand-on' || !whole.ok || progressive === 'hand-on' || !progressive.ok) throw new Error('It was not decoded.');
  // The first AC scan of a progressive file leaves out the last bit or two.
  const furthest = whole.grid.luma.reduce((most, value, i) => Math.max(most, Math.abs(value - progressive.grid.luma[i]!)), 0);
  expect(furthest).toBeLessThan(8);
});
