import { sep } from 'node:path';
import { AppFailure } from '../../shared/errors';
import type { FileLook, FileSystem } from './file-system';
import type { FolderEntry } from './folder';

/** A folder and what was found on looking at each file in it. */
export interface Survey {
  /** A name that the folder has wherever it is mounted; null where the system knows none. */
  readonly id: string | null;
  readonly entries: readonly SurveyedEntry[];
}

export interface SurveyedEntry extends FolderEntry {
  /** Of a file: what it is like, or the system's code for why that can't be said. Null for other entries. */
  readonly look: FileLook | string | null;
}

/** Why a folder could not be surveyed: the system's code for it, or one of these. */
export type SurveyProblem = string;
/** Nothing came back in the time that the slowest drive would need. */
export const noAnswer = 'NO-ANSWER';
export const threadLost = 'THREAD-LOST';
export const outOfReach = 'OUT-OF-REACH';

/** Never rejects. */
export type Surveyor = (folder: string) => Promise<Survey | SurveyProblem>;

/** Surveys folders by a file system; `beat` is called now and then, to show that it goes on. */
export function surveyBy(files: FileSystem, beat: () => void = () => undefined): Surveyor {
  return async (folder) => {
    try {
      const id = files.identify(folder);
      const entries = await files.readFolder(folder);
      return { id, entries: entries.map((entry) => ({ ...entry, look: entry.kind === 'file' ? lookAt(files, folder, entry.name, beat) : null })) };
    } catch (error) {
      return codeOf(error);
    }
  };
}

function lookAt(files: FileSystem, folder: string, name: string, beat: () => void): FileLook | string {
  beat();
  try {
    return files.look(folder.endsWith(sep) ? folder + name : folder + sep + name);
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  if (error instanceof AppFailure && error.error.kind === 'not-allowed') return outOfReach;
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return String(error);
}
