import type { ImageFormat } from '../../shared/files';
import type { Group, GroupMember } from '../../shared/groups';
import { radiusRange } from '../../shared/settings';
import { formatNames, kindWords } from '../../shared/group-words';
import { likenessInWords } from '../../shared/likeness-words';
import { count, plural } from '../ui/format';

export function kindInWords({ kind, members }: Group): string {
  return `${count(members.length)} ${kindWords[kind]}`;
}

/** How a member compares with the suggested keeper, which is named where another file is kept. */
export function comparisonInWords(group: Group, member: GroupMember): string {
  const words = member.likeness === 'identical' ? 'identical, byte for byte' : likenessInWords(member);
  const suggested = group.members[0]!.file;
  return group.keeper === suggested.id ? words : `compared with ${suggested.name}: ${words}`;
}

/** How far a member is from the suggested keeper. */
export function distanceInWords({ distance }: GroupMember): string {
  return `Distance ${distance} of ${radiusRange.max}`;
}

export function formatName(format: ImageFormat): string {
  return formatNames[format];
}

/** What a radius means to a person. */
export function strictnessInWords(radius: number): string {
  if (radius <= 2) return 'very strict';
  if (radius <= 5) return 'strict';
  if (radius < radiusRange.default) return 'fairly strict';
  if (radius === radiusRange.default) return 'normal';
  if (radius <= 10) return 'loose';
  return 'very loose';
}

/** What a strictness gives in this library, as far as that is known. */
export function outcomeInWords(groups: number | null, falsePairs: number): string {
  const wrong = falsePairs < 0.5 ? 'hardly a wrong pair' : `about ${plural(Number(falsePairs.toPrecision(2)), 'wrong pair')}`;
  return `${groups === null ? 'Groups not counted yet' : plural(groups, 'group')}, ${wrong} to be expected`;
}

export function radiusInWords(radius: number): string {
  return radius === 0 ? 'copies look the same' : `copies are up to ${radius} of ${radiusRange.max} steps apart`;
}
