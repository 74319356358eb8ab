import type { GroupInput, GroupOutput } from '../ports';
import { compose, invert, type Affine } from '../matching/affine';
import { candidatesOf, searchPairs, type Pictures } from '../matching/candidates';
import { differencesOf } from '../matching/differences';
import { barOf, distanceOf } from '../matching/distance';
import { recordSize } from '../matching/record';
import { groupIntoStars, type Star } from '../matching/stars';
import { createVerifier } from '../matching/verify';
import { leastDetail } from '../matching/view';
import { RecordReader } from '../store/record-file';
import { collapseEqual, type EqualFiles } from './equal-files';
import type { GroupStep, GroupStepOutput, PictureColumns } from './group-steps';
import { identitiesOfLooks } from './equal-looks';
import { compareKeepers, keeperReasons } from './keep';

/** A file of a group, as compared with the group's keeper. */
interface FoundMember {
  readonly file: number;
  readonly distance: number;
  readonly differences: number;
}

interface FoundGroup {
  /** Keeper first; the rest by distance to it, then `order`. */
  readonly members: readonly FoundMember[];
  readonly bytesToGain: number;
}

const same: Affine = [1, 0, 0, 0, 1, 0];

export function performStep(step: GroupStep): GroupStepOutput {
  switch (step.kind) {
    case 'collapse':
      return { kind: 'pictures', pictures: collapse(step.input) };
    case 'search':
      return { kind: 'pairs', pairs: withRecords(step.pictures, (pictures) => searchPairs(pictures, step.from, step.to)) };
    case 'group': {
      const { input, pictures, pairs } = step;
      const stars = withRecords(pictures, ({ count, recordOf }) =>
        groupIntoStars(count, candidatesOf(pairs), createVerifier(recordOf), barOf(input.radius)),
      );
      return { kind: 'groups', groups: layOut(input, groupsOf(input, pictures, stars)) };
    }
  }
}

function collapse(input: GroupInput): PictureColumns {
  const comparable = (file: number): boolean => input.details[file]! >= leastDetail;
  const reader = new LazyRecords(input.records);
  try {
    const recordOf = (file: number): Uint8Array => reader.read(input.slots[file]!);
    const looks = identitiesOfLooks(input, collapseEqual(input.identity, input.order), comparable, recordOf);
    const { files, starts } = collapseEqual(looks, input.order);
    const count = starts.length - 1;
    const pictures = {
      files: shared(files),
      starts: shared(starts),
      wholes: shared(new Uint32Array(2 * count)),
      contents: shared(new Uint32Array(2 * count)),
      comparable: new Uint8Array(new SharedArrayBuffer(count)),
      slots: shared(new Uint32Array(count)),
      records: input.records,
    };
    for (let picture = 0; picture < count; picture++) {
      const file = files[starts[picture]!]!;
      pictures.wholes.set(input.hashes.subarray(2 * file, 2 * file + 2), 2 * picture);
      pictures.contents.set(input.contents.subarray(2 * file, 2 * file + 2), 2 * picture);
      pictures.comparable[picture] = comparable(file) ? 1 : 0;
      pictures.slots[picture] = input.slots[file]!;
    }
    return pictures;
  } finally {
    reader.close();
  }
}

function shared(column: Uint32Array): Uint32Array {
  const copy = new Uint32Array(new SharedArrayBuffer(column.byteLength));
  copy.set(column);
  return copy;
}

function withRecords<T>({ wholes, contents, comparable, slots, records }: PictureColumns, use: (pictures: Pictures) => T): T {
  const reader = new LazyRecords(records);
  try {
    return use({
      count: slots.length,
      wholes,
      contents,
      comparable: (picture) => comparable[picture] === 1,
      recordOf: (picture) => reader.read(slots[picture]!),
    });
  } finally {
    reader.close();
  }
}

/** Opens the records when the first is asked for: where no file could be read there are none. */
class LazyRecords {
  #reader: RecordReader | null = null;

  constructor(private readonly path: string) {}

