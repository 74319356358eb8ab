import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppFailure } from '../shared/errors';
import { folderNameProblem } from '../shared/folder-name';
import { whyNot } from './export/write-file';
import { NoAnswer, withPatience } from './patience';
import type { Reach } from './reach';

/**
 * Makes a folder in one that is within reach; answers its path. Nothing that is there is touched.
 * @param parent absolute, without links
 * @throws AppFailure `invalid-input` for a name that is none, `cannot-write` with the reason where the system refuses
 */
export async function makeFolder(reach: Reach, parent: string, name: string): Promise<string> {
  const problem = folderNameProblem(name) ?? (process.platform === 'win32' ? windowsProblem(name) : null);
  if (problem !== null) throw new AppFailure({ kind: 'invalid-input', detail: lowered(problem) });
  const path = join(parent, name);
  try {
    await withPatience(() => reach.inFolder(parent, (held) => mkdir(join(held, name))));
  } catch (error) {
    if (error instanceof AppFailure) throw error;
    throw new AppFailure({ kind: 'cannot-write', path, detail: whyNotMade(error) });
  }
  return path;
}

/** Names that Windows takes for something else (“Naming files, paths, and namespaces”, Microsoft). */
function windowsProblem(name: string): string | null {
  if (/[<>:"|?*]/.test(name)) return 'A name has none of < > : " | ? *.';
  if (name.endsWith('.')) return 'A name does not end with a dot.';
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name) ? 'Windows keeps that name for itself.' : null;
}

function whyNotMade(error: unknown): string {
  if (error instanceof NoAnswer) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EEXIST') return 'there is something of that name already';
  return code === 'ENAMETOOLONG' ? 'the name is too long' : whyNot(error);
}

/** A sentence, for the middle of another. */
function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
}
