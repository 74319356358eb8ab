import type { FileId, Group, ImageFile } from '../../shared/domain';

/** What the rules need to know of the marks. */
export interface MarkView {
  readonly isMarked: (file: FileId) => boolean;
  /** Whether the person chose this file to be kept instead of the suggested one. */
  readonly isPreferred: (file: FileId) => boolean;
}

/** The file of a group that is to be kept: the person's choice, else the suggestion. */
export function keeperOf(group: Group, marks: Pick<MarkView, 'isPreferred'>): ImageFile {
  const chosen = group.members.find(({ file }) => marks.isPreferred(file.id));
  return (chosen ?? group.members[0]!).file;
}

export function markedIn(group: Group, marks: Pick<MarkView, 'isMarked'>): number {
  return group.members.reduce((count, { file }) => count + (marks.isMarked(file.id) ? 1 : 0), 0);
}

/** Whether a file is the only one of its group left unmarked, and so has to stay. */
export function isLastLeft(group: Group, file: FileId, marks: Pick<MarkView, 'isMarked'>): boolean {
  return !marks.isMarked(file) && markedIn(group, marks) === group.members.length - 1;
}

/** Whether all files but the keeper are marked. */
export function copiesMarked(group: Group, marks: MarkView): boolean {
  const keeper = keeperOf(group, marks).id;
  return group.members.every(({ file }) => marks.isMarked(file.id) !== (file.id === keeper));
}
