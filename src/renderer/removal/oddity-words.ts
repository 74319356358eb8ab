import type { Oddity } from '../../shared/removal';
import { count } from '../ui/format';

/** Each kind has a line for each group or folder, or one in all. */
export function oddityKey(oddity: Oddity): string {
  switch (oddity.kind) {
    case 'whole-group':
      return `group ${oddity.group}`;
    case 'whole-folder':
      return `folder ${oddity.folder}`;
    default:
      return oddity.kind;
  }
}

export function oddityInWords(oddity: Oddity): string {
  switch (oddity.kind) {
    case 'whole-group':
      return `Every file of the group of “${oddity.path}” is marked.`;
    case 'whole-folder':
      return oddity.files === 1
        ? `The only image of “${oddity.folder}” is marked: the folder would have none left.`
        : `All ${count(oddity.files)} images of “${oddity.folder}” are marked: the folder would have none left.`;
    case 'tie':
      return oddity.groups === 1
        ? `Nothing told the files of one group apart. Its name alone decided that “${oddity.path}” stays.`
        : `In ${count(oddity.groups)} groups nothing told the files apart. Names alone decided what stays, such as “${oddity.path}”.`;
    case 'other-volume':
      return oddity.files === 1
        ? `What stays of “${oddity.path}” is on another drive.`
        : `Of ${count(oddity.files)} files all that stays is on another drive, such as of “${oddity.path}”.`;
    case 'inside-library':
      return `“${oddity.folder}” is inside your library: the next scan would find the copies again.`;
  }
}
