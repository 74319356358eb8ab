import { lstat, mkdir, realpath, rename, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { codeOf } from './errors';

/** A trash directory by the freedesktop.org Trash specification 1.0. */
export interface TrashPlace {
  /** Holds `files` and `info`, which exist. */
  readonly root: string;
  /** The directory that `Path` in a .trashinfo is relative to; null in the home trash, where it is absolute. */
  readonly topdir: string | null;
}

export type FoundPlace = { readonly ok: true; readonly place: TrashPlace } | { readonly ok: false; readonly detail: string };

/** The home trash: `$XDG_DATA_HOME/Trash`. */
export function homeTrash(): string {
  const data = process.env['XDG_DATA_HOME'];
  return join(data && isAbsolute(data) ? data : join(homedir(), '.local/share'), 'Trash');
}

/**
 * The trash that a file of this folder can be renamed into: the home trash, else one at the top of the
 * mounted file system. `folder` is absolute with links resolved.
 */
export async function findPlace(folder: string): Promise<FoundPlace> {
  const home = homeTrash();
  try {
    await makeTrash(home);
    if (await reachable(folder, home)) return { ok: true, place: { root: home, topdir: null } };
  } catch {
    // No home trash (a read-only home, say); the file system's own may do.
  }
  const top = await topOf(folder);
  const uid = String(process.getuid?.() ?? 0);
  try {
    const shared = join(top, '.Trash');
    if (await isSharedTrash(shared)) {
      const mine = join(shared, uid);
      await makeTrash(mine);
      return { ok: true, place: { root: mine, topdir: top } };
    }
  } catch {
    // The specification has the per-user directory tried next.
  }
  try {
    const own = join(top, `.Trash-${uid}`);
    await makeTrash(own);
    if (await reachable(folder, own)) return { ok: true, place: { root: own, topdir: top } };
    return { ok: false, detail: `The disk of “${folder}” has no trash that files could be moved to.` };
  } catch (error) {
    return { ok: false, detail: `The disk of “${folder}” has no trash, and none can be made there (${codeOf(error)}).` };
  }
}

/** The folder that stands in for a trash where there is none. */
export const holdingName = '.lookalike-removed';

/** Whether a file lies in some trash, of any platform and person, or in a holding folder, links in its path resolved. */
export async function isInTrash(path: string): Promise<boolean> {
  return isTrashPath(await realpath(path).catch(() => path));
}

/** {@link isInTrash} for a path without links. */
export async function isTrashPath(real: string): Promise<boolean> {
  const within = relative(await realHomeTrash(), real);
  if (within !== '' && within.split(sep)[0] !== '..' && !isAbsolute(within)) return true;
  return real.split(sep).slice(0, -1).some((part) => /^(\.Trash(-\d+)?|\.Trashes|\$Recycle\.Bin|\.lookalike-removed)$/i.test(part));
}

/** Asked for with every file that goes; a trash that is there stays where it is. */
let resolved: { readonly home: string; readonly real: string } | null = null;

async function realHomeTrash(): Promise<string> {
  const home = homeTrash();
  if (resolved?.home === home) return resolved.real;
  try {
    resolved = { home, real: await realpath(home) };
    return resolved.real;
  } catch {
    return home;
  }
}

/** Makes `files` and `info`; refuses a trash that is a link, or that belongs to somebody else. */
async function makeTrash(root: string): Promise<void> {
  for (const path of [root, join(root, 'files'), join(root, 'info')]) {
    await mkdir(path, { recursive: path === root, mode: 0o700 }).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    const found = await lstat(path);
    if (!found.isDirectory()) throw Object.assign(new Error(`“${path}” is not a folder`), { code: 'ENOTDIR' });
    if (process.getuid && found.uid !== process.getuid()) throw Object.assign(new Error(`“${path}” is not ours`), { code: 'EPERM' });
  }
}

/** `$topdir/.Trash` counts only as a real directory with the sticky bit: anyone could plant another one. */
async function isSharedTrash(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  return found !== null && found.isDirectory() && (found.mode & 0o1000) !== 0;
}

/** The highest folder above, or this one, from which files can be renamed into here. */
async function topOf(folder: string): Promise<string> {
  let top = folder;
  for (;;) {
    const parent = dirname(top);
    if (parent === top || !(await reachable(folder, parent))) return top;
    top = parent;
  }
}

/**
 * Whether files can be renamed from one folder to another. One device is not enough: a rename between two
 * mounts of it fails too. The kernel says so before it looks for the file, so one that isn't there can ask.
 * Devices are the folders' own: on overlay file systems files may show another one.
 */
export async function reachable(from: string, to: string): Promise<boolean> {
  const [a, b] = await Promise.all([stat(from, { bigint: true }), stat(to, { bigint: true })]);
  if (a.dev !== b.dev) return false;
  const nobody = `.lookalike-${process.pid}-${Date.now().toString(36)}-nothing`;
  try {
    await rename(join(from, nobody), join(to, nobody));
  } catch (error) {
    return codeOf(error) !== 'EXDEV';
  }
  return true;
}
