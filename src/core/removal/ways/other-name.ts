import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { isSameFile, type FileChecks, type FileFacts } from '../checks';

/**
 * Where a file is that isn't at its path because a folder above it was renamed, though it has a name at `place` too; null where that
 * is not found. How many names it has proves nothing: a backup may have linked to it.
 */
export async function findOtherName(path: string, place: string, file: FileFacts, checks: FileChecks): Promise<string | null> {
  const own = await realOf(place);
  if (file.links < 2 || own === null) return null;
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    // A folder that can't be listed tells nothing: the file counts as gone, as before.
    for (const name of await checks.list(dirname(folder)).catch(() => [])) {
      const other = join(dirname(folder), name, relative(folder, path));
      const found = name === basename(folder) ? null : await checks.look(other);
      if (found?.ok !== true || !isSameFile(found.facts, file)) continue;
      const real = await realOf(other);
      if (real !== null && real !== own) return other;
    }
  }
  return null;
}

function realOf(path: string): Promise<string | null> {
  return realpath(path).catch(() => null);
}
