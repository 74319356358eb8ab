import type { SkipReason } from '../../shared/scan';
import { noAnswer, outOfReach, threadLost, type SurveyProblem } from './survey';

export type Explained = readonly [reason: SkipReason, detail: string];

/** Why a folder could not be listed or, once `listed`, why the rest of its files could not be looked at. */
export function explainFolderError(code: SurveyProblem, listed: boolean): Explained {
  switch (code) {
    case 'ENOENT':
      return ['vanished', 'This folder was gone when its turn came.'];
    case 'ENOTDIR':
      return ['folder-unreadable', 'This is not a folder.'];
    case outOfReach:
      return ['link', 'A link leads from here out of the folders that may be looked into.'];
    case noAnswer:
      return ['no-answer', `The drive or network share that it is on did not answer; ${listed ? 'not all files' : 'nothing'} in it could be looked at.`];
    case threadLost:
      return ['folder-unreadable', 'Looking into this folder ended unexpectedly; scan again.'];
    case 'EACCES':
    case 'EPERM':
      return ['folder-unreadable', 'You have no permission to list this folder.'];
    default:
      return ['folder-unreadable', `The system could not list this folder (${code}).`];
  }
}

/** Why a file that was listed could not be looked at. */
export function explainFileError(code: string): Explained {
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
