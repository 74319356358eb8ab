import type { FileId, FolderId } from './files';
import type { GroupId } from './groups';

/** Removing copies and putting them back. */

export type PlanId = string;
export type TransactionId = string;

/**
 * What is done with the files that go: to the system's trash; into a folder of Lookalike's own on the same volume; into a folder that
 * the person chose, with the tree of folders kept; replaced by a link to the equal file that stays; deleted for good.
 */
export const removalActions = ['trash', 'hold', 'move', 'hard-link', 'symlink', 'delete'] as const;
export type RemovalAction = (typeof removalActions)[number];

/** An action as a person chooses it; `folder` is where `move` goes. */
export type RemovalChoice =
  | { readonly action: Exclude<RemovalAction, 'move'> }
  | { readonly action: 'move'; readonly folder: FolderId };

/** Something in a plan that a person should look at twice. */
export type Oddity =
  | { readonly kind: 'whole-group'; readonly group: GroupId; readonly path: string }
  | { readonly kind: 'whole-folder'; readonly folder: string; readonly files: number }
  /** In so many groups nothing told the files apart, and what stays was settled by their names; `path` stays in one of them. */
  | { readonly kind: 'tie'; readonly groups: number; readonly path: string }
  /** So many files go while all that stays of their groups is on another volume; `path` goes. */
  | { readonly kind: 'other-volume'; readonly files: number; readonly path: string }
  /** The folder that files move to is inside the library: the next scan would find them again. */
  | { readonly kind: 'inside-library'; readonly folder: string };

export interface ReviewPlan {
  readonly id: PlanId;
  readonly action: RemovalAction;
  /** Absolute path of the folder that files move to, for showing; null for every action but `move`. */
  readonly folder: string | null;
  readonly files: number;
  /** Files that belong to those and go with them. */
  readonly companions: number;
  /** Of all that goes. */
  readonly bytes: number;
  /** What goes, by folder, most files first. */
  readonly folders: readonly { readonly path: string; readonly files: number }[];
  /** Files of the groups concerned that stay. */
  readonly staying: number;
  readonly oddities: readonly Oddity[];
  /** Marked files that will not be touched, with the reason. */
  readonly refused: readonly RemovalFailure[];
  /** How many of those are refused only because there is no trash where they are. */
  readonly trashless: number;
  /** Whether it can be undone from here. */
  readonly undoable: boolean;
  /** What has to be typed before it may run; null where nothing has. */
  readonly confirmation: string | null;
}

export const removalFailureReasons = [
  'no-survivor',
  'changed',
  'vanished',
  'no-permission',
  'no-trash',
  'trash-failed',
  'restore-blocked',
  'not-in-trash',
  'not-equal',
  'other-volume',
  'already-linked',
  'failed',
  'protected',
  'has-companion',
] as const;
export type RemovalFailureReason = (typeof removalFailureReasons)[number];

export interface RemovalFailure {
  readonly path: string;
  readonly reason: RemovalFailureReason;
  readonly detail: string;
}

export interface RemovalProgress {
  readonly transaction: TransactionId;
  readonly action: 'remove' | 'undo';
  readonly done: number;
  readonly total: number;
}

export interface RemovalResult {
  readonly transaction: TransactionId;
  readonly action: RemovalAction;
  readonly removed: readonly FileId[];
  /** Files that belonged to those and went with them. */
  readonly companions: number;
  /** Of all that went. */
  readonly bytes: number;
  readonly failures: readonly RemovalFailure[];
  readonly cancelled: boolean;
  readonly undoable: boolean;
}

export interface UndoResult {
  readonly transaction: TransactionId;
  readonly restored: number;
  readonly failures: readonly RemovalFailure[];
}

export interface PastRemoval {
  readonly transaction: TransactionId;
  /** Milliseconds since 1970 (UTC). */
  readonly when: number;
  readonly action: RemovalAction;
  /** Files that are away, replaced or deleted by it now. */
  readonly files: number;
  readonly bytes: number;
  readonly undoable: boolean;
}
