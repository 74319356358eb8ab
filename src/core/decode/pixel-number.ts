import type { PixelNumber } from './grid';

/** Reads what a kernel made of all that a picture's pixels depend on; null for a place of 0. */
export function pixelNumber(memory: WebAssembly.Memory, at: number): PixelNumber | null {
  if (at === 0) return null;
  const [low = 0, high = 0] = new Uint32Array(memory.buffer, at, 2);
  // 0 is taken: it stands for an unknown number.
  return low === 0 && high === 0 ? [1, 0] : [low, high];
}
