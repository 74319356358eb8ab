// Made-up pictures by the hundred thousand, to be strangers among photographs.
import type { LumaGrid } from '../src/core/decode/grid';
import { randomNumbers } from '../src/core/grouping/test-random';

const width = 48;
const height = 36;
/** Sides of the lattices whose random values are laid over each other, coarse to fine, and how much each says. */
const octaves = [[3, 1], [6, 0.6], [12, 0.36], [24, 0.22]] as const;

/** Structure at every scale, as photographs have, and no two alike: smoothed random lattices (K. Perlin's "An image synthesizer", 1985, in its simplest form). */
export function cloud(seed: number): LumaGrid {
  const next = randomNumbers(Math.imul(seed + 1, 0x9e3779b1) | 1);
  for (let warm = 0; warm < 8; warm++) next();
  const sums = new Float32Array(width * height);
  for (const [side, weight] of octaves) addOctave(sums, side, weight, next);
  const luma = Uint8Array.from(sums, (sum) => Math.max(0, Math.min(255, Math.round(128 + 60 * sum))));
  return { format: 'jpeg', width, height, luma, imageWidth: 8 * width, imageHeight: 8 * height, orientation: 1 };
}

function addOctave(to: Float32Array, side: number, weight: number, next: () => number): void {
  const stride = side + 1;
  const lattice = Float32Array.from({ length: stride * stride }, () => weight * (next() / 2 ** 31 - 1));
  for (let y = 0; y < height; y++) {
    const placeY = ((y + 0.5) / height) * side;
    const row = Math.floor(placeY);
    for (let x = 0; x < width; x++) {
      const placeX = ((x + 0.5) / width) * side;
      const column = Math.floor(placeX);
      const at = row * stride + column;
      const above = lattice[at]! + (lattice[at + 1]! - lattice[at]!) * (placeX - column);
      const below = lattice[at + stride]! + (lattice[at + stride + 1]! - lattice[at + stride]!) * (placeX - column);
      to[y * width + x]! += above + (below - above) * (placeY - row);
    }
  }
}
