import type { FolderRef } from './files';

/** What a window is told of the program and of what it may open. */

export interface RecentLibrary {
  readonly folders: readonly FolderRef[];
  /** Milliseconds since 1970 (UTC). */
  readonly scanned: number;
  readonly files: number;
  readonly groups: number;
  /** Whether every folder of it is there now. */
  readonly available: boolean;
}

export interface FolderListing {
  /** The folder listed; null for the list of roots. */
  readonly at: FolderRef | null;
  /** Where "up" leads; null at the roots. */
  readonly parent: FolderRef | null;
  readonly folders: readonly FolderRef[];
  /** Files directly inside. */
  readonly files: number;
}

export interface AppInfo {
  readonly version: string;
  readonly host: 'electron' | 'web';
  readonly platform: 'linux' | 'macos' | 'windows' | 'other';
  readonly cores: number;
  /** Whether the host has a folder dialog of its own; otherwise the window shows a folder browser. */
  readonly nativeFolderDialog: boolean;
  /** Whether files dropped on the window carry their path here. */
  readonly folderDrop: boolean;
  /** Whether a removal can be undone from here, on this platform. */
  readonly undo: boolean;
  readonly canReveal: boolean;
  /** Whether files open in the system's program for them. */
  readonly canOpen: boolean;
  /** Sentences about what was found and mended at the start: an interrupted removal, a damaged store. */
  readonly notices: readonly string[];
}

export interface SampleProgress {
  readonly done: number;
  readonly total: number;
}
