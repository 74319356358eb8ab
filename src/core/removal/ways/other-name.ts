import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { codeOf } from '../../trash/errors';
import { isSameFile, isVanished, type FileChecks, type FileFacts } from '../checks';

/**
 * Whether a file that isn't at its path, though it has a name at `place`, has one there as well because a folder above it was renamed.
 * `unknown` where none was found, but not every folder beside those above it could be looked into.
 */
export async function hasOtherName(path: string, place: string, file: FileFacts, checks: FileChecks): Promise<'yes' | 'no' | 'unknown'> {
  const own = await realOf(place);
  if (own === null) return 'unknown';
  let answer: 'no' | 'unknown' = 'no';
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const names = await namesIn(dirname(folder), checks);
    if (names === null) answer = 'unknown';
    for (const name of names ?? []) {
      if (name === basename(folder)) continue;
      const other = join(dirname(folder), name, relative(folder, path));
      const found = await checks.look(other);
      if (!found.ok && !isVanished(found)) answer = 'unknown';
      if (!found.ok || !isSameFile(found.facts, file)) continue;
      const real = await realOf(other);
      if (real === null) answer = 'unknown';
      else if (real !== own) return 'yes';
    }
  }
  return answer;
}

/** None in a folder that is gone, as one above a file may be; null where that can't be told. */
async function namesIn(folder: string, checks: FileChecks): Promise<readonly string[] | null> {
  try {
    return await checks.list(folder);
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? [] : null;
  }
}

function realOf(path: string): Promise<string | null> {
  return realpath(path).catch(() => null);
}
