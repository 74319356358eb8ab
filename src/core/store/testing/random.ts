/** Whole numbers, the same ones for the same seed (xorshift32). */
export function randomFrom(seed: number): { readonly below: (limit: number) => number } {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0 || 1;
  return {
    below: (limit) => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      state >>>= 0;
      return Math.floor((state / 2 ** 32) * limit);
    },
  };
}
