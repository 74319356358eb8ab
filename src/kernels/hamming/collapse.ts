/** 2^64 over the golden ratio: spreads the hashes' bits over the high ones of the product. */
const mixer: u64 = (<u64>0x9e3779b9 << 32) | 0x7f4a7c15;

/**
 * Numbers the different ones among `count` hashes by first appearance and moves them to the front of their column; `items` gets
 * the number of each. `space` is 4 << bits zeroed bytes, at least twice as many words as hashes, and is left zeroed.
 */
export function collapse(hashes: usize, count: u32, items: usize, space: usize, bits: u32): u32 {
  let different: u32 = 0;
  const last: u32 = (1 << bits) - 1;
  for (let i: u32 = 0; i < count; i++) {
    const hash = load<u64>(hashes + (<usize>i << 3));
    let at = <u32>(((hash ^ (hash >> 32)) * mixer) >> (64 - <u64>bits));
    for (;;) {
      const known = load<u32>(space + (<usize>at << 2));
      if (known === 0) {
        store<u64>(hashes + (<usize>different << 3), hash);
        store<u32>(items + (<usize>i << 2), different);
        store<u32>(space + (<usize>at << 2), ++different);
        break;
      }
      if (load<u64>(hashes + (<usize>(known - 1) << 3)) === hash) {
        store<u32>(items + (<usize>i << 2), known - 1);
        break;
      }
      at = (at + 1) & last;
    }
  }
  memory.fill(space, 0, <usize>4 << bits);
  return different;
}
