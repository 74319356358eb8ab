import { aspectsMatch, collapse, type GroupItems } from './group-items';
import { shareOut } from './group-stars';
import { hammingDistance } from './hamming';
import { compareKeepers, keeperReasons } from './keep';
import type { GroupInput, GroupOutput } from '../ports';
import { sortRows } from './radix-sort';

/** Of a group's items, how many are tried as the keeper's before the centre is taken. */
const keeperTries = 64;

interface FoundGroup {
  /** Keeper first; the rest by distance to it, then `order`. */
  readonly files: readonly number[];
  readonly distances: readonly number[];
  readonly bytesToGain: number;
}

/**
 * Puts copies into groups, each with the file to keep. A file is in one group at most. Files with equal
 * bytes are always together; all others are within `input.radius` of their group's keeper, have about
 * its aspect ratio, and are not flat. Most bytes to gain come first, then the keeper's `order`. The result does not depend on the
 * order of the input's rows (but is given in them).
 */
export function groupImages(input: GroupInput): GroupOutput {
  const items = collapse(input);
  const groups: FoundGroup[] = [];
  for (const node of items.flatNodes) {
    const files = filesOf(items, node);
    if (files.length > 1) groups.push(makeGroup(input, files, bestOf(input, files)));
  }
  for (const star of starsOf(shareOut(items, input.radius))) {
    const files = star.map((item) => filesOfItem(items, item));
    if (files.length > 1 || files[0]!.length > 1) groups.push(makeGroup(input, files.flat(), chooseKeeper(input, items, star, files)));
  }
  groups.sort((a, b) => b.bytesToGain - a.bytesToGain || input.order[a.files[0]!]! - input.order[b.files[0]!]!);
  return layOut(input, groups);
}

/** The items of each star, its centre first. */
function* starsOf(centres: Uint32Array): Generator<readonly number[]> {
  const sorted = sortRows(centres.length, centres);
  let from = 0;
  while (from < sorted.length) {
    const centre = centres[sorted[from]!]!;
    const star = [centre];
    for (; from < sorted.length && centres[sorted[from]!] === centre; from++) {
      if (sorted[from] !== centre) star.push(sorted[from]!);
    }
    yield star;
  }
}

function filesOf({ files, fileStarts }: GroupItems, node: number): readonly number[] {
  return Array.from(files.subarray(fileStarts[node], fileStarts[node + 1]));
}

function filesOfItem(items: GroupItems, item: number): readonly number[] {
  return Array.from(items.nodes.subarray(items.nodeStarts[item], items.nodeStarts[item + 1])).flatMap((node) => filesOf(items, node));
}

function bestOf(input: GroupInput, files: readonly number[]): number {
  return files.reduce((best, file) => (compareKeepers(input, file, best) < 0 ? file : best));
}

/**
 * The best file that can stand for all: of the items near every other of the star, the one whose best file
 * is the best. The centre is near them all, whatever the others are.
 */
function chooseKeeper(input: GroupInput, items: GroupItems, star: readonly number[], files: readonly (readonly number[])[]): number {
  const candidates = star
    .map((item, i) => ({ item, file: bestOf(input, files[i]!) }))
    .sort((a, b) => compareKeepers(input, a.file, b.file));
  const standsForAll = ({ item }: { item: number }): boolean =>
    star.every(
      (other) =>
        hammingDistance(items.hashes, item, other) <= input.radius && aspectsMatch(items.aspects[item]!, items.aspects[other]!),
    );
  const chosen = candidates.slice(0, keeperTries).find(standsForAll) ?? candidates.find(({ item }) => item === star[0]);
  return chosen!.file;
}

function makeGroup(input: GroupInput, files: readonly number[], keeper: number): FoundGroup {
  const ranked = files
    .map((file) => ({ file, distance: hammingDistance(input.hashes, keeper, file) }))
    .sort((a, b) => Number(b.file === keeper) - Number(a.file === keeper) || a.distance - b.distance || input.order[a.file]! - input.order[b.file]!);
  return {
    files: ranked.map(({ file }) => file),
    distances: ranked.map(({ distance }) => distance),
    bytesToGain: files.reduce((sum, file) => (file === keeper ? sum : sum + input.bytes[file]!), 0),
  };
}

function layOut(input: GroupInput, groups: readonly FoundGroup[]): GroupOutput {
  const starts = new Uint32Array(groups.length + 1);
  groups.forEach(({ files }, group) => (starts[group + 1] = starts[group]! + files.length));
  const total = starts[groups.length]!;
  const members = new Uint32Array(total);
  const distances = new Uint8Array(total);
  const identical = new Uint8Array(total);
  const reasons = new Uint8Array(groups.length);
  groups.forEach((group, g) => {
    const start = starts[g]!;
    const keeper = group.files[0]!;
    const identity = input.identity[keeper]!;
    members.set(group.files, start);
    distances.set(group.distances, start);
    group.files.forEach((file, i) => (identical[start + i] = file === keeper || (identity !== 0 && input.identity[file] === identity) ? 1 : 0));
    reasons[g] = keeperReasons(input, keeper, group.files);
  });
  return { starts, members, distances, identical, reasons };
}
