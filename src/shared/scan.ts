import type { AppError } from './errors';
import type { FolderRef } from './files';
import type { GroupsSummary } from './groups';

/** A scan, and what it left out. */

/** In the order of their codes in binary records and in the store: append only. */
export const skipReasons = [
  'not-an-image',
  'empty',
  'truncated',
  'corrupt',
  'unsupported',
  'too-large',
  'no-permission',
  'vanished',
  'changed',
  'bad-name',
  'link',
  'folder-unreadable',
  'read-error',
  'crashed',
  'timed-out',
  'excluded',
  'system-folder',
  'no-answer',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** Names an entry of the skipped list of the current library. Opaque, and means nothing to another library. */
export type SkippedId = string;

export interface Skipped {
  readonly path: string;
  readonly reason: SkipReason;
  /** One plain sentence about this file. */
  readonly detail: string;
}

export interface SkippedEntry extends Skipped {
  readonly id: SkippedId;
}

/** `opening`: what an earlier scan found is being looked up. */
export type ScanPhase = 'idle' | 'opening' | 'scanning' | 'paused' | 'comparing' | 'done' | 'cancelled' | 'failed';

export type WorkerStatus = 'starting' | 'busy' | 'idle' | 'paused' | 'ended';

export interface WorkerState {
  /** 1-based, as shown. */
  readonly number: number;
  readonly status: WorkerStatus;
  readonly files: number;
  readonly filesPerSecond: number;
  /** Share of the time since the scan began that it was at work, 0–1. */
  readonly busyShare: number;
  /** The name of the file in hand. */
  readonly current: string | null;
}

export interface ScanStats {
  /** files = hashed + cached + skipped, once a scan is done. */
  readonly files: number;
  readonly hashed: number;
  readonly cached: number;
  readonly skipped: number;
  /** Bytes of the files that were hashed. */
  readonly bytes: number;
  /** Wall time without pauses. */
  readonly seconds: number;
  readonly workers: number;
}

export interface ScanState {
  readonly phase: ScanPhase;
  readonly folders: readonly FolderRef[];
  readonly stats: ScanStats;
  /** When the library was scanned before this scan, milliseconds since 1970 (UTC); null: never. */
  readonly scannedBefore: number | null;
  /** When what is shown was found out, where that was by an earlier scan, milliseconds since 1970 (UTC); null: by this one. */
  readonly asOf: number | null;
  /** Whether every folder has been listed, so that `stats.files` is final. */
  readonly listed: boolean;
  readonly filesPerSecond: number;
  readonly bytesPerSecond: number;
  /** Seconds left, once it can be said. */
  readonly eta: number | null;
  readonly skippedByReason: Readonly<Partial<Record<SkipReason, number>>>;
  readonly workerStates: readonly WorkerState[];
  /** The workers' busy time over wall time: during the last second, and over the whole scan. */
  readonly parallelismNow: number;
  readonly parallelism: number;
  readonly groups: GroupsSummary;
  /** Why the scan failed, in phase `failed`. */
  readonly error: AppError | null;
}
