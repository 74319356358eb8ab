import type { RemovalAction, TransactionId } from '../../../shared/removal';
import type { Protection } from '../../folder-roles/protection';
import type { JournalFile, Reservation } from '../../store/journal';
import type { TrashFailure, TrashOutcome } from '../../trash/trash';
import type { FileChecks } from '../checks';
import type { RemovalFile } from '../plan';

/** A removal as a whole: what is done with its files, and where. */
export interface RemovalJob {
  readonly id: TransactionId;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly action: RemovalAction;
  /** Absolute path of the folder that files move to; null for every action but `move`. */
  readonly folder: string | null;
  /** Absolute paths of the library's folders; empty when files come back, for then the journal knows where they are. */
  readonly roots: readonly string[];
}

/** In what surroundings a file goes. */
export interface ItemContext {
  readonly checks: FileChecks;
  /** Every path that this removal takes away: none of them counts as a survivor. */
  readonly going: ReadonlySet<string>;
  readonly protection: Protection;
}

/** How a file that had a reservation ended: gone or not, or in the middle, to be settled when the disk allows it; and what went wrong. */
export interface Moved {
  readonly state: 'gone' | 'kept' | 'moving';
  readonly failure: TrashFailure | null;
}

/** How bringing a file back ended. `open`: in the middle, to be settled when the disk allows it. */
export type Restored = { readonly ok: true } | { readonly ok: false; readonly failure: TrashFailure; readonly open?: true };

/** How a file that went, and was to come back at once, ended. */
export function stateAfter(back: Restored): Moved['state'] {
  return back.ok ? 'kept' : back.open ? 'moving' : 'gone';
}

/** Where a file is that was in the middle. `nowhere`: somebody else took it away meanwhile. */
export type SettledAs = 'gone' | 'restored' | 'kept' | 'nowhere';

/**
 * One way to remove files, and to bring them back. Each file is taken in two steps, so that the journal can find it whatever happens
 * between them: `reserve` says what will be done and changes nothing that the person has; `take` does it.
 */
export interface RemovalWay {
  readonly undoable: boolean;
  /** Whether a file goes only for the sake of one that equals it byte for byte. */
  readonly equalOnly: boolean;
  /** Whether files are still found under their names, so that what belongs to them can stay where it is. */
  readonly keepsNames: boolean;
  /** Why the files of a folder can't go this way; null where they can. Asked before anything moves. */
  hindrance(folder: string): Promise<TrashFailure | null>;
  reserve(item: RemovalFile): Promise<TrashOutcome<Reservation>>;
  /** Checks the file and its survivor, takes the file away and confirms that it went. What can't be confirmed is taken back. */
  take(item: RemovalFile, reservation: Reservation, context: ItemContext): Promise<Moved>;
  /** Gives up a reservation whose file was not taken. */
  release(reservation: Reservation): Promise<void>;
  /** Brings a file back; overwrites nothing. */
  restore(file: JournalFile): Promise<Restored>;
  /**
   * Finds out what became of a file that is `moving` or `restoring` by the journal, and finishes it or rolls it back. Null when it
   * is neither here nor there, on a disk that isn't connected perhaps.
   */
  settle(file: JournalFile): Promise<SettledAs | null>;
  /** Of files that went, those that have not come back or gone further since. */
  away(files: readonly JournalFile[]): Promise<readonly JournalFile[]>;
}
