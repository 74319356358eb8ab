import { constants, type BigIntStats } from 'node:fs';
import { link, lstat, open, rename, unlink } from 'node:fs/promises';
import { codeOf } from './errors';

/**
 * Renames without ever overwriting: link and unlink, because where something is at the target, even since a moment ago, the link
 * fails. Ends what was interrupted between the two.
 * @throws the file system's error: `EEXIST` where something else is at the target, `EXDEV` where it is on another volume, `ESTALE` where
 * another file took the name that was to go or the new one was taken away, `ENOENT` where its folder was renamed meanwhile.
 */
export async function renameToFree(from: string, to: string): Promise<void> {
  const file = await lstat(from, { bigint: true });
  let names = file.nlink;
  try {
    await link(from, to);
    names++;
  } catch (error) {
    const code = codeOf(error);
    if (['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) return renameOverClaim(from, to);
    if (code !== 'EEXIST' || file.nlink < 2n || !(await isAt(to, file))) throw error;
  }
  try {
    await dropName(from, to, file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return leaveOne(from, to, names);
    // A folder that nothing may be taken out of, say: one of the names has to go.
    if (await areTwoNames(from, to)) await unlink(to).catch(() => undefined);
    throw error;
  }
}

/**
 * Takes the first of a file's two names away, unless somebody saved another file under one of them since.
 * @param file what was at the first name before it was linked
 */
async function dropName(from: string, to: string, file: BigIntStats): Promise<void> {
  const there = await lstat(to, { bigint: true });
  if (await isAt(from, there)) return unlink(from);
  if (!isSame(there, file)) throw Object.assign(new Error(`“${to}” was replaced just now`), { code: 'EEXIST' });
  // What had its name taken would have been lost without us: it is not for us to keep.
  await unlink(to);
  throw Object.assign(new Error(`“${from}” was replaced just now`), { code: 'ESTALE' });
}

/**
 * One of a file's two names is not where it was. Where somebody took the first away, all is as it should be; where a folder was renamed,
 * and the name with it, the file has both still, and one has to go.
 * @param names how many the file has while it has both
 */
async function leaveOne(from: string, to: string, names: bigint): Promise<void> {
  const there = await lookFor(to);
  if (there && there.nlink < names) return;
  if (there) {
    await unlink(to);
    throw Object.assign(new Error(`the folder of “${from}” was renamed just now`), { code: 'ENOENT' });
  }
  const here = await lookFor(from);
  // It went before the folder that it went to was renamed.
  if (here && here.nlink >= names) return unlink(from);
  throw Object.assign(new Error(`“${to}” was taken away just now`), { code: here ? 'ESTALE' : 'ENOENT' });
}

async function lookFor(path: string): Promise<BigIntStats | null> {
  try {
    return await lstat(path, { bigint: true });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Whether two paths are names of one file, as far as that can be told. */
async function areTwoNames(from: string, to: string): Promise<boolean> {
  try {
    return await isAt(from, await lstat(to, { bigint: true }));
  } catch {
    return false;
  }
}

/** Whether a path is a name of this file. */
async function isAt(path: string, file: BigIntStats): Promise<boolean> {
  return isSame(await lstat(path, { bigint: true }), file);
}

function isSame(one: BigIntStats, other: BigIntStats): boolean {
  return one.dev === other.dev && one.ino === other.ino;
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
  return (await lookFor(path)) !== null;
}