  read(slot: number): Uint8Array {
    return (this.#reader ??= new RecordReader(this.path, recordSize)).read(slot);
  }

  close(): void {
    this.#reader?.close();
  }
}

function groupsOf(input: GroupInput, pictures: PictureColumns, stars: readonly Star[]): readonly FoundGroup[] {
  const grouped = new Uint8Array(pictures.slots.length);
  for (const { centre, members } of stars) for (const picture of [centre, ...members.map((member) => member.picture)]) grouped[picture] = 1;
  const copies: Star[] = [];
  grouped.forEach((done, picture) => {
    if (done === 0 && pictures.starts[picture + 1]! - pictures.starts[picture]! > 1) copies.push({ centre: picture, members: [] });
  });
  const groups = [...stars, ...copies].map((star) => groupOfStar(input, pictures, star));
  return groups.sort((a, b) => b.bytesToGain - a.bytesToGain || input.order[a.members[0]!.file]! - input.order[b.members[0]!.file]!);
}

function groupOfStar(input: GroupInput, { files, starts }: EqualFiles, star: Star): FoundGroup {
  const toCentre = mapsOf(star);
  const pictures = [...toCentre.keys()];
  const filesOf = (picture: number): readonly number[] => Array.from(files.subarray(starts[picture], starts[picture + 1]));
  const better = (a: number, b: number): number => (compareKeepers(input, b, a) < 0 ? b : a);
  const keepers = pictures.map((picture) => filesOf(picture).reduce(better));
  const keeper = keepers.reduce(better);
  const keeperPicture = pictures[keepers.indexOf(keeper)]!;
  const ofKeeper = toCentre.get(keeperPicture)!;
  const fromCentre = invert(ofKeeper.map);
  const sizeOf = (file: number) => ({ width: input.widths[file]!, height: input.heights[file]! });

  const members = pictures.flatMap((picture): FoundMember[] => {
    const own = toCentre.get(picture)!;
    const isKeeper = picture === keeperPicture;
    // What is known of two pictures by way of a third: they are no further apart than the worse of the two steps says.
    const distance = isKeeper ? 0 : Math.max(own.distance, ofKeeper.distance);
    return filesOf(picture).map((file) => ({
      file,
      distance,
      differences: isKeeper ? 0 : differencesOf(compose(fromCentre, own.map), sizeOf(file), sizeOf(keeper)),
    }));
  });
  members.sort((a, b) => Number(b.file === keeper) - Number(a.file === keeper) || a.distance - b.distance || input.order[a.file]! - input.order[b.file]!);
  return { members, bytesToGain: members.reduce((sum, { file }) => (file === keeper ? sum : sum + input.bytes[file]!), 0) };
}

/** Of every picture of a star, the map to the centre, and the distance to what it was compared with. */
function mapsOf(star: Star): ReadonlyMap<number, { readonly map: Affine; readonly distance: number }> {
  const found = new Map([[star.centre, { map: same, distance: 0 }]]);
  const waiting = [...star.members];
  // Bridges come behind what they lead to, or are looked at again.
  for (let rounds = 0; waiting.length > 0 && rounds <= star.members.length; rounds++) {
    for (const member of waiting.splice(0)) {
      const onto = found.get(member.comparedWith);
      if (!onto) waiting.push(member);
      else found.set(member.picture, { map: compose(onto.map, member.map), distance: distanceOf(member.score) });
    }
  }
  for (const member of waiting) found.set(member.picture, { map: member.map, distance: distanceOf(member.score) });
  return found;
}

function layOut(input: GroupInput, groups: readonly FoundGroup[]): GroupOutput {
  const starts = new Uint32Array(groups.length + 1);
  groups.forEach(({ members }, group) => (starts[group + 1] = starts[group]! + members.length));
  const total = starts[groups.length]!;
  const members = new Uint32Array(total);
  const distances = new Uint8Array(total);
  const differences = new Uint16Array(total);
  const identical = new Uint8Array(total);
  const reasons = new Uint8Array(groups.length);
  groups.forEach((group, g) => {
    const start = starts[g]!;
    const keeper = group.members[0]!.file;
    const identity = input.identity[keeper]!;
    group.members.forEach((member, i) => {
      members[start + i] = member.file;
      distances[start + i] = member.distance;
      differences[start + i] = member.differences;
      identical[start + i] = member.file === keeper || (identity !== 0 && input.identity[member.file] === identity) ? 1 : 0;
    });
    reasons[g] = keeperReasons(input, keeper, group.members.map(({ file }) => file));
  });
  return { starts, members, distances, differences, identical, reasons };
}
