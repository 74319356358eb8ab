// Repetitions that overlap what they repeat (RFC 1951 §3.2.3): one to fifteen bytes, over and over.

/** For each distance, which of the bytes before a vector its bytes repeat. */
const patterns = memory.data(16 * 16, 16);
/** For each distance, the largest multiple of it that a vector holds. */
const steps = memory.data(16, 16);

/** To be called before anything else. */
export function prepareRepeat(): void {
  for (let distance = 1; distance < 16; distance++) {
    for (let i = 0; i < 16; i++) store<u8>(patterns + (distance << 4) + i, <u8>(i % distance));
    store<u8>(steps + distance, <u8>(16 - (16 % distance)));
  }
}

/** Writes `size` bytes at `to`, and up to 15 more, each a copy of the one `distance` bytes before it: 1–15. */
export function repeat(to: usize, distance: usize, size: usize): void {
  const pattern = i8x16.swizzle(v128.load(to - distance), v128.load(patterns + (distance << 4)));
  const step = <usize>load<u8>(steps + distance);
  const stop = to + size;
  do {
    v128.store(to, pattern);
    to += step;
  } while (to < stop);
}
