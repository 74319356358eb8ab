import { resolve } from 'node:path';
import { requireReadable } from '../core/folders';
import { CliFailure } from './failure';

/**
 * Absolute paths of the folders named on the command line, each there and readable. Throws an AppFailure for
 * one that is not, and a CliFailure for an empty name: it comes of a script's unset variable, and the
 * current folder is not what was meant.
 */
export async function openFolders(names: readonly string[]): Promise<readonly string[]> {
  if (names.includes('')) throw new CliFailure('The name of a folder is empty. For the current folder, name it with a dot.');
  const folders = names.map((name) => resolve(name));
  for (const folder of folders) await requireReadable(folder);
  return folders;
}
