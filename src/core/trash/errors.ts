import type { TrashFailure, TrashOutcome } from './trash';

export function done<T>(value: T): TrashOutcome<T> {
  return { ok: true, value };
}

export function refused(reason: TrashFailure['reason'], detail: string): { readonly ok: false; readonly failure: TrashFailure } {
  return { ok: false, failure: { reason, detail } };
}

/** Why a file did not go to the trash. */
export function explainMove(error: unknown): TrashFailure {
  const code = codeOf(error);
  switch (code) {
    case 'ENOENT':
      return { reason: 'vanished', detail: 'This file was gone when its turn came.' };
    case 'EACCES':
    case 'EPERM':
      return { reason: 'no-permission', detail: 'You have no permission to move this file out of its folder.' };
    case 'EROFS':
      return { reason: 'no-permission', detail: 'This file is on a disk that can only be read.' };
    case 'ESTALE':
      return { reason: 'changed', detail: 'This file was saved anew while it was being moved; it was left where it is.' };
    case 'EXDEV':
      return { reason: 'no-trash', detail: 'The disk of this file has no trash; it was left where it is.' };
    default:
      return { reason: 'trash-failed', detail: `The system could not move this file to the trash (${code}).` };
  }
}

/** Why a file did not go to a folder that is no trash. */
export function explainCarry(error: unknown): TrashFailure {
  const code = codeOf(error);
  switch (code) {
    case 'EXDEV':
      return { reason: 'other-volume', detail: 'That folder is on another volume; this file was left where it is.' };
    case 'EEXIST':
      return { reason: 'failed', detail: 'Something of the same name is there; this file was left where it is.' };
    case 'ENOSPC':
      return { reason: 'failed', detail: 'That volume is full; this file was left where it is.' };
    case 'ENOENT':
    case 'ESTALE':
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return explainMove(error);
    default:
      return { reason: 'failed', detail: `The system could not move this file (${code}).` };
  }
}

/** Why a file did not come back from where it went. */
export function explainRestore(error: unknown): TrashFailure {
  const code = codeOf(error);
  switch (code) {
    case 'EEXIST':
      return { reason: 'restore-blocked', detail: 'Something else is in its place now; the file stays where it went.' };
    case 'ENOTDIR':
      return { reason: 'restore-blocked', detail: 'A file stands where its folder was; the file stays where it went.' };
    case 'ENOENT':
      return { reason: 'not-in-trash', detail: 'This file is no longer where it went.' };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { reason: 'no-permission', detail: 'You have no permission to put this file back into its folder.' };
    default:
      return { reason: 'restore-blocked', detail: `The system could not put this file back (${code}); it stays where it went.` };
  }
}

export function codeOf(error: unknown): string {
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return String(error);
}
