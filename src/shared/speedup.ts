/** The measured speedup. */

export interface SpeedupRun {
  readonly workers: number;
  readonly seconds: number;
  readonly filesPerSecond: number;
  /** Times as fast as one worker. */
  readonly speedup: number;
  /** speedup / workers, 0–1 (above 1 only by noise). */
  readonly efficiency: number;
}

export interface SpeedupReport {
  readonly files: number;
  readonly bytes: number;
  readonly cores: number;
  readonly runs: readonly SpeedupRun[];
  /** Serial share of the work by Amdahl's law, least squares over the runs, 0–1; null with fewer than two. */
  readonly serialShare: number | null;
}

export interface SpeedupProgress extends SpeedupReport {
  /** The worker counts to come. */
  readonly waiting: readonly number[];
}
