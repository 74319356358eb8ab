import { lstat } from 'node:fs/promises';
import type { JournalFile } from '../../store/journal';
import { codeOf } from '../../trash/errors';
import { isSameFile, isUnchanged, type FileChecks } from '../checks';

/** Whether a name is a link, a file of its own or nothing; `unknown` where it can't be looked at. */
export type LinkState = 'linked' | 'own' | 'absent' | 'unknown';

/** What stands where a file was that a link replaced, or was to replace. */
export async function linkState(file: Pick<JournalFile, 'path' | 'bytes' | 'modified' | 'link'>, checks: FileChecks): Promise<LinkState> {
  try {
    if ((await lstat(file.path)).isSymbolicLink()) return 'linked';
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(codeOf(error)) ? 'absent' : 'unknown';
  }
  const here = await checks.look(file.path);
  if (!here.ok) return 'unknown';
  const survivor = file.link ? await checks.look(file.link.survivor) : null;
  if (survivor?.ok) return isSameFile(here.facts, survivor.facts) ? 'linked' : 'own';
  // Without the survivor a hard link is known by not being the file that was scanned.
  return isUnchanged(file, here.facts) ? 'own' : 'linked';
}
