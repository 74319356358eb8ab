/** Marks for a speedup axis from 0 to `most` (≥ 1): whole numbers, `most` among them, five at the most. */
export function speedupTicks(most: number): readonly number[] {
  const step = Math.max(1, Math.ceil(most / 4));
  const below = Array.from({ length: Math.ceil(most / step) }, (_, i) => i * step);
  // A mark right under the topmost would touch its label.
  return [...below.filter((mark) => mark === 0 || most - mark >= step / 2), most];
}
