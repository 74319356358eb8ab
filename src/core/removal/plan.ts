import { dirname } from 'node:path';
import type { FileId } from '../../shared/files';
import type { GroupId } from '../../shared/groups';
import type { PlanId, RemovalAction, RemovalFailure, ReviewPlan } from '../../shared/removal';
import type { Protection } from '../folder-roles/protection';
import { done } from '../trash/errors';
import type { TrashFailure, TrashOutcome } from '../trash/trash';
import type { FileChecks } from './checks';
import { decide, type Decision } from './decide';
import { findOddities } from './oddities';
import { UnitFinder } from './units';
import type { RemovalWay } from './ways/way';

/** A file of a group, as it was scanned. */
export interface PlanMember {
  readonly id: FileId;
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970, as `fs.Stats.mtimeMs`. */
  readonly modified: number;
  /** Equal numbers within a group: equal bytes, as far as a scan tells. 0: no other file's are known to be. */
  readonly identity: number;
  /** Whether the person wants it gone. */
  readonly marked: boolean;
}

export interface PlanGroup {
  readonly id: GroupId;
  /** All of them, the suggested keeper first. */
  readonly members: readonly PlanMember[];
  /** Whether nothing told its files apart. */
  readonly tie: boolean;
}

export interface PlanInput {
  readonly id: PlanId;
  readonly action: RemovalAction;
  /** Absolute path of the folder that files move to; null for every action but `move`. */
  readonly folder: string | null;
  /** Absolute paths of the library's folders. */
  readonly roots: readonly string[];
  /** The groups with a marked member; every file is in one group only. */
  readonly groups: readonly PlanGroup[];
  /** How many image files the library has directly in a folder, by `dirname` of their paths. */
  readonly folderFiles: ReadonlyMap<string, number>;
}

/** A file of the group that stays, for the sake of which another may go. */
export interface Survivor {
  readonly path: string;
  readonly bytes: number;
  /** Known to equal the file that goes, byte for byte. */
  readonly identical: boolean;
}

/** A file that goes. */
export interface RemovalFile {
  readonly path: string;
  readonly bytes: number;
  readonly modified: number;
  /** At least one. */
  readonly survivors: readonly Survivor[];
}

/** A picture that goes, with what belongs to it: all of it, or nothing. */
export interface RemovalItem extends RemovalFile {
  readonly id: FileId;
  readonly companions: readonly RemovalFile[];
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
export async function planRemoval(
  input: PlanInput, way: Pick<RemovalWay, 'undoable' | 'equalOnly' | 'keepsNames' | 'hindrance'>, checks: Pick<FileChecks, 'look' | 'list'>, protection: Protection,
): Promise<PlannedRemoval> {
  const decisions: Decision[] = [];
  const forbidden: RemovalFailure[] = [];
  for (let start = 0; start < input.groups.length; start += atOnce) {
    const groups = await Promise.all(input.groups.slice(start, start + atOnce).map((group) => unmarkProtected(group, protection, forbidden)));
    const looks = await Promise.all(groups.map((group) => Promise.all(group.members.map(({ path }) => checks.look(path)))));
    groups.forEach((group, i) => decisions.push(decide(group, looks[i]!, way.equalOnly)));
  }
  const refused = [...forbidden, ...decisions.flatMap((decision) => decision.refused)];
  const items: RemovalItem[] = [];
  let staying = decisions.reduce((sum, decision) => sum + decision.staying, 0);
  let trashless = 0;
  const hindrance = hindrances(way);
  const units = new UnitFinder(checks);
  for (const item of decisions.flatMap((decision) => decision.items)) {
    const hindered = await hindrance(dirname(item.path));
    const whole = hindered ? refusedBy(hindered) : way.keepsNames ? done(item) : await units.complete(item);
    if (whole.ok) {
      items.push(whole.value);
      continue;
    }
    refused.push({ path: item.path, ...whole.failure });
    staying++;
    if (whole.failure.reason === 'no-trash') trashless++;
  }
  const folders = countFolders(items);
  const { id, action, folder } = input;
  return {
    review: {
      id,
      action,
      folder,
      files: items.length,
      companions: items.reduce((sum, item) => sum + item.companions.length, 0),
      bytes: items.reduce((sum, item) => sum + bytesOf(item), 0),
      folders,
      staying,
      oddities: findOddities(input, decisions, folders),
      refused,
      trashless,
      undoable: way.undoable,
      confirmation: action === 'delete' && items.length > 0 ? confirmationFor(items) : null,
    },
    items,
  };
}

/** A group whose protected files stay, whatever was marked; those are added to `forbidden`. */
async function unmarkProtected(group: PlanGroup, protection: Protection, forbidden: RemovalFailure[]): Promise<PlanGroup> {
  const members = await Promise.all(group.members.map(async (member) => {
    const failure = member.marked ? await protection(dirname(member.path)) : null;
    if (!failure) return member;
    forbidden.push({ path: member.path, ...failure });
    return { ...member, marked: false };
  }));
  return { ...group, members };
}

/** What a person has to type before files are deleted for good: it names how many. */
function confirmationFor({ length }: readonly RemovalItem[]): string {
  return `delete ${length} ${length === 1 ? 'file' : 'files'}`;
}

/** Each folder is asked about once. */
function hindrances(way: Pick<RemovalWay, 'hindrance'>): (folder: string) => Promise<TrashFailure | null> {
  const known = new Map<string, TrashFailure | null>();
  return async (folder) => {
    let failure = known.get(folder);
    if (failure === undefined) known.set(folder, (failure = await way.hindrance(folder)));
    return failure;
  };
}

/** Of a picture and all that belongs to it. */
export function bytesOf({ bytes, companions }: Pick<RemovalItem, 'bytes' | 'companions'>): number {
  return companions.reduce((sum, companion) => sum + companion.bytes, bytes);
}

function refusedBy(failure: TrashFailure): TrashOutcome<RemovalItem> {
  return { ok: false, failure };
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

