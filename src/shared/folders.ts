import type { FolderRef } from './files';

/**
 * What a person says of a folder and all that is in it, but for folders in it that have a role of their own. `protected`: nothing in it is
 * ever marked or removed. `reference`: the same, and its files are the ones to keep. `excluded`: scans pass over it.
 */
export const folderRoles = ['protected', 'reference', 'excluded'] as const;
export type FolderRole = (typeof folderRoles)[number];

/** What the role of its folder means for a file. In the order of their codes in columns: append only. */
export const standings = ['free', 'protected', 'reference'] as const;
export type Standing = (typeof standings)[number];

/**
 * What may lie beside a picture and belong to it: the camera's RAW file, the film of a Live Photo, and a small file that says something of
 * it. In the order of their bits in columns: append only.
 */
export const companionKinds = ['raw', 'movie', 'sidecar'] as const;
export type CompanionKind = (typeof companionKinds)[number];

/** Folders that an order of them has at most. */
export const mostRanked = 1000;

export interface FolderRule {
  readonly folder: FolderRef;
  /** Its own; that of a folder above it holds where this is null. */
  readonly role: FolderRole | null;
  /** Its place in the order of folders, from 0; null where it has none. */
  readonly rank: number | null;
  /** Whether it is one of the open library's folders. */
  readonly inLibrary: boolean;
  /** Whether it is there now. */
  readonly available: boolean;
}

export interface FolderRules {
  /** By rank; those without one behind, by path. */
  readonly folders: readonly FolderRule[];
  /** Whether what is left out has changed since the open library was scanned. */
  readonly rescan: boolean;
}

/** A folder above a file. */
export interface FolderAbove {
  readonly folder: FolderRef;
  readonly role: FolderRole | null;
}
