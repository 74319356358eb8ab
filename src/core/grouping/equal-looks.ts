import type { GroupInput } from '../ports';
import type { EqualFiles } from './equal-files';

/**
 * Numbers for files, equal for those that no comparison of looks can tell apart: with equal bytes, or with the same pixels as far
 * as a look goes. Of a hundred copies one is then compared with others.
 *
 * @param equal The files by equal bytes.
 * @param comparable Whether a file has enough detail for its look to say anything.
 * @param recordOf The record of a file, until the next is asked for.
 */
export function identitiesOfLooks(
  input: GroupInput,
  { files, starts }: EqualFiles,
  comparable: (file: number) => boolean,
  recordOf: (file: number) => Uint8Array,
): Uint32Array {
  const identities = new Uint32Array(files.length);
  /** First files with these hashes and sizes. */
  const firsts = new Map<string, number[]>();
  for (let node = 0; node + 1 < starts.length; node++) {
    const first = files[starts[node]!]!;
    let identity = first + 1;
    if (comparable(first)) {
      const key = keyOf(input, first);
      const others = firsts.get(key);
      if (!others) firsts.set(key, [first]);
      else {
        const record = recordOf(first).slice();
        const other = others.find((candidate) => Buffer.compare(recordOf(candidate), record) === 0);
        if (other === undefined) others.push(first);
        else identity = other + 1;
      }
    }
    for (let place = starts[node]!; place < starts[node + 1]!; place++) identities[files[place]!] = identity;
  }
  return identities;
}

function keyOf({ hashes, contents, widths, heights }: GroupInput, file: number): string {
  return [hashes[2 * file], hashes[2 * file + 1], contents[2 * file], contents[2 * file + 1], widths[file], heights[file]].join(' ');
}
