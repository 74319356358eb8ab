/** A table's description: from, low mask, slack, places of starts, hashes, rows and masks, number of masks; 32 bits each. */
export const tableBytes: usize = 32;

/**
 * Fills buckets `low` … `high` − 1 of a table by counting, rows ascending within a bucket; the buckets' starts must be zero.
 * Threads that fill different buckets of one table need not know of each other.
 */
export function build(ofTable: usize, hashes: usize, count: u32, low: u32, high: u32): void {
  const from = <u64>load<u32>(ofTable);
  const mask = load<u32>(ofTable, 4);
  // Start b + 1 is the end of bucket b: it counts, then is where the bucket's next row goes.
  const ends = <usize>load<u32>(ofTable, 12) + 4;
  const toHashes = <usize>load<u32>(ofTable, 16);
  const toRows = <usize>load<u32>(ofTable, 20);
  let sum: u32 = 0;
  for (let row: u32 = 0; row < count; row++) {
    const bucket = <u32>(load<u64>(hashes + (<usize>row << 3)) >> from) & mask;
    if (bucket < low) sum++;
    else if (bucket < high) {
      const end = ends + (<usize>bucket << 2);
      store<u32>(end, load<u32>(end) + 1);
    }
  }
  for (let bucket = low; bucket < high; bucket++) {
    const end = ends + (<usize>bucket << 2);
    const here = load<u32>(end);
    store<u32>(end, sum);
    sum += here;
  }
  for (let row: u32 = 0; row < count; row++) {
    const hash = load<u64>(hashes + (<usize>row << 3));
    const bucket = <u32>(hash >> from) & mask;
    if (bucket < low || bucket >= high) continue;
    const end = ends + (<usize>bucket << 2);
    const place = load<u32>(end);
    store<u32>(end, place + 1);
    store<u64>(toHashes + (<usize>place << 3), hash);
    store<u32>(toRows + (<usize>place << 2), row);
  }
}
