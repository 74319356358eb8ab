import { defaultKeepPolicy, type KeepPolicy } from './keep';

/** What the person chose once and for all. */

export interface Settings {
  /** Worker threads; null for one per core. */
  readonly workers: number | null;
  /** The largest distance at which two pictures count as copies. */
  readonly radius: number;
  /** Whether to show similar shots as well. */
  readonly shots: boolean;
  /** Whether files may be deleted for good, without the trash. */
  readonly permanentDelete: boolean;
  /** Patterns (`glob.ts`) of paths below a library's folders that scans leave out. */
  readonly excluded: readonly string[];
  /** How the file to keep is chosen. */
  readonly keep: KeepPolicy;
}

/** How far apart two pictures may be and still be worth calling copies; docs/accuracy.md says what the steps mean. */
export const radiusRange = { min: 0, max: 12, default: 8 } as const;
/** Patterns that are left out, at most. */
export const mostExcluded = 100;
export const workersRange = { min: 1, max: 256 } as const;

export const defaultSettings: Settings = { workers: null, radius: radiusRange.default, shots: false, permanentDelete: false, excluded: [], keep: defaultKeepPolicy };
