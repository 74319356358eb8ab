import type { Difference, GroupMember } from './domain';

const done: Readonly<Record<Difference, string>> = {
  'quarter-turn': 'turned a quarter',
  'half-turn': 'upside down',
  mirrored: 'mirrored',
  cropped: 'cropped',
  extended: 'has a border or shows more',
  tilted: 'tilted',
  stretched: 'stretched',
};

/**
 * What was done to a picture, and how near it is to the kept one, in a few words: “looks the same”, “mirrored, cropped, otherwise
 * nearly the same”. The steps of `distance` are those of `radiusRange`.
 */
export function likenessInWords({ distance, differences }: Pick<GroupMember, 'distance' | 'differences'>): string {
  if (differences.length === 0) return distance === 0 ? 'looks the same' : nearness(distance);
  return `${differences.map((difference) => done[difference]).join(', ')}, otherwise ${nearness(distance)}`;
}

function nearness(distance: number): string {
  if (distance === 0) return 'the same';
  if (distance <= 2) return 'nearly the same';
  if (distance <= 5) return 'much alike';
  if (distance <= 8) return 'alike';
  return 'somewhat alike';
}
