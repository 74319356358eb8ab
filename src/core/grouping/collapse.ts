import { leastDetail } from '../matching/view';
import type { GroupInput } from '../ports';
import { LookReader, type LookPlaces } from '../store/look-places';
import { collapseEqual } from './equal-files';
import { identitiesOfLooks } from './equal-looks';
import type { PictureColumns } from './group-steps';
import { sortRows } from './radix-sort';

/** Files as pictures: those that nothing tells apart are one. Numbered by the `order` of their first files. */
export function collapse(input: GroupInput): PictureColumns {
  const looks = withRecords(input.records, (read) => identitiesOfLooks(input, collapseEqual(input.identity, input.order), isComparable, (file) => read(input.slots[file]!)));
  const { files, starts } = collapseEqual(looks, input.order);
  const count = starts.length - 1;
  const first = (picture: number): number => files[starts[picture]!]!;
  const slots = words(count, (picture) => input.slots[first(picture)]!);
  const pictures = {
    files: words(files.length, (place) => files[place]!),
    starts: words(starts.length, (place) => starts[place]!),
    wholes: words(2 * count, (half) => input.hashes[2 * first(half >>> 1) + (half & 1)]!),
    contents: words(2 * count, (half) => input.contents[2 * first(half >>> 1) + (half & 1)]!),
    comparable: new Uint8Array(new SharedArrayBuffer(count)),
    slots,
    bySlot: words(count, () => 0),
    records: input.records,
  };
  for (let picture = 0; picture < count; picture++) pictures.comparable[picture] = isComparable(first(picture)) ? 1 : 0;
  pictures.bySlot.set(sortRows(count, slots));
  return pictures;

  function isComparable(file: number): boolean {
    return input.details[file]! >= leastDetail;
  }
}

/** Lets `use` read records; their files are closed when it returns. */
export function withRecords<T>(places: LookPlaces, use: (read: (slot: number) => Uint8Array) => T): T {
  const reader = new LookReader(places);
  try {
    return use((slot) => reader.read(slot));
  } finally {
    reader.close();
  }
}

function words(length: number, at: (i: number) => number): Uint32Array {
  const column = new Uint32Array(new SharedArrayBuffer(4 * length));
  for (let i = 0; i < length; i++) column[i] = at(i);
  return column;
}
