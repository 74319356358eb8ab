import { sep } from 'node:path';
import { performance } from 'node:perf_hooks';
import { AppFailure } from '../../shared/errors';
import type { FileSystem } from './file-system';
import type { FolderContent } from './folder';

export interface FolderListing extends FolderContent {
  /** A name that the folder has wherever it is mounted; null where the system knows none. */
  readonly id: string | null;
}

/** What files are like that were looked at one after the other, as columns: a thread hands them over for next to nothing. */
export interface Looks {
  /** Size of each; NaN for what is no file, or can't be looked at. */
  readonly bytes: Float64Array;
  /** Last change of each, milliseconds since 1970, as `fs.Stats.mtimeMs` gives it. */
  readonly modified: Float64Array;
  /** By position the system's code for why one can't be looked at. */
  readonly problems: ReadonlyMap<number, string>;
}

/** Why a folder could not be listed, or looks at its files have come to an end: the system's code for it, or one of these. */
export type SurveyProblem = string;
/** Nothing came back in the time that the slowest drive would need. */
export const noAnswer = 'NO-ANSWER';
export const threadLost = 'THREAD-LOST';
export const outOfReach = 'OUT-OF-REACH';

/** Looks at folders and at the files in them. Nothing here rejects. */
export interface Surveyor {
  /** @param folder absolute */
  list(folder: string): Promise<FolderListing | SurveyProblem>;
  /** Looks at files of a folder, from the first, at one at least, and at as many as there is time for; `bytes` is as long as they are many. */
  look(folder: string, names: readonly string[]): Promise<Looks | SurveyProblem>;
}

/** Milliseconds after which looks are handed over, so that slow drives feed the workers too. */
const turn = 8;

/** Surveys by calls that hold up the thread; `beat` is called now and then, to show that it goes on. */
export function surveyBy(files: FileSystem, beat: () => void = () => undefined): Surveyor {
  return {
    list(folder) {
      try {
        return Promise.resolve({ id: files.identify(folder), ...files.readFolder(folder) });
      } catch (error) {
        return Promise.resolve(codeOf(error));
      }
    },
    look(folder, names) {
      const prefix = withEnd(folder);
      const bytes = new Float64Array(names.length);
      const modified = new Float64Array(names.length);
      const problems = new Map<number, string>();
      const until = performance.now() + turn;
      let count = 0;
      do {
        beat();
        bytes[count] = NaN;
        try {
          const look = files.look(prefix + names[count]!);
          if (look.isFile) [bytes[count], modified[count]] = [look.bytes, look.modified];
        } catch (error) {
          problems.set(count, codeOf(error));
        }
        count++;
      } while (count < names.length && performance.now() < until);
      return Promise.resolve({ bytes: bytes.subarray(0, count), modified: modified.subarray(0, count), problems });
    },
  };
}

/** A folder's path in front of a name. Paths are absolute and names are plain: nothing is left for `join` to put in order. */
export function withEnd(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}

function codeOf(error: unknown): string {
  if (error instanceof AppFailure && error.error.kind === 'not-allowed') return outOfReach;
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return String(error);
}
