import type { SkipReason } from '../../shared/domain';
import { AppFailure } from '../../shared/errors';

export type Explained = readonly [reason: SkipReason, detail: string];

/** Why a folder could not be listed. */
export function explainFolderError(error: unknown): Explained {
  if (error instanceof AppFailure && error.error.kind === 'not-allowed') {
    return ['link', 'A link leads from here out of the folders that may be looked into.'];
  }
  const code = codeOf(error);
  switch (code) {
    case 'ENOENT':
      return ['vanished', 'This folder was gone when its turn came.'];
    case 'ENOTDIR':
      return ['folder-unreadable', 'This is not a folder.'];
    case 'EACCES':
    case 'EPERM':
      return ['folder-unreadable', 'You have no permission to list this folder.'];
    default:
      return ['folder-unreadable', `The system could not list this folder (${code}).`];
  }
}

/** Why a file that was listed could not be looked at. */
export function explainFileError(error: unknown): Explained {
  const code = codeOf(error);
  switch (code) {
    case 'ENOENT':
      return ['vanished', 'This file was gone when its turn came.'];
    case 'EACCES':
    case 'EPERM':
      return ['no-permission', 'You have no permission to look at this file.'];
    default:
      return ['read-error', `The system could not look at this file (${code}).`];
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return String(error);
}
