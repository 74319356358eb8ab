import { constants } from 'node:fs';
import { link, lstat, open, rename, unlink } from 'node:fs/promises';
import { codeOf } from './errors';

/**
 * Renames without ever overwriting: link and unlink, because where something is at the target, even since a moment ago, the link
 * fails. Ends what was interrupted between the two.
 * @throws the file system's error: `EEXIST` where something else is at the target, `EXDEV` where it is on another volume.
 */
export async function renameToFree(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    const code = codeOf(error);
    if (['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) return renameOverClaim(from, to);
    if (code !== 'EEXIST' || !(await areTwoNames(from, to))) throw error;
  }
  // Somebody may have saved the file anew since it was linked: then what stands at its name is not what has another one.
  if (!(await areTwoNames(from, to))) await giveWay(from, to);
  await unlink(from);
}

/** What was linked had its name taken by another file, and would have been lost without us: it is not for us to keep. */
async function giveWay(from: string, to: string): Promise<never> {
  await unlink(to);
  throw Object.assign(new Error(`“${from}” was replaced just now`), { code: 'ESTALE' });
}

/** Whether two paths are two names of one file, of which either can go without losing it. */
async function areTwoNames(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([lstat(a, { bigint: true }), lstat(b, { bigint: true })]);
  return one.dev === other.dev && one.ino === other.ino && one.nlink > 1n;
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
