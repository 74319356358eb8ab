import type { FileId } from '../../shared/files';
import type { Group } from '../../shared/groups';

export function markedIn(group: Group): number {
  return group.members.reduce((count, { marked }) => count + (marked ? 1 : 0), 0);
}

/** Whether a file is the only one of its group left unmarked, and so has to stay. */
export function isLastLeft(group: Group, file: FileId): boolean {
  return group.members.every((member) => member.marked !== (member.file.id === file));
}

/** Whether all files but the keeper are marked, as far as they may go. */
export function copiesMarked(group: Group): boolean {
  return markedIn(group) > 0 && group.members.every(({ file, marked, standing }) => marked !== (file.id === group.keeper || standing !== 'free'));
}
