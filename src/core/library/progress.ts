import type { FolderRef } from '../../shared/files';
import type { ScanPhase, ScanState } from '../../shared/scan';
import type { AppError } from '../../shared/errors';
import type { ScanSession } from './session';

interface Sample {
  readonly ms: number;
  readonly busyMs: number;
  readonly files: number;
  readonly bytes: number;
}

/** Rates are averaged over this much time: long enough to be steady, short enough to follow a change. */
const rateWindowMs = 3000;
const parallelismWindowMs = 1000;
/** From when on what was done tells something of what is left: the first files may be tiny, or all that is broken. */
const etaFromMs = 2000;
const etaFromShare = 0.05;

/** Turns what a session and its pool have done so far into what a person is shown. */
export class ProgressMeter {
  readonly #samples: Sample[] = [{ ms: 0, busyMs: 0, files: 0, bytes: 0 }];

  constructor(
    private readonly session: ScanSession,
    private readonly folders: readonly FolderRef[],
    /** See `ScanState`. */
    private readonly when: Pick<ScanState, 'scannedBefore' | 'asOf'> = { scannedBefore: null, asOf: null },
  ) {}

  /** `phase` is the engine's, which knows of pauses and failures too. */
  state(phase: ScanPhase, error: AppError | null): ScanState {
    const { session } = this;
    const pool = session.work;
    const now: Sample = { ms: session.clock.ms, busyMs: pool.busyMs, files: pool.files, bytes: pool.bytes };
    if (now.ms > this.#samples[this.#samples.length - 1]!.ms) this.#samples.push(now);
    while (this.#samples.length > 2 && now.ms - this.#samples[1]!.ms > rateWindowMs) this.#samples.shift();

    const over = (windowMs: number): Sample => this.#samples.find((sample) => now.ms - sample.ms <= windowMs) ?? now;
    const rate = perSecond(over(rateWindowMs), now);
    const whole = perSecond({ ms: 0, busyMs: 0, files: 0, bytes: 0 }, now);
    const running = phase === 'scanning' || phase === 'paused';
    const shown = running ? rate : whole;
    return {
      phase,
      folders: this.folders,
      stats: session.stats,
      ...this.when,
      listed: session.listed,
      filesPerSecond: shown.files,
      bytesPerSecond: shown.bytes,
      eta: running && session.listed && rate.bytes > 0 && isTelling(now, session.waitingBytes) ? session.waitingBytes / rate.bytes : null,
      skippedByReason: { ...session.skipped.byReason },
      workerStates: pool.workers,
      parallelismNow: running ? perSecond(over(parallelismWindowMs), now).busyMs / 1000 : 0,
      parallelism: whole.busyMs / 1000,
      groups: session.summary,
      error,
    };
  }
}

function isTelling({ ms, bytes }: Sample, waitingBytes: number): boolean {
  return ms >= etaFromMs || bytes >= etaFromShare * (bytes + waitingBytes);
}

function perSecond(from: Sample, to: Sample): { files: number; bytes: number; busyMs: number } {
  const seconds = (to.ms - from.ms) / 1000;
  if (seconds <= 0) return { files: 0, bytes: 0, busyMs: 0 };
  return {
    files: (to.files - from.files) / seconds,
    bytes: (to.bytes - from.bytes) / seconds,
    busyMs: (to.busyMs - from.busyMs) / seconds,
  };
}
