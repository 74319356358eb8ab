import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JournalFile } from '../../store/journal';
import { codeOf, done, explainRestore, refused } from '../../trash/errors';
import { renameToFree } from '../../trash/rename';
import type { FileChecks } from '../checks';
import { digestOf } from './digest';
import { clear, inHeldFolder, type Held } from './held-folder';
import { linkState } from './link-state';
import type { Restored } from './way';

/**
 * Makes a file of its own of a link again: the content is copied under a name of ours, held against the digest of the file that the
 * link replaced, given its time and permissions, and renamed over the link.
 */
export async function unlinkToCopy(file: JournalFile, checks: FileChecks): Promise<Restored> {
  const { path, place, link } = file;
  if (place === null || !link) return refused('not-in-trash', 'What this link replaced was not recorded.');
  const state = await linkState(file, checks);
  if (state === 'unknown') return refused('no-permission', 'You have no permission to look at this file.');
  try {
    if (state === 'own') {
      // Its other names are gone, so it is a file of its own already; else something took its place.
      return (await digestOf(path)) === link.digest ? done(null) : refused('restore-blocked', 'Something else is in its place now.');
    }
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    return explain(error);
  }
  return inHeldFolder(dirname(path), (held) => copyOver(file, { place, link, state }, held), explain);
}

interface Replaced {
  readonly place: string;
  readonly link: NonNullable<JournalFile['link']>;
  readonly state: 'linked' | 'absent';
}

async function copyOver({ path, modified }: JournalFile, { place, link, state }: Replaced, held: Held): Promise<Restored> {
  try {
    await rm(place, { force: true });
    // The link itself leads to the content; a hard link does so even when the other name is gone.
    await copyFile(state === 'linked' ? path : link.survivor, place, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    if ((await digestOf(place)) !== link.digest) {
      await clear(place, held);
      return refused('changed', 'The file that it shares its content with has changed since; the link was left.');
    }
    await chmod(place, link.mode);
    await setTime(place, modified);
    await flush(place);
    if (state === 'absent') await renameToFree(place, path);
    else await rename(place, path);
    return done(null);
  } catch (error) {
    try {
      await clear(place, held);
      return explain(error);
    } catch {
      // Half a copy must not be forgotten under a name of ours.
      return { ...explain(error), open: true };
    }
  }
}

function explain(error: unknown): Restored & { readonly ok: false } {
  if (codeOf(error) === 'ENOENT') return refused('not-in-trash', 'The file that it shares its content with is gone; the link was left.');
  return { ok: false, failure: explainRestore(error) };
}

/** What the rounding of seconds in a double may take off a time. */
const rounding = 2.4e-7;

/** `modified` in milliseconds; or the next that can be written, for a copy must not turn out older than what it is a copy of. */
async function setTime(path: string, modified: number): Promise<void> {
  const seconds = modified / 1000;
  await utimes(path, seconds, seconds);
  if ((await stat(path)).mtimeMs < modified) await utimes(path, seconds, seconds + rounding);
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
