import type { KeepPolicy, KeepPreview } from '../../shared/keep';
import { KeepJudge } from '../grouping/keep';
import type { FileIds } from '../library/file-ids';
import type { FileTable } from '../library/file-table';
import { imageFile } from '../library/group-pages';
import type { GroupSet } from '../library/group-set';
import { whatTells } from './keep-reasons';
import type { Review } from './review';

const mostExamples = 5;

/** What another policy would change in the groups of a library. Changes nothing. */
export function previewKeep(table: FileTable, ids: FileIds, groups: GroupSet, review: Pick<Review, 'isDecided'>, policy: KeepPolicy): KeepPreview {
  const columns = table.keepColumns;
  const judge = new KeepJudge(columns, policy);
  const examples: KeepPreview['examples'][number][] = [];
  let [changed, decided, ties] = [0, 0, 0];
  for (let index = 0; index < groups.count; index++) {
    const group = groups.keepGroup(index);
    // The file that is kept now comes first.
    const { place, tie } = judge.choose(group);
    if (tie) ties++;
    if (place === 0) continue;
    if (review.isDecided(index)) {
      decided++;
      continue;
    }
    changed++;
    if (examples.length === mostExamples) continue;
    const choice = (at: number, other: number) => ({ file: imageFile(table, ids, group.files[at]!), reasons: whatTells(columns, judge, group, at, other) });
    examples.push({ from: choice(0, place), to: choice(place, 0) });
  }
  return { changed, decided, groups: groups.count, ties, examples };
}
