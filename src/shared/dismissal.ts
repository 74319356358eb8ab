import type { FileId } from './files';

export type DismissalId = number;

/** Files of which a person said that they are no copies of each other. It is about what is in them, wherever they are now. */
export interface Dismissal {
  readonly id: DismissalId;
  /** Milliseconds since 1970 (UTC). */
  readonly when: number;
  /** How many files it was about… */
  readonly count: number;
  /** …and the first {@link dismissedFilesShown} of them. */
  readonly files: readonly DismissedFile[];
}

export interface DismissedFile {
  readonly name: string;
  /** Absolute path, for showing only: where it is now, if it is in the open library, and where it was otherwise. */
  readonly path: string;
  /** Null where nothing in the open library has this content. */
  readonly id: FileId | null;
}

export const dismissedFilesShown = 12;
