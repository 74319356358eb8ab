import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Reach } from '../reach';
import type { TrashFailure } from '../trash/trash';
import type { StoredRules } from './role-map';

/** Why the files of a folder must not be touched, as the disk is now; null where they may. Each folder is looked at once. */
export type Protection = (folder: string) => Promise<TrashFailure | null>;

/** Where nothing is protected. */
export const unprotected: Protection = () => Promise.resolve(null);

/**
 * Looks at folders by what they are, not by what they are called: a protected one is known by device and inode, so that neither a link
 * nor a second mount is a way round. It is the last look before files go; whoever marked them may not have known.
 */
export function protectionBy({ roles }: StoredRules): Protection {
  const kept = roles.filter(({ role }) => role !== 'excluded');
  if (kept.length === 0) return unprotected;
  const byPath = new Map(roles.map(({ path, role }) => [path, role]));
  const identities = Promise.all(roles.map(async ({ path, role }) => [await identityOf(path), role] as const)).then((found) => new Map(found.filter(([id]) => id !== null)));
  const answers = new Map<string, Promise<TrashFailure | null>>();

  /** `folder` without links. */
  async function nearest(folder: string): Promise<TrashFailure | null> {
    const identity = await identityOf(folder);
    const role = byPath.get(folder) ?? (identity === null ? undefined : (await identities).get(identity));
    if (role === 'excluded') return null;
    if (role === 'protected') return { reason: 'protected', detail: `It is in “${folder}”, which you protected.` };
    if (role === 'reference') return { reason: 'protected', detail: `It is in “${folder}”, your reference.` };
    const parent = dirname(folder);
    return parent === folder ? null : ask(parent);
  }

  function ask(folder: string): Promise<TrashFailure | null> {
    const known = answers.get(folder) ?? nearest(folder);
    answers.set(folder, known);
    return known;
  }

  return async (folder) => ask(await realpath(folder).catch(() => folder));
}

/** Nothing out of reach is touched either: a link that took a folder's place since it was scanned leads nowhere. */
export function protectionWithin(reach: Reach, protection: Protection): Protection {
  return async (folder) => (await outOfReach(reach, folder)) ?? protection(folder);
}

/** Why nothing may be moved out of, or back into, a folder, as the disk is now; null where it may. */
export async function outOfReach(reach: Reach, folder: string): Promise<TrashFailure | null> {
  if (reach.folders === null || reach.has(await realOf(folder))) return null;
  return { reason: 'changed', detail: 'Its folder is, or leads by now, outside of those that may be looked into.' };
}

/** Without links, as far as it is there: what is missing of it would be made below. */
async function realOf(folder: string): Promise<string> {
  const parent = dirname(folder);
  return realpath(folder).catch(async () => (parent === folder ? folder : join(await realOf(parent), basename(folder))));
}

/** Null for what is not there, or has no number by which it could be known. */
async function identityOf(folder: string): Promise<string | null> {
  try {
    const { dev, ino } = await stat(folder, { bigint: true });
    return ino === 0n ? null : `${dev}:${ino}`;
  } catch {
    return null;
  }
}
