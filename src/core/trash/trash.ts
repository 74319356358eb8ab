import type { RemovalFailure } from '../../shared/removal';

/** Where a file went, as the journal keeps it. */
export interface TrashEntry {
  /** Absolute path of the file inside the trash; null where the platform does not say. */
  readonly trashed: string | null;
}

export type TrashFailure = Omit<RemovalFailure, 'path'>;
export type TrashOutcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: TrashFailure };

/**
 * The system's trash, or a folder that stands in for it. Moving is in two steps, so that the journal knows where a file will be
 * before it moves: `reserve` names the place, `move` goes there.
 */
export interface TrashPort {
  /** Whether `restore` works on this platform. */
  readonly canRestore: boolean;
  /** Why the files of a folder can't go there; null where they can. Asked before anything moves. */
  hindrance(folder: string): Promise<TrashFailure | null>;
  /** Chooses (and where the platform has such a thing, registers) the place for a file in the trash. */
  reserve(path: string): Promise<TrashOutcome<TrashEntry>>;
  /** Moves the file to the reserved place. Never deletes: a file that cannot go to a trash stays. */
  move(path: string, entry: TrashEntry): Promise<TrashOutcome<null>>;
  /** Gives up a reservation whose file did not move. */
  release(entry: TrashEntry): Promise<void>;
  /** Moves a file back to where it was; never overwrites what is there now. */
  restore(path: string, entry: TrashEntry): Promise<TrashOutcome<null>>;
}
