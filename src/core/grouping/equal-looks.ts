import type { GroupInput } from '../ports';
import type { EqualFiles } from './equal-files';
import { sortRows } from './radix-sort';

/**
 * Numbers for files, equal for those that no comparison of looks can tell apart: with equal bytes, or with the same pixels as far
 * as a look goes. Of a hundred copies one is then compared with others.
 *
 * @param equal The files by equal bytes.
 * @param comparable Whether a file has enough detail for its look to say anything.
 * @param recordOf The record of a file, until the next is asked for.
 */
export function identitiesOfLooks(
  { hashes, contents, widths, heights, pixels }: GroupInput,
  { files, starts }: EqualFiles,
  comparable: (file: number) => boolean,
  recordOf: (file: number) => Uint8Array,
): Uint32Array {
  const nodes = starts.length - 1;
  const firsts = Uint32Array.from({ length: nodes }, (_, node) => files[starts[node]!]!);
  const columns = [hashes, hashes, contents, contents, widths, heights].map((column, i) =>
    firsts.map((file) => (i < 4 ? column[2 * file + (i & 1)]! : column[file]!)),
  );
  const order = sortRows(nodes, ...columns);
  const looksLike = (a: number, b: number): boolean => columns.every((column) => column[a] === column[b]);
  const identities = new Uint32Array(files.length);
  for (let from = 0; from < nodes; ) {
    let to = from + 1;
    while (to < nodes && looksLike(order[from]!, order[to]!)) to++;
    // What is the same by hashes and size is compared record by record; nodes ascend, so each is named by the first of its kind.
    const kinds: { readonly identity: number; readonly first: number; record: Uint8Array | null }[] = [];
    for (const node of order.subarray(from, to)) {
      const first = firsts[node]!;
      let identity = first + 1;
      if (to - from > 1 && comparable(first)) {
        // Equal pixels make equal looks, and ask for no reading.
        const kind = kinds.find((known) => hasPixelsOf(known.first, first)) ?? kindByRecord(kinds, first);
        if (kind) identity = kind.identity;
        else kinds.push({ identity, first, record: null });
      }
      for (let place = starts[node]!; place < starts[node + 1]!; place++) identities[files[place]!] = identity;
    }
    from = to;
  }
  return identities;

  function hasPixelsOf(a: number, b: number): boolean {
    const [low, high] = [pixels[2 * a]!, pixels[2 * a + 1]!];
    return (low !== 0 || high !== 0) && low === pixels[2 * b]! && high === pixels[2 * b + 1]!;
  }

  function kindByRecord<K extends { readonly first: number; record: Uint8Array | null }>(kinds: readonly K[], file: number): K | undefined {
    if (kinds.length === 0) return undefined;
    const record = recordOf(file).slice();
    return kinds.find((known) => Buffer.compare((known.record ??= recordOf(known.first).slice()), record) === 0);
  }
}
