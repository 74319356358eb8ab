import type { Difference, GroupMember } from './groups';

const done: Readonly<Record<Difference, string>> = {
  'quarter-turn': 'turned a quarter',
  'half-turn': 'upside down',
  mirrored: 'mirrored',
  cropped: 'cropped',
  extended: 'has a border or shows more',
  tilted: 'tilted',
  stretched: 'stretched',
  captioned: 'written or drawn upon',
  resized: 'resized',
};

/** What is said of a member; of the file that a bridge leads to, its name is enough. */
export type Compared = Pick<GroupMember, 'distance' | 'differences' | 'likeness'> & { readonly bridge: { readonly name: string; readonly distance: number } | null };

/**
 * What was done to a picture, and how near it is to the kept one, in a few words: “looks the same”, “mirrored, cropped, otherwise
 * nearly the same”. The steps of `distance` are those of `radiusRange`.
 */
export function likenessInWords({ distance, differences, likeness, bridge }: Compared): string {
  if (likeness === 'identical') return 'identical';
  if (likeness === 'same-pixels') return 'the same pixels';
  const near = bridge ? `${nearness(distance)} to it but ${nearness(bridge.distance)} to ${bridge.name}` : nearness(distance);
  if (differences.length === 0) return near === 'the same' ? 'looks the same' : near;
  return `${differences.map((difference) => done[difference]).join(', ')}, otherwise ${near}`;
}

function nearness(distance: number): string {
  if (distance === 0) return 'the same';
  if (distance <= 2) return 'nearly the same';
  if (distance <= 5) return 'much alike';
  if (distance <= 8) return 'alike';
  return 'somewhat alike';
}
