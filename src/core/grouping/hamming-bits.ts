/**
 * Moves the bits of hashes, [low, high] pairs, so that runs of them are taken from all over a picture: neighbours in a hash of eight
 * rows of eight bits tend to be equal, and chunks of neighbours would crowd into few buckets. Bit r₂r₁r₀c₂c₁c₀ (row and column in
 * binary) goes to r₀c₀r₂c₂c₁r₁; the same move for all leaves distances as they are. `from` and `to` may be the same.
 */
export function spreadBits(from: Uint32Array, to: Uint32Array): void {
  for (let i = 0; i < from.length; i += 2) {
    const low = from[i]!;
    const high = from[i + 1]!;
    // Odd rows of one half change places with even rows of the other.
    const rows = ((low >>> 8) ^ high) & 0x00ff00ff;
    to[i] = swapColumns(low ^ (rows << 8));
    to[i + 1] = swapColumns(high ^ rows);
  }
}

/** Odd columns of the first two rows change places with even columns of the last two. */
function swapColumns(word: number): number {
  const columns = (word ^ (word >>> 15)) & 0x0000aaaa;
  return word ^ columns ^ (columns << 15);
}
