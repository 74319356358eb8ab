import sharp, { type Sharp } from 'sharp';
import type { Decoded, LumaGrid } from './grid';

/** Pictures for tests, drawn here: smooth shapes, an edge and a little grain, different for each seed. */
export function picture(width: number, height: number, seed = 1): Sharp {
  const random = seeded(seed);
  const [a, b, c, d] = [random() * 6, random() * 6, 2 + random() * 5, 2 + random() * 5];
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = x / width;
      const v = y / height;
      const wave = Math.sin(a + u * c * 2 + v * d) + Math.cos(b + v * c + u * u * d) + (u + v * 0.5 > 0.8 ? 0.7 : 0);
      const grain = random() * 8;
      pixels[at++] = clamp(120 + 50 * wave + grain);
      pixels[at++] = clamp(110 + 45 * wave * Math.cos(u * 3) + grain);
      pixels[at++] = clamp(140 - 40 * wave * v + grain);
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** Park and Miller's generator (CACM 31, 1988): 0 ≤ number < 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return (state - 1) / 2147483646;
  };
}

export function gridOf(result: Decoded | 'hand-on'): LumaGrid {
  if (result === 'hand-on' || !result.ok) throw new Error(result === 'hand-on' ? result : result.failure.detail);
  return result.grid;
}

export function reasonOf(result: Decoded | 'hand-on'): string {
  if (result === 'hand-on') return result;
  return result.ok ? 'decoded' : result.failure.reason;
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
