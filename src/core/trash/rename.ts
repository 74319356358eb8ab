import { constants, type BigIntStats } from 'node:fs';
import { link, lstat, open, rename, unlink } from 'node:fs/promises';
import { codeOf } from './errors';

/**
 * Renames without ever overwriting: link and unlink, because where something is at the target, even since a moment ago, the link
 * fails. Ends what was interrupted between the two.
 * @throws the file system's error: `EEXIST` where something else is at the target, `EXDEV` where it is on another volume, `ESTALE` where
 * another file took the name that was to go.
 */
export async function renameToFree(from: string, to: string): Promise<void> {
  const file = await lstat(from, { bigint: true });
  try {
    await link(from, to);
  } catch (error) {
    const code = codeOf(error);
    if (['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) return renameOverClaim(from, to);
    if (code !== 'EEXIST' || file.nlink < 2n || !(await isAt(to, file))) throw error;
  }
  try {
    await dropName(from, to, file);
  } catch (error) {
    // Somebody else was faster: the name is gone, as it should be.
    if (codeOf(error) === 'ENOENT') return;
    // A folder that nothing may be taken out of, say: one of the names has to go.
    if (await areAt([from, to], file)) await unlink(to).catch(() => undefined);
    throw error;
  }
}

/** Takes the first of a file's two names away, unless somebody saved another file under one of them since it was linked. */
async function dropName(from: string, to: string, file: BigIntStats): Promise<void> {
  if (!(await isAt(to, file))) throw Object.assign(new Error(`“${to}” was replaced just now`), { code: 'EEXIST' });
  if (await isAt(from, file)) return unlink(from);
  // What had its name taken would have been lost without us: it is not for us to keep.
  await unlink(to);
  throw Object.assign(new Error(`“${from}” was replaced just now`), { code: 'ESTALE' });
}

async function areAt(paths: readonly string[], file: BigIntStats): Promise<boolean> {
  const found = await Promise.all(paths.map((path) => isAt(path, file).catch(() => false)));
  return found.every((is) => is);
}

/** Whether a path is a name of this file. */
async function isAt(path: string, { dev, ino }: BigIntStats): Promise<boolean> {
  const found = await lstat(path, { bigint: true });
  return found.dev === dev && found.ino === ino;
}

/** For file systems without hard links: claims the name with an empty file of ours and renames over that. */
async function renameOverClaim(from: string, to: string): Promise<void> {
  const claim = await open(to, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
  await claim.close();
  try {
    await rename(from, to);
  } catch (error) {
    await unlink(to);
    throw error;
  }
}

/** Whether there is anything at a path; links are not followed. */
export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
