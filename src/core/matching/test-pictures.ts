import type { LumaGrid } from '../decode/grid';
import { randomNumbers } from '../grouping/test-random';

/** A picture as a function of place, 0–1 along each side, to luma. */
export type Scene = (x: number, y: number) => number;

/** A made-up scene with structure at every scale; another one for every seed. */
export function scene(seed: number): Scene {
  const next = randomNumbers(seed * 7919 + 1);
  const draw = (): number => next() / 2 ** 32;
  const waves = Array.from({ length: 40 }, () => ({ u: (draw() - 0.5) * 26, v: (draw() - 0.5) * 26, phase: draw() * 7, weight: draw() }));
  const weigh = waves.map(({ u, v, weight }) => weight / (1 + Math.hypot(u, v) / 4));
  return (x, y) => waves.reduce((sum, { u, v, phase }, i) => sum + weigh[i]! * Math.sin(u * x * 2 + v * y * 2 + phase), 0) * 28 + 128;
}

/** The grid of what a scene shows under a map from the picture's places (0–1) to the scene's. */
export function gridOf(picture: Scene, width = 96, height = 72): LumaGrid {
  const luma = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) luma[y * width + x] = Math.max(0, Math.min(255, Math.round(picture((x + 0.5) / width, (y + 0.5) / height))));
  }
  return { format: 'jpeg', width, height, luma, imageWidth: width * 8, imageHeight: height * 8, orientation: 1 };
}

/** What is done to scenes. */
export const changes = {
  none: (s: Scene): Scene => s,
  brighter: (s: Scene): Scene => (x, y) => s(x, y) * 1.1 + 15,
  mirrored: (s: Scene): Scene => (x, y) => s(1 - x, y),
  turned90: (s: Scene): Scene => (x, y) => s(y, 1 - x),
  turned180: (s: Scene): Scene => (x, y) => s(1 - x, 1 - y),
  turned270: (s: Scene): Scene => (x, y) => s(1 - y, x),
  mirroredTurned90: (s: Scene): Scene => (x, y) => s(1 - y, 1 - x),
  cropped: (s: Scene): Scene => (x, y) => s(0.05 + 0.9 * x, 0.05 + 0.9 * y),
  cut: (s: Scene): Scene => (x, y) => s(x, 0.8 * y),
  bordered: (s: Scene): Scene => (x, y) => (Math.max(Math.abs(x - 0.5), Math.abs(y - 0.5)) > 0.4 ? 10 : s((x - 0.1) / 0.8, (y - 0.1) / 0.8)),
  /** By two degrees clockwise, as seen in pictures of 4 : 3. */
  tilted: (s: Scene): Scene => (x, y) => {
    const [dx, dy] = [(x - 0.5) * 4, (y - 0.5) * 3];
    const [cos, sin] = [Math.cos(Math.PI / 90), Math.sin(Math.PI / 90)];
    return s((dx * cos + dy * sin) / 4 + 0.5, (-dx * sin + dy * cos) / 3 + 0.5);
  },
} as const;
