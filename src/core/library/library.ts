import { availableParallelism } from 'node:os';
import { LRUCache } from 'lru-cache';
import type { EngineEvent, PreviewSize } from '../../shared/contract';
import { type FileFacts, type FolderRef, type ImageFormat, imageFormats } from '../../shared/files';
import type { ScanPhase, ScanState, SkipReason } from '../../shared/scan';
import type { Settings } from '../../shared/settings';
import { AppFailure, fail, ok, toAppError, type AppError, type Result } from '../../shared/errors';
import { idleScan } from '../../shared/idle-scan';
import { noMarks, type MarksState } from '../../shared/marks';
import { exclusionKey, exclusionOf, type LeftOut } from '../folder-roles/exclusions';
import { realFolders } from '../folder-roles/real-folders';
import { RoleMap, type FolderPlace } from '../folder-roles/role-map';
import { FileIds } from './file-ids';
import { rowState } from './file-table';
import type { EnginePorts, GroupChoice, Preview, WorkerPool } from '../ports';
import { ProgressMeter } from './progress';
import type { Reach } from '../reach';
import { ScanSession } from './session';
import type { DismissedSets } from '../review/dismissed-sets';
import { LateDecisions } from '../review/late-decisions';
import { Review } from '../review/review';
import { libraryKey } from '../store/library-key';
import type { Store } from '../store/store';

const stateEveryMs = 100;
const previewCacheBytes = 64 * 1024 * 1024;
/** In larger libraries each radius is grouped by when it is chosen. */
const mostCounted = 1_000_000;

interface Open {
  readonly folders: readonly FolderRef[];
  readonly pool: WorkerPool;
  readonly session: ScanSession;
  /** What was left out when it was scanned. */
  readonly leftOut: string;
  readonly ids: FileIds;
  readonly review: Review;
  /** See `ScanState`. */
  readonly scannedBefore: number | null;
  readonly meter: ProgressMeter;
  readonly finished: Promise<void>;
}

/** What a scan may not have met though it is there, and will be there next time. */
const unseen = ['folder-unreadable', 'excluded', 'vanished', 'no-permission', 'read-error', 'no-answer'] as const satisfies readonly SkipReason[];

/** Whether every file of its folders was met: what was left out, or could not be looked at, is not gone. */
function sawAll({ skipped: { byReason } }: ScanSession): boolean {
  return unseen.every((reason) => byReason[reason] === undefined);
}

