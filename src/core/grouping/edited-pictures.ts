import { differencesOf, bitOf } from '../matching/differences';
import type { GroupInput } from '../ports';
import type { PictureColumns } from './group-steps';
import type { Place } from './members';

const workedOn = bitOf('captioned') | bitOf('cropped');
/** Two that agree on what there is to see are no witnesses against each other. */
const fewestAgreeing = 2;

/**
 * Pictures of a star that were cropped or written on, as far as that can be told: of two pictures that differ so, either may be the one that was
 * worked on; but where more pictures agree with the centre than differ from it, those that differ were.
 */
export function editedPictures(
  input: Pick<GroupInput, 'widths' | 'heights'>,
  pictures: Pick<PictureColumns, 'files' | 'starts'>,
  centre: number,
  places: ReadonlyMap<number, Place>,
  present: readonly number[],
): ReadonlySet<number> {
  const edited = new Set<number>();
  if (present.length <= fewestAgreeing) return edited;
  let agreeing = 0;
  for (const picture of present) {
    const { map, comparedWith, comparison } = places.get(picture)!;
    if (comparedWith !== centre) continue;
    const differs = comparison !== null && (differencesOf(map, sizeOf(picture), sizeOf(centre), comparison) & workedOn) !== 0;
    if (differs) edited.add(picture);
    else agreeing++;
  }
  return agreeing >= fewestAgreeing && edited.size < agreeing ? edited : new Set();

  function sizeOf(picture: number): { readonly width: number; readonly height: number } {
    const file = pictures.files[pictures.starts[picture]!]!;
    return { width: input.widths[file]!, height: input.heights[file]! };
  }
}
