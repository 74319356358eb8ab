import type { Oddity, RemovalFailure } from '../../shared/removal';
import { isSameFile, isUnchanged, type FileFacts, type Looked } from './checks';
import type { PlanGroup, PlanMember, RemovalItem } from './plan';

/** What becomes of one group. */
export interface Decision {
  readonly items: readonly RemovalItem[];
  readonly refused: readonly RemovalFailure[];
  readonly oddities: readonly Oddity[];
  readonly staying: number;
  /** The path of a file that stays though nothing told it from those that go; null where something did. */
  readonly tie: string | null;
  /** Files that go while all that stays is on another volume. */
  readonly otherVolume: readonly string[];
}

interface Present {
  readonly member: PlanMember;
  readonly facts: FileFacts;
}

/**
 * Which files of a group go, which stay, and which are refused, as they are on disk now.
 * @param looks parallel to the group's members
 * @param equalOnly whether a file goes only for the sake of one that equals it byte for byte, on its volume
 */
export function decide(group: PlanGroup, looks: readonly Looked[], equalOnly: boolean): Decision {
  const refused: RemovalFailure[] = [];
  const oddities: Oddity[] = [];
  const there: Present[] = [];
  group.members.forEach((member, i) => {
    const looked = looks[i]!;
    if (looked.ok && isUnchanged(member, looked.facts)) there.push({ member, facts: looked.facts });
    else if (member.marked) {
      const changed = { reason: 'changed', detail: 'This file changed since it was scanned.' } as const;
      refused.push({ path: member.path, ...(looked.ok ? changed : looked.failure) });
    }
  });

  let staying = there.filter(({ member }) => !member.marked);
  let going = there.filter(({ member }) => member.marked);
  const allMarked = group.members.every((member) => member.marked);
  const keeper = going[0];
  if (allMarked && keeper) {
    const { path } = keeper.member;
    refused.push({ path, reason: 'no-survivor', detail: 'Every file of its group was marked; this one stays.' });
    oddities.push({ kind: 'whole-group', group: group.id, path });
    staying = [keeper];
    going = going.slice(1);
  } else if (staying.length === 0) {
    // The person chose what stays, and it is not there any more: not for the program to choose another.
    const detail = 'The file of its group that was to stay has changed or is gone; scan again.';
    refused.push(...going.map(({ member: { path } }) => ({ path, reason: 'no-survivor' as const, detail })));
    return { items: [], refused, oddities, staying: going.length, tie: null, otherVolume: [] };
  }

  const items: RemovalItem[] = [];
  for (const present of going) {
    const failure = equalOnly ? whyNoLink(present, staying) : null;
    if (failure) refused.push({ path: present.member.path, ...failure });
    else items.push(itemFor(present.member, staying));
  }
  const goes = new Set(items.map(({ path }) => path));
  const elsewhere = going.filter(({ member, facts }) => goes.has(member.path) && staying.every((other) => other.facts.device !== facts.device));
  return {
    items,
    refused,
    oddities,
    staying: staying.length + going.length - items.length,
    tie: group.tie && items.length > 0 ? (staying[0]?.member.path ?? null) : null,
    otherVolume: elsewhere.map(({ member }) => member.path),
  };
}

function whyNoLink({ member, facts }: Present, staying: readonly Present[]): Omit<RemovalFailure, 'path'> | null {
  const equal = staying.filter((other) => isEqual(member, other.member));
  if (equal.length === 0) return { reason: 'not-equal', detail: 'It only looks like what stays: a link would lose it.' };
  const near = equal.filter((other) => other.facts.device === facts.device);
  if (near.length === 0) return { reason: 'other-volume', detail: 'The copy that stays is on another volume, and a link can’t lead there.' };
  if (near.some((other) => isSameFile(other.facts, facts))) {
    return { reason: 'already-linked', detail: 'It is the same file as the copy that stays already, under another name.' };
  }
  return null;
}

function itemFor(member: PlanMember, staying: readonly Present[]): RemovalItem {
  const { id, path, bytes, modified } = member;
  const survivors = staying.map(({ member: other }) => ({ path: other.path, bytes: other.bytes, identical: isEqual(member, other) }));
  return { id, path, bytes, modified, survivors, companions: [] };
}

function isEqual(a: PlanMember, b: PlanMember): boolean {
  return a.identity !== 0 && a.identity === b.identity;
}