/** The library on screen: one scan at a time, and its result for as long as nothing else is opened. */
export class Library {
  #open: Open | null = null;
  #paused = false;
  #failure: AppError | null = null;
  #ticker: NodeJS.Timeout | null = null;
  #closed = false;
  /** Whose groups are being counted. */
  #counting: ScanSession | null = null;
  /** How many want to be undisturbed. */
  #quiet = 0;
  #turn: Promise<void> = Promise.resolve();
  #marks: MarksState = noMarks;
  readonly #decisions: LateDecisions;
  readonly #previews = new LRUCache<string, Preview>({
    maxSize: previewCacheBytes,
    sizeCalculation: (preview) => preview.bytes.byteLength,
  });

  constructor(
    private readonly ports: EnginePorts,
    private readonly store: Store,
    private readonly dismissed: DismissedSets,
    private readonly reach: Reach,
    private readonly emit: (event: EngineEvent) => void,
  ) {
    this.#decisions = new LateDecisions(store.decisions, () => {
      if (this.#open) this.#tellMarks(this.#open.review);
    });
  }

  /** Throws an {@link AppFailure} when nothing is open. */
  get current(): Open {
    if (!this.#open) throw new AppFailure({ kind: 'not-found', what: 'The library' });
    return this.#open;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  get running(): boolean {
    return this.#phase() === 'scanning' || this.#phase() === 'paused' || this.#phase() === 'comparing';
  }

  /** Opens a library and begins to scan it; what ran before is cancelled once `choose` has its folders. Calls take turns. */
  start(choose: () => Promise<readonly FolderRef[]>, settings: Settings): Promise<void> {
    return this.#inTurn(async () => {
      const folders = await choose();
      await this.#letGo();
      if (this.#closed) throw new AppFailure({ kind: 'cancelled' });
      const leftOut = this.#leftOut();
      const scannedBefore = this.#scannedBefore(folders);
      const pool = this.ports.createPool(settings.workers ?? availableParallelism());
      const paths = folders.map((folder) => folder.path);
      const session = new ScanSession({
        folders: paths,
        store: this.store,
        pool,
        choice: settings,
        compare: true,
        live: true,
        dismissed: this.dismissed,
        placeOf: this.#placesIn(folders),
        exclude: exclusionOf(leftOut, paths),
        onGroups: () => review.follow(),
      });
      const review = new Review(session, {
        decisions: this.#decisions,
        folders: paths,
        unsaved: () => this.#decisions.failure,
        revision: this.#marks.revision + 1,
        onChange: () => this.#tellMarks(review),
      });
      this.#paused = false;
      this.#failure = null;
      this.#open = {
        folders,
        pool,
        session,
        leftOut: exclusionKey(leftOut),
        ids: new FileIds(session.table),
        review,
        scannedBefore,
        meter: new ProgressMeter(session, folders, scannedBefore),
        finished: this.#run(session, review, folders),
      };
      this.#tellMarks(review);
      this.#ticker = setInterval(() => this.#tell(), stateEveryMs);
      this.#tell();
    });
  }

  pause(): void {
    if (this.#phase() !== 'scanning') throw new AppFailure({ kind: 'busy', detail: 'Nothing is being scanned.' });
    this.#paused = true;
    this.current.session.pause();
    this.#tell();
  }

  resume(): void {
    if (!this.#paused) throw new AppFailure({ kind: 'busy', detail: 'Nothing is paused.' });
    this.#paused = false;
    this.current.session.resume();
    this.#tell();
  }

  cancel(): void {
    if (!this.running) return;
    this.#paused = false;
    this.#open?.session.cancel();
  }

  /** As they were last, where no library is open. */
  marks(): MarksState {
    return this.#marks;
  }

  state(): ScanState {
    if (!this.#open) return { ...idleScan, stats: { ...idleScan.stats, workers: availableParallelism() } };
    return this.#open.meter.state(this.#phase(), this.#failure);
  }

  /** Groups again, after the choice or the files changed. */
  regroup(choice: GroupChoice): Promise<void> {
    return this.#regroup((session) => session.regroup(choice));
  }

  /** Groups again, after other files were said not to be copies. */
  regroupDismissed(): Promise<void> {
    return this.#regroup((session) => session.regroupDismissed());
  }

  async #regroup(work: (session: ScanSession) => Promise<void>): Promise<void> {
    const open = this.#open;
    if (!open) return;
    try {
      await work(open.session);
    } catch (error) {
      // A library that was closed meanwhile took its workers with it, and nobody looks at its groups.
      if (this.#open === open) throw error;
    }
    if (this.#open !== open) return;
    this.#tell();
    this.#countGroups(open.session);
  }

  /** The person said something else of folders. */
  async rulesChanged(): Promise<void> {
    if (!this.#open) return;
    const { session, folders, review } = this.#open;
    session.placeFolders(this.#placesIn(folders));
    review.follow();
    await this.regroup(this.store.settings());
  }

  /** Whether another scan of the open library would leave out other files than the last. */
  leavesOutOther(): boolean {
    return this.#open !== null && this.#open.leftOut !== exclusionKey(this.#leftOut());
  }

  #leftOut(): LeftOut {
    return { rules: this.store.folderRules(), patterns: this.store.settings().excluded };
  }

  #placesIn(folders: readonly FolderRef[]): (folder: string) => FolderPlace {
    const map = new RoleMap(this.store.folderRules());
    const real = realFolders(folders.map(({ path }) => path));
    return (folder) => map.placeOf(real(folder));
  }

  async preview(file: string, size: PreviewSize, signal?: AbortSignal): Promise<Result<Preview>> {
    try {
      const { ids, pool } = this.current;
      const { path, format } = this.#fileOf(file);
      const key = `${size} ${file}`;
      const kept = this.#previews.get(key);
      if (kept) return ok(kept);
      const made = await pool.preview(path, size, format, signal);
      // Whole files would push all else out.
      if (made.ok && size !== 'full' && this.#open?.ids === ids) this.#previews.set(key, made.value);
      return made;
    } catch (error) {
      return fail(toAppError(error));
    }
  }

  /** Throws an {@link AppFailure} where the file can't be read. */
  async facts(file: string): Promise<FileFacts> {
    const { path, format } = this.#fileOf(file);
    const read = await this.current.pool.facts(path, format);
    if (!read.ok) throw new AppFailure(read.error);
    return read.value;
  }

  #fileOf(file: string): { readonly path: string; readonly format: ImageFormat } {
    const { ids, session } = this.current;
    const row = ids.rowOf(file);
    if (session.table.state(row) === rowState.removed) throw new AppFailure({ kind: 'not-found', what: 'That file' });
    return { path: session.table.path(row), format: imageFormats[session.table.columns.formats[row]!]! };
  }

  /** Ends the scan if one runs, lets go of the library, and opens no other. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#inTurn(async () => {
      await this.#letGo();
      this.#decisions.close();
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    // A failure belongs to whoever asked for this turn; the next one starts afresh.
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** From the first moment on, nothing is told of the old library any more. */
  async #letGo(): Promise<void> {
    const open = this.#open;
    if (!open) return;
    this.#stopTicking();
    this.#open = null;
    const unwritten = open.review.close();
    if (unwritten) this.#decisions.keep(open.folders.map(({ path }) => path), unwritten);
    this.#previews.clear();
    await open.session.abandon();
    await open.pool.close();
    await open.finished;
    open.session.dispose();
  }

  async #run(session: ScanSession, review: Review, folders: readonly FolderRef[]): Promise<void> {
    const isOpen = (): boolean => this.#open?.session === session;
    let failure: AppError | null = null;
    try {
      await session.run().catch((error: unknown) => {
        // Closing ends the workers under a comparison, which is no failure.
        if (isOpen()) throw error;
      });
      if (session.phase === 'done' && isOpen()) review.settle(sawAll(session));
      this.#remember(session, folders);
    } catch (error) {
      failure = toAppError(error);
    }
    if (!isOpen()) return;
    this.#failure = failure;
    this.#paused = false;
    this.#stopTicking();
    this.#tell();
    if (!failure) this.#countGroups(session);
    await session.tidy();
  }

  #remember(session: ScanSession, folders: readonly FolderRef[]): void {
    try {
      this.store.saveLibrary({ folders: folders.map(({ path }) => path), scanned: Date.now(), files: session.stats.files, groups: session.groups.count });
    } catch (error) {
      // What was scanned can be reviewed all the same, and a disk that is full says so wherever a choice is to be kept.
      if (toAppError(error).kind !== 'storage') throw error;
    }
  }

  /** Does something that wants the processor for itself: nothing is counted in the background meanwhile. */
  async undisturbed<T>(work: () => Promise<T>): Promise<T> {
    this.#quiet++;
    try {
      return await work();
    } finally {
      this.#quiet--;
      if (this.#phase() === 'done') this.#countGroups(this.current.session);
    }
  }

  /** Finds out in the background how many groups each radius would give, unless that is under way, or would take too long. */
  #countGroups(session: ScanSession): void {
    if (this.#counting === session || this.#quiet > 0 || session.summary.images > mostCounted) return;
    this.#counting = session;
    const isOpen = (): boolean => this.#open?.session === session;
    const counted = (): boolean => {
      if (isOpen()) this.#tell();
      return isOpen() && this.#quiet === 0;
    };
    session
      .countGroups(counted)
      // Closing ends the workers, and whatever else went wrong will be told to whoever asks for such groups.
      .catch(() => undefined)
      .finally(() => {
        if (this.#counting === session) this.#counting = null;
      });
  }

  #scannedBefore(folders: readonly FolderRef[]): number | null {
    const key = libraryKey(folders.map(({ path }) => path));
    return this.store.libraries().find((known) => libraryKey(known.folders) === key)?.scanned ?? null;
  }

  #phase(): ScanPhase {
    if (!this.#open) return 'idle';
    if (this.#failure) return 'failed';
    return this.#paused && this.#open.session.phase === 'scanning' ? 'paused' : this.#open.session.phase;
  }

  #tell(): void {
    this.emit({ name: 'scan.state', payload: this.state() });
  }

  #tellMarks(review: Review): void {
    if (this.#open?.review !== review) return;
    this.#marks = review.state;
    this.emit({ name: 'marks.state', payload: this.#marks });
  }

  #stopTicking(): void {
    if (this.#ticker) clearInterval(this.#ticker);
    this.#ticker = null;
  }
}
