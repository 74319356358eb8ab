import { imageFormats } from '../../shared/files';
import { isOpen, type GroupListing, type GroupQuery, type GroupSort, type GroupSums, type Span } from '../../shared/query';
import type { FileTable } from '../library/file-table';
import type { GroupSet } from '../library/group-set';
import type { PathSearch } from './path-search';
import { allOf, type Test } from './all-of';

export interface QuerySource {
  readonly table: FileTable;
  readonly groups: GroupSet;
  /** Of `table`. */
  readonly search: PathSearch;
  readonly isDecided: (group: number) => boolean;
  readonly isNew: (row: number) => boolean;
}

/** The groups that answer a query, in the order asked for. */
export interface FoundGroups {
  /** Numbers in the set of groups. */
  readonly groups: Uint32Array;
  readonly sums: GroupSums;
}

/** Looks at every group and, where a query is about files, at every file; nothing is made into strings but names that are no Latin-1. */
export function findGroups(source: QuerySource, { query, sort }: GroupListing): FoundGroups {
  const { groups } = source;
  const holds = groupTest(source, query);
  const found = new Uint32Array(groups.count);
  let count = 0;
  let files = 0;
  let bytesToGain = 0;
  for (let group = 0; group < groups.count; group++) {
    if (!holds(group)) continue;
    found[count++] = group;
    files += groups.rows(group).length;
    bytesToGain += groups.bytesToGain(group);
  }
  const sorted = found.slice(0, count);
  order(sorted, source, sort);
  return { groups: sorted, sums: { groups: count, files, bytesToGain } };
}

/** The quick tests come first. */
function groupTest(source: QuerySource, { kinds, distance, decided, ...query }: GroupQuery): Test {
  const { groups, isDecided } = source;
  const tests: Test[] = [];
  if (kinds.length > 0) tests.push((group) => kinds.includes(groups.kind(group)));
  if (!isOpen(distance)) tests.push((group) => within(distance, farthest(groups, group)));
  if (decided !== 'any') tests.push((group) => isDecided(group) === (decided === 'decided'));
  const ofFile = allOf(fileTests(source, query));
  if (ofFile) tests.push((group) => someRow(groups.rows(group), ofFile));
  return allOf(tests) ?? (() => true);
}

function someRow(rows: Uint32Array, test: Test): boolean {
  for (const row of rows) if (test(row)) return true;
  return false;
}

function fileTests({ table, search, isNew }: QuerySource, query: Pick<GroupQuery, 'text' | 'formats' | 'bytes' | 'dates' | 'isNew'>): readonly Test[] {
  const { bytes, modified, formats } = table.columns;
  const tests: Test[] = [];
  if (query.formats.length > 0) {
    const wanted = imageFormats.map((format) => query.formats.includes(format));
    tests.push((row) => wanted[formats[row]!]!);
  }
  if (!isOpen(query.bytes)) tests.push((row) => within(query.bytes, bytes[row]!));
  if (!isOpen(query.dates)) tests.push((row) => within(query.dates, modified[row]!));
  if (query.isNew !== null) tests.push((row) => isNew(row) === query.isNew);
  const path = search.finder(query.text);
  if (path) tests.push(path);
  return tests;
}

function within({ min, max }: Span, value: number): boolean {
  return (min === null || value >= min) && (max === null || value <= max);
}

function farthest(groups: GroupSet, group: number): number {
  return groups.distances(group).reduce((most, distance) => Math.max(most, distance), 0);
}

/** Sorts in place. Similar shots stay behind all others, and equal groups in the order of the set. */
function order(found: Uint32Array, source: QuerySource, sort: GroupSort): void {
  const { groups } = source;
  const keys = new Float64Array(groups.count);
  const keyOf = sort.by === 'folder' ? folderRank(source, found) : numberOf(source, sort.by);
  for (const group of found) keys[group] = sort.descending ? -keyOf(group) : keyOf(group);
  const shots = new Uint8Array(groups.count);
  for (const group of found) if (groups.kind(group) === 'similar-shot') shots[group] = 1;
  const compare = (a: number, b: number): number => shots[a]! - shots[b]! || keys[a]! - keys[b]! || a - b;
  // As they mostly are: the engine lays them out by what there is to gain.
  if (found.some((group, i) => i > 0 && compare(found[i - 1]!, group) > 0)) found.sort(compare);
}

function numberOf({ table, groups }: QuerySource, by: Exclude<GroupSort['by'], 'folder'>): (group: number) => number {
  const { modified } = table.columns;
  switch (by) {
    case 'gain':
      return (group) => groups.bytesToGain(group);
    case 'members':
      return (group) => groups.rows(group).length;
    case 'distance':
      return (group) => farthest(groups, group);
    case 'date':
      return (group) => groups.rows(group).reduce((newest, row) => Math.max(newest, modified[row]!), -Infinity);
  }
}

/** Ranks groups by the folders of their keepers. */
function folderRank({ table, groups, search }: QuerySource, found: Uint32Array): (group: number) => number {
  const folderOf = (group: number): number => table.columns.folder[groups.rows(group)[0]!]!;
  const folders = [...new Set(Array.from(found, folderOf))].sort((a, b) => search.compareFolders(a, b));
  const ranks = new Map<number, number>();
  folders.forEach((folder, at) => {
    const before = folders[at - 1];
    const same = before !== undefined && search.compareFolders(before, folder) === 0;
    ranks.set(folder, same ? ranks.get(before)! : at);
  });
  // A scan lists the files of a folder by name.
  return (group) => ranks.get(folderOf(group))! * table.count + groups.rows(group)[0]!;
}
