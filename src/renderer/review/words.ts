import type { Group, GroupMember, ImageFormat, KeepReason } from '../../shared/domain';
import { count } from '../ui/format';

export function kindInWords({ kind, members }: Group): string {
  return kind === 'exact' ? `${count(members.length)} exact copies` : `${count(members.length)} similar pictures`;
}

export function distanceInWords({ identical, distance }: GroupMember): string {
  if (identical) return 'identical, byte for byte';
  if (distance === 0) return 'looks the same (0 of 64 bits differ)';
  return `${distance} of 64 bits ${distance === 1 ? 'differs' : 'differ'}`;
}

const reasonWords: Readonly<Record<KeepReason, string>> = {
  'more-pixels': 'more pixels',
  lossless: 'lossless',
  'more-bytes': 'larger file',
  'original-name': 'original name',
  older: 'older',
  'shorter-path': 'shorter path',
  tie: 'nothing tells them apart',
};

export function reasonsInWords(reasons: readonly KeepReason[]): string {
  if (reasons.length === 0) return 'suggested';
  return reasons.map((reason) => reasonWords[reason]).join(', ');
}

const formatNames: Readonly<Record<ImageFormat, string>> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  avif: 'AVIF',
  gif: 'GIF',
  tiff: 'TIFF',
  svg: 'SVG',
};

export function formatName(format: ImageFormat): string {
  return formatNames[format];
}

/** What a Hamming radius means to a person. */
export function strictnessInWords(radius: number): string {
  if (radius === 0) return 'very strict';
  if (radius <= 3) return 'strict';
  if (radius <= 6) return 'normal';
  if (radius <= 10) return 'loose';
  return 'very loose';
}
