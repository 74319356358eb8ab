import { leastDetail } from '../matching/view';
import type { GroupInput } from '../ports';
import { LookReader, type LookPlaces } from '../store/look-places';
import { collapseEqual } from './equal-files';
import { identitiesOfLooks } from './equal-looks';
import type { PictureColumns } from './group-steps';
import { sortRows } from './radix-sort';

/** Files as pictures: those that nothing tells apart are one. Numbered by the `order` of their first files. */
export function collapse(input: GroupInput, beat: () => void): PictureColumns {
  const { hashes, contents, slots, details } = input;
  const isComparable = (file: number): boolean => details[file]! >= leastDetail;
  const looks = withRecords(input.records, beat, (read) => identitiesOfLooks(input, collapseEqual(input.identity, input.order), isComparable, (file) => read(slots[file]!)));
  const { files, starts } = collapseEqual(looks, input.order);
  const count = starts.length - 1;
  const pictures = {
    files: words(files.length),
    starts: words(starts.length),
    wholes: words(2 * count),
    contents: words(2 * count),
    comparable: new Uint8Array(new SharedArrayBuffer(count)),
    slots: words(count),
    bySlot: words(count),
    records: input.records,
  };
  pictures.files.set(files);
  pictures.starts.set(starts);
  for (let picture = 0; picture < count; picture++) {
    const first = files[starts[picture]!]!;
    pictures.wholes[2 * picture] = hashes[2 * first]!;
    pictures.wholes[2 * picture + 1] = hashes[2 * first + 1]!;
    pictures.contents[2 * picture] = contents[2 * first]!;
    pictures.contents[2 * picture + 1] = contents[2 * first + 1]!;
    pictures.comparable[picture] = isComparable(first) ? 1 : 0;
    pictures.slots[picture] = slots[first]!;
  }
  pictures.bySlot.set(sortRows(count, pictures.slots));
  return pictures;
}

/** Lets `use` read records; their files are closed when it returns. Calls `beat` at each. */
export function withRecords<T>(places: LookPlaces, beat: () => void, use: (read: (slot: number) => Uint8Array) => T): T {
  const reader = new LookReader(places);
  try {
    return use((slot) => {
      beat();
      return reader.read(slot);
    });
  } finally {
    reader.close();
  }
}

function words(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(4 * length));
}
