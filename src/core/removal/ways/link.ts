import { constants } from 'node:fs';
import { access, link, lstat, realpath, rename, rm, symlink } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import type { JournalFile, Reservation } from '../../store/journal';
import { codeOf, done, explainMove } from '../../trash/errors';
import { exists } from '../../trash/rename';
import type { TrashFailure, TrashOutcome } from '../../trash/trash';
import { checkItem } from '../check-item';
import { isUnchanged, type FileChecks } from '../checks';
import type { RemovalFile } from '../plan';
import { nameBeside } from './beside';
import { digestOf } from './digest';
import { clear, inHeldFolder, type Held } from './held-folder';
import { linkState } from './link-state';
import { unlinkToCopy } from './unlink-to-copy';
import type { ItemContext, Moved, RemovalWay, SettledAs } from './way';

export type LinkKind = 'hard-link' | 'symlink';

/**
 * A file gives way to a link to the equal file that stays, on the same volume. The link is made under a name of ours and renamed over
 * the file: its name always leads to its content. Undone, the content is copied back, and is held against the digest first.
 */
export function replacementByLink(kind: LinkKind, checks: FileChecks): RemovalWay {
  return {
    undoable: true,
    equalOnly: true,
    keepsNames: true,

    async hindrance(folder) {
      try {
        await access(folder, constants.W_OK | constants.X_OK);
        return null;
      } catch (error) {
        return { reason: 'no-permission', detail: `No link can be made in “${folder}” (${codeOf(error)}).` };
      }
    },

    reserve: (item) => reserve(item, checks),
    take: (item, reservation, context) =>
      inHeldFolder(dirname(item.path), (held) => take(kind, item, reservation, context, held), (error) => kept(explainLink(error))),

    async release({ place }) {
      // There is nothing yet, as a rule.
      if (place !== null) await rm(place, { force: true }).catch(() => undefined);
    },

    restore: (file) => unlinkToCopy(file, checks),
    settle: (file) => settle(file, checks),

    async away(files) {
      const states = await Promise.all(files.map((file) => linkState(file, checks)));
      return files.filter((_, i) => states[i] === 'linked');
    },
  };
}

/** Chooses the survivor, and takes down what the file is, for the day it comes back. */
async function reserve(item: RemovalFile, checks: FileChecks): Promise<TrashOutcome<Reservation>> {
  try {
    const here = await lstat(item.path, { bigint: true });
    let failure: TrashFailure = { reason: 'not-equal', detail: 'No file that stays is equal to it byte for byte.' };
    for (const { path, identical } of item.survivors) {
      if (!identical) continue;
      const looked = await checks.look(path);
      if (!looked.ok) continue;
      if (looked.facts.device !== here.dev) {
        failure = { reason: 'other-volume', detail: 'The copy that stays is on another volume, and a link can’t lead there.' };
      } else if (looked.facts.inode === here.ino) {
        failure = { reason: 'already-linked', detail: 'It is the same file as the copy that stays already, under another name.' };
      } else {
        const digest = await digestOf(item.path);
        return done({ place: nameBeside(item.path), names: null, link: { survivor: path, digest, mode: Number(here.mode & 0o7777n) } });
      }
    }
    return { ok: false, failure };
  } catch (error) {
    return { ok: false, failure: explainMove(error) };
  }
}

async function take(kind: LinkKind, item: RemovalFile, reservation: Reservation, context: ItemContext, held: Held): Promise<Moved> {
  const { place, link: reserved } = reservation;
  if (place === null || !reserved) return kept({ reason: 'failed', detail: 'No place was reserved for the link.' });
  const survivors = item.survivors.filter(({ path, identical }) => identical && path === reserved.survivor);
  const checked = await checkItem({ ...item, survivors }, context, { reversible: false });
  if (!checked.ok) return kept(checked.failure);
  try {
    await makeLink(kind, reserved.survivor, place);
    // Comparing takes its time, and what the rename replaces is gone.
    const last = await context.checks.look(item.path);
    if (!last.ok || !isUnchanged(item, last.facts)) {
      await clear(place, held);
      return kept(last.ok ? { reason: 'changed', detail: 'This file changed just now.' } : last.failure);
    }
    await rename(place, item.path);
  } catch (error) {
    const failure = explainLink(error);
    // A name of ours that won't go must not be forgotten.
    return clear(place, held).then(() => kept(failure), () => ({ state: 'moving', failure }));
  }
  const state = await linkState({ ...item, link: reserved }, context.checks);
  if (state === 'linked') return { state: 'gone', failure: null };
  if (state === 'unknown') return { state: 'moving', failure: { reason: 'failed', detail: 'The link was made, but could not be looked at.' } };
  return kept({ reason: 'failed', detail: 'The link was made, but is not what is there now.' });
}

async function makeLink(kind: LinkKind, survivor: string, place: string): Promise<void> {
  if (kind === 'hard-link') return link(survivor, place);
  // Relative to where the link really is: it holds when the whole library moves.
  const [from, to] = await Promise.all([realpath(dirname(place)), realpath(survivor)]);
  return symlink(relative(from, to), place);
}

async function settle(file: JournalFile, checks: FileChecks): Promise<SettledAs | null> {
  const state = await linkState(file, checks);
  // Restoring writes the copy whole before it takes the link's name; a link that somebody removed leads nowhere to begin with.
  const taken = state === 'absent' && file.state === 'moving';
  if (state === 'unknown' || (taken && !(await exists(dirname(file.path))))) return null;
  // One that won't go is litter, and no reason to leave the file unsettled.
  if (file.place !== null) await rm(file.place, { force: true }).catch(() => undefined);
  // The link takes the file's place at once: where there is nothing, somebody else took it away.
  if (state !== 'own') return taken ? 'kept' : 'gone';
  return file.state === 'restoring' ? 'restored' : 'kept';
}

function kept(failure: TrashFailure): Moved {
  return { state: 'kept', failure };
}

function explainLink(error: unknown): TrashFailure {
  const code = codeOf(error);
  switch (code) {
    case 'EXDEV':
      return { reason: 'other-volume', detail: 'The copy that stays is on another volume, and a link can’t lead there.' };
    case 'EPERM':
    case 'ENOTSUP':
    case 'EOPNOTSUPP':
    case 'ENOSYS':
      return { reason: 'failed', detail: 'Links can’t be made on this volume, or not by you.' };
    case 'EMLINK':
      return { reason: 'failed', detail: 'The copy that stays has as many links as it can have.' };
    default:
      return explainMove(error);
  }
}
