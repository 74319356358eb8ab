import type { KeepCriterion, KeepPolicy } from '../../shared/keep';
import { plural } from '../ui/format';

/** What a criterion is called, and what of two files speaks for one. */
export const criterionWords: Readonly<Record<KeepCriterion, { readonly name: string; readonly rule: string }>> = {
  resolution: { name: 'Resolution', rule: 'more pixels' },
  quality: { name: 'Quality', rule: 'less lost by compression' },
  depth: { name: 'Bit depth', rule: 'finer colours' },
  lossless: { name: 'Lossless format', rule: 'PNG, TIFF or SVG' },
  metadata: { name: 'Metadata', rule: 'EXIF, place, date, profile' },
  companion: { name: 'RAW file or film', rule: 'beside it, going where it goes' },
  original: { name: 'Not edited', rule: 'and not written on' },
  folder: { name: 'Folder order', rule: 'the folder that comes first' },
  name: { name: 'File name', rule: 'no “copy” or “(1)”' },
  date: { name: 'Older', rule: 'changed longer ago' },
};

/** What a weight means to somebody who doesn’t see it beside the others. */
export function weightInWords(weight: number): string {
  return weight === 0 ? 'Off' : plural(weight, 'point');
}

/** Points by criterion that tell two files apart, in the order of the policy; and their sums over all. */
export function pointsThatDiffer(policy: KeepPolicy, points: (criterion: KeepCriterion) => readonly number[]) {
  return policy.flatMap(({ criterion, weight }) => {
    const own = points(criterion);
    return weight > 0 && new Set(own).size > 1 ? [{ criterion, weight, points: own }] : [];
  });
}
