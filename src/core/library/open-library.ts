import { availableParallelism } from 'node:os';
import type { FolderRef } from '../../shared/files';
import type { ScanPhase, ScanState } from '../../shared/scan';
import type { AppError } from '../../shared/errors';
import type { Settings } from '../../shared/settings';
import { exclusionKey, exclusionOf } from '../folder-roles/exclusions';
import { keepKernels } from '../keep-kernels';
import type { EnginePorts, WorkerPool } from '../ports';
import type { DismissedSets } from '../review/dismissed-sets';
import type { LateDecisions } from '../review/late-decisions';
import { Review } from '../review/review';
import type { Inventory } from '../store/inventory';
import type { Store } from '../store/store';
import { FileIds } from './file-ids';
import { leftOutNow, placesIn } from './folder-sayings';
import { unseen } from './moved-files';
import { ProgressMeter } from './progress';
import { ScanSession } from './session';

export interface Opening {
  readonly folders: readonly FolderRef[];
  readonly settings: Settings;
  /** When it was scanned last, milliseconds since 1970; null: never. */
  readonly scannedBefore: number | null;
  /** What the last scan found, to be shown without another; null: scan. */
  readonly from: Inventory | null;
  /** What the last scan found, for the next to be compared with. */
  readonly former: () => Inventory | null;
  /** Of marks, to go on from. */
  readonly revision: number;
  readonly onMarks: (review: Review) => void;
}

export interface OpeningPorts {
  readonly ports: EnginePorts;
  readonly store: Store;
  readonly dismissed: DismissedSets;
  readonly decisions: LateDecisions;
}

/** A library on screen: its scan, or what an earlier one found, and the review of it. */
export class OpenLibrary {
  readonly folders: readonly FolderRef[];
  readonly pool: WorkerPool;
  readonly session: ScanSession;
  readonly ids: FileIds;
  readonly review: Review;
  /** What was left out when it was scanned. */
  readonly leftOut: string;
  /** See `ScanState`. */
  readonly scannedBefore: number | null;
  readonly #meter: ProgressMeter;
  readonly #from: Inventory | null;
  readonly #decisions: LateDecisions;
  #paused = false;
  #ended: number;
  #failure: AppError | null = null;

  constructor({ folders, settings, scannedBefore, from, former, revision, onMarks }: Opening, { ports, store, dismissed, decisions }: OpeningPorts) {
    this.#decisions = decisions;
    const leftOut = leftOutNow(store);
    const paths = folders.map(({ path }) => path);
    this.folders = folders;
    this.#from = from;
    this.#ended = from?.scanned ?? 0;
    this.leftOut = from?.leftOut ?? exclusionKey(leftOut);
    this.scannedBefore = from ? from.scannedBefore : scannedBefore;
    keepKernels();
    this.pool = ports.createPool(settings.workers ?? availableParallelism());
    this.session = new ScanSession({
      folders: paths,
      store,
      pool: this.pool,
      choice: settings,
      compare: true,
      live: true,
      dismissed,
      placeOf: placesIn(store, paths),
      exclude: exclusionOf(leftOut, paths),
      from,
      former,
      onGroups: () => this.review.follow(),
    });
    this.review = new Review(this.session, { decisions, folders: paths, unsaved: () => decisions.failure, revision, onChange: () => onMarks(this.review) });
    this.ids = new FileIds(this.session.table);
    this.#meter = new ProgressMeter(this.session, folders, { scannedBefore: this.scannedBefore, asOf: from?.scanned ?? null });
  }

  get paths(): readonly string[] {
    return this.folders.map(({ path }) => path);
  }

  /** Whether it is shown as an earlier scan found it. */
  get isRecalled(): boolean {
    return this.#from !== null;
  }

  /** When what is shown was found out, milliseconds since 1970; 0 during a scan. */
  get ended(): number {
    return this.#ended;
  }

  /** Whether the scan came to its end. */
  get whole(): boolean {
    return this.#from?.whole ?? this.session.phase === 'done';
  }

  /** Whether every file of its folders was met: what was left out, or could not be looked at, is not gone. */
  get sawAll(): boolean {
    const { byReason } = this.session.skipped;
    return !this.isRecalled && unseen.every((reason) => byReason[reason] === undefined);
  }

  get phase(): ScanPhase {
    if (this.#failure) return 'failed';
    return this.#paused && this.session.phase === 'scanning' ? 'paused' : this.session.phase;
  }

  get state(): ScanState {
    return this.#meter.state(this.phase, this.#failure);
  }

  pause(): void {
    this.#paused = true;
    this.session.pause();
  }

  /** Says whether it was paused. */
  resume(): boolean {
    if (!this.#paused) return false;
    this.#paused = false;
    this.session.resume();
    return true;
  }

  cancel(): void {
    this.#paused = false;
    this.session.cancel();
  }

  /** The scan has ended, or failed. */
  end(failure: AppError | null = null): void {
    this.#paused = false;
    this.#failure = failure;
    if (!this.isRecalled) this.#ended = Date.now();
  }

  /** The person said something else of folders. */
  placeFolders(store: Store): void {
    this.session.placeFolders(placesIn(store, this.paths));
    this.review.follow();
  }

  /** Ends what runs, with all that was decided written down, or kept to be. To be called once, followed by {@link dispose} when nothing runs any more. */
  async letGo(): Promise<void> {
    const unwritten = this.review.close();
    if (unwritten) this.#decisions.keep(this.paths, unwritten);
    await this.session.abandon();
    await this.pool.close();
  }

  dispose(): void {
    this.session.dispose();
  }
}
