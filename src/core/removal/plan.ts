import { dirname } from 'node:path';
import type { FileId, GroupId, Oddity, PlanId, RemovalFailure, ReviewPlan } from '../../shared/domain';
import { isUnchanged, type FileChecks, type Looked } from './checks';

/** A file of a group, as it was scanned. */
export interface PlanMember {
  readonly id: FileId;
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970, as `fs.Stats.mtimeMs`. */
  readonly modified: number;
  /** Equal numbers: equal bytes. 0: nothing known to be equal. */
  readonly identity: number;
  /** Whether the person wants it gone. */
  readonly marked: boolean;
}

export interface PlanGroup {
  readonly id: GroupId;
  /** All of them, the suggested keeper first. */
  readonly members: readonly PlanMember[];
}

export interface PlanInput {
  readonly id: PlanId;
  /** The groups with a marked member; every file is in one group only. */
  readonly groups: readonly PlanGroup[];
  /** How many image files the library has directly in a folder, by `dirname` of their paths. */
  readonly folderFiles: ReadonlyMap<string, number>;
  /** Whether the trash can give files back. */
  readonly undoable: boolean;
}

/** A file of the group that stays, for the sake of which another may go. */
export interface Survivor {
  readonly path: string;
  readonly bytes: number;
  /** Known to equal the file that goes, byte for byte. */
  readonly identical: boolean;
}

/** A file that goes. */
export interface RemovalItem {
  readonly id: FileId;
  readonly path: string;
  readonly bytes: number;
  readonly modified: number;
  /** At least one. */
  readonly survivors: readonly Survivor[];
}

export interface PlannedRemoval {
  readonly review: ReviewPlan;
  readonly items: readonly RemovalItem[];
}

/** Groups looked at side by side. */
const atOnce = 16;

/**
 * Looks at the groups as they are on disk now and says what removing the marked files would mean. Every
 * group keeps a member: where all are marked, the suggested keeper is refused. Moves nothing.
 */
export async function planRemoval(input: PlanInput, checks: Pick<FileChecks, 'look'>): Promise<PlannedRemoval> {
  const items: RemovalItem[] = [];
  const refused: RemovalFailure[] = [];
  const oddities: Oddity[] = [];
  let staying = 0;
  for (let start = 0; start < input.groups.length; start += atOnce) {
    const groups = input.groups.slice(start, start + atOnce);
    const looks = await Promise.all(groups.map((group) => Promise.all(group.members.map(({ path }) => checks.look(path)))));
    groups.forEach((group, i) => {
      const decided = decide(group, looks[i]!);
      items.push(...decided.items);
      refused.push(...decided.refused);
      oddities.push(...decided.oddities);
      staying += decided.staying;
    });
  }
  const folders = countFolders(items);
  for (const { path, files } of folders) {
    if (files === input.folderFiles.get(path)) oddities.push({ kind: 'whole-folder', folder: path, files });
  }
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0);
  return {
    review: { id: input.id, files: items.length, bytes, folders, staying, oddities, refused, undoable: input.undoable },
    items,
  };
}

interface Decision {
  readonly items: readonly RemovalItem[];
  readonly refused: readonly RemovalFailure[];
  readonly oddities: readonly Oddity[];
  readonly staying: number;
}

function decide(group: PlanGroup, looks: readonly Looked[]): Decision {
  const refused: RemovalFailure[] = [];
  const oddities: Oddity[] = [];
  const there: PlanMember[] = [];
  group.members.forEach((member, i) => {
    const looked = looks[i]!;
    const failure = !looked.ok
      ? looked.failure
      : isUnchanged(member, looked.facts)
        ? null
        : ({ reason: 'changed', detail: 'This file changed since it was scanned.' } as const);
    if (!failure) there.push(member);
    else if (member.marked) refused.push({ path: member.path, ...failure });
  });

  let staying = there.filter((member) => !member.marked);
  let going = there.filter((member) => member.marked);
  const allMarked = group.members.every((member) => member.marked);
  const keeper = going[0];
  if (allMarked && keeper) {
    const detail = 'Every file of its group was marked; this one stays.';
    refused.push({ path: keeper.path, reason: 'no-survivor', detail });
    oddities.push({ kind: 'whole-group', group: group.id, path: keeper.path });
    staying = [keeper];
    going = going.slice(1);
  } else if (staying.length === 0) {
    // The person chose what stays, and it is not there any more: not for the program to choose another.
    const detail = 'The file of its group that was to stay has changed or is gone; scan again.';
    refused.push(...going.map(({ path }) => ({ path, reason: 'no-survivor' as const, detail })));
    return { items: [], refused, oddities, staying: going.length };
  }
  return { items: going.map((member) => itemFor(member, staying)), refused, oddities, staying: staying.length };
}

function itemFor(member: PlanMember, staying: readonly PlanMember[]): RemovalItem {
  const { id, path, bytes, modified, identity } = member;
  const survivors = staying.map((other) => ({
    path: other.path,
    bytes: other.bytes,
    identical: identity !== 0 && other.identity === identity,
  }));
  return { id, path, bytes, modified, survivors };
}

function countFolders(items: readonly RemovalItem[]): { readonly path: string; readonly files: number }[] {
  const counts = new Map<string, number>();
  for (const { path } of items) {
    const folder = dirname(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .map(([path, files]) => ({ path, files }))
    .sort((a, b) => b.files - a.files || (a.path < b.path ? -1 : 1));
}
