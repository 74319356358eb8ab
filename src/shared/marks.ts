import type { AppError } from './errors';

/** What is marked for removal in the open library, as a whole; pages of groups say it of each file. */
export interface MarksState {
  /** Changes whenever a file is marked or unmarked, or a group's keeper changes; goes up from library to library. */
  readonly revision: number;
  /** Marked files, and their bytes together. */
  readonly files: number;
  readonly bytes: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Why the marks could not be written down so far; null where nothing is wrong. It is tried again with the next change. */
  readonly unsaved: AppError | null;
}

export const noMarks: MarksState = { revision: 0, files: 0, bytes: 0, canUndo: false, canRedo: false, unsaved: null };
