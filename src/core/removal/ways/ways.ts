import { chosenFolder } from '../../trash/chosen-folder';
import { holdingTrash } from '../../trash/holding';
import type { TrashPort } from '../../trash/trash';
import type { FileChecks } from '../checks';
import { deletion } from './deletion';
import { replacementByLink } from './link';
import { relocation } from './relocation';
import type { RemovalJob, RemovalWay } from './way';

/** The way to do a job, for going and for coming back. */
export type Ways = (job: RemovalJob) => RemovalWay;

/** The ways of this machine; `trash` is the system's. */
export function waysOf(trash: TrashPort, checks: FileChecks): Ways {
  return ({ id, started, action, folder, roots }) => {
    switch (action) {
      case 'trash':
        return relocation(trash, checks);
      case 'hold':
        return relocation(holdingTrash({ stamp: stampOf(started, id), roots }), checks);
      case 'move':
        return relocation(chosenFolder({ folder: folder ?? '', roots }), checks);
      case 'hard-link':
      case 'symlink':
        return replacementByLink(action, checks);
      case 'delete':
        return deletion(checks);
    }
  };
}

/** A folder's name that tells a person when: “2026-11-21 0914 3f2a9c”, local time, good on every file system. */
function stampOf(started: number, id: string): string {
  const when = new Date(started);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
  return `${day} ${two(when.getHours())}${two(when.getMinutes())} ${id.slice(0, 6)}`;
}
