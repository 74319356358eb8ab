import { availableParallelism } from 'node:os';
import type { EngineEvent } from '../../shared/contract';
import type { FolderRef } from '../../shared/files';
import type { ScanState } from '../../shared/scan';
import type { Settings } from '../../shared/settings';
import { AppFailure, explain, toAppError, type AppError } from '../../shared/errors';
import { idleScan } from '../../shared/idle-scan';
import { noMarks, type MarksState } from '../../shared/marks';
import { exclusionKey } from '../folder-roles/exclusions';
import type { EnginePorts, GroupChoice } from '../ports';
import type { DismissedSets } from '../review/dismissed-sets';
import { LateDecisions } from '../review/late-decisions';
import type { Review } from '../review/review';
import type { Inventory } from '../store/inventory';
import type { Store } from '../store/store';
import { Counting } from './counting';
import { FileViews } from './file-views';
import { leftOutNow } from './folder-sayings';
import type { Regrouped } from './group-turns';
import { OpenLibrary } from './open-library';
import { Remembering } from './remembering';
import type { ScanSession } from './session';

const stateEveryMs = 100;

/** The library on screen: one scan at a time, and its result for as long as nothing else is opened. */
export class Library {
  readonly views = new FileViews(() => this.current);
  #open: OpenLibrary | null = null;
  /** Resolves when nothing of {@link #open} runs any more. */
  #finished: Promise<void> = Promise.resolve();
  #ticker: NodeJS.Timeout | null = null;
  #closed = false;
  #turn: Promise<void> = Promise.resolve();
  #marks: MarksState = noMarks;
  readonly #remembering: Remembering;
  readonly #decisions: LateDecisions;
  readonly #counting = new Counting((session) => this.#open?.session === session, () => this.#tell());

  constructor(
    private readonly ports: EnginePorts,
    private readonly store: Store,
    private readonly dismissed: DismissedSets,
    private readonly emit: (event: EngineEvent) => void,
  ) {
    this.#remembering = new Remembering(store);
    this.#decisions = new LateDecisions(store.decisions, () => {
      if (this.#open) this.#tellMarks(this.#open.review);
    });
  }

  /** Throws an {@link AppFailure} when nothing is open. */
  get current(): OpenLibrary {
    if (!this.#open) throw new AppFailure({ kind: 'not-found', what: 'The library' });
    return this.#open;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  get running(): boolean {
    const phase = this.#open?.phase;
    return phase === 'opening' || phase === 'scanning' || phase === 'paused' || phase === 'comparing';
  }

  /** Opens a library and begins to scan it; what ran before is cancelled once `choose` has its folders. Calls take turns. */
  start(choose: () => Promise<readonly FolderRef[]>, settings: Settings): Promise<void> {
    return this.#inTurn(async () => {
      const folders = await choose();
      await this.#letGo();
      this.#show(folders, settings, null);
    });
  }

  /**
   * Opens a library as its last scan left it, without another, unless one is open already. Says whether there is one on screen then: not where it
   * is not known any more what that scan found.
   */
  reopen(folders: readonly FolderRef[], settings: Settings): Promise<boolean> {
    return this.#inTurn(async () => {
      if (this.#open) return true;
      const from = this.#remembering.recallable(folders.map(({ path }) => path));
      if (from) this.#show(folders, settings, from);
      return Promise.resolve(from !== null);
    });
  }

  pause(): void {
    if (this.#open?.phase !== 'scanning') throw new AppFailure({ kind: 'busy', detail: 'Nothing is being scanned.' });
    this.#open.pause();
    this.#tell();
  }

  resume(): void {
    if (this.#open?.resume() !== true) throw new AppFailure({ kind: 'busy', detail: 'Nothing is paused.' });
    this.#tell();
  }

  cancel(): void {
    if (this.running) this.#open?.cancel();
  }

  /** As they were last, where no library is open. */
  marks(): MarksState {
    return this.#marks;
  }

  state(): ScanState {
    return this.#open?.state ?? { ...idleScan, stats: { ...idleScan.stats, workers: availableParallelism() } };
  }

  /** Groups again, after the choice or the files changed. */
  regroup(choice: GroupChoice): Promise<void> {
    return this.#regroup((session) => session.regroupSoon(choice));
  }

  /** Groups again, after other files were said not to be copies. */
  regroupDismissed(): Promise<void> {
    return this.#regroup((session) => session.regroupDismissed());
  }

  /** The person said something else of folders. */
  async rulesChanged(): Promise<void> {
    if (!this.#open) return;
    this.#open.placeFolders(this.store);
    await this.regroup(this.store.settings());
  }

  /** Whether another scan of the open library would leave out other files than the last. */
  leavesOutOther(): boolean {
    return this.#open !== null && this.#open.leftOut !== exclusionKey(leftOutNow(this.store));
  }

  /** Resolves when no groups are missing any more: what is done with all of them waits for that. Null where none are. */
  wholeGroups(): Promise<void> | null {
    const session = this.#open?.session;
    return session?.summary.incomplete === true ? session.settledGroups() : null;
  }

  /** Does something that takes files of the open library away, or brings them back. */
  async changingFiles<T>(work: () => Promise<T>): Promise<T> {
    const open = this.#open;
    // Should the program be killed meanwhile, better nothing is known than what is not so.
    if (open) this.#remembering.forget(open);
    try {
      return await work();
    } finally {
      if (open) this.#remembering.write(open);
    }
  }

  /** Does something that wants the processor for itself: nothing is counted in the background meanwhile. */
  async undisturbed<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.#counting.undisturbed(async () => {
        // Begun at once where none is missing, so that closing meets it under way.
        const whole = this.wholeGroups();
        if (whole) await whole;
        return work();
      });
    } finally {
      if (this.#open?.phase === 'done') this.#counting.begin(this.#open.session);
    }
  }

  /** Ends the scan if one runs, lets go of the library, and opens no other. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#inTurn(async () => {
      await this.#letGo();
      this.#decisions.close();
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    // A failure belongs to whoever asked for this turn; the next one starts afresh.
    this.#turn = turn.then(() => undefined, () => undefined);
    return turn;
  }

  /** `from`: what an earlier scan found; null: scan. */
  #show(folders: readonly FolderRef[], settings: Settings, from: Inventory | null): void {
    if (this.#closed) throw new AppFailure({ kind: 'cancelled' });
    const paths = folders.map(({ path }) => path);
    const open = new OpenLibrary(
      {
        folders,
        settings,
        from,
        scannedBefore: this.#remembering.scannedBefore(paths),
        former: () => this.#remembering.inventory(paths),
        revision: this.#marks.revision + 1,
        onMarks: (review) => this.#tellMarks(review),
      },
      { ports: this.ports, store: this.store, dismissed: this.dismissed, decisions: this.#decisions },
    );
    this.#open = open;
    this.#finished = this.#run(open);
    this.#tellMarks(open.review);
    this.#ticker = setInterval(() => this.#tell(), stateEveryMs);
    this.#tell();
  }

  async #run(open: OpenLibrary): Promise<void> {
    const { session, review } = open;
    const isOpen = (): boolean => this.#open === open;
    let failure: AppError | null = null;
    try {
      await session.run().catch((error: unknown) => {
        // Closing ends the workers under a comparison, which is no failure.
        if (isOpen()) throw error;
      });
      if (session.phase === 'done' && isOpen()) review.settle(open.sawAll);
      open.end();
      this.#remembering.scanned(open);
    } catch (error) {
      failure = toAppError(error);
      open.end(failure);
    }
    if (isOpen()) {
      this.#stopTicking();
      this.#tell();
    }
    if (failure) return;
    this.#remembering.keep(open);
    if (!isOpen()) return;
    this.#counting.begin(session);
    await session.tidy();
  }

  /** From the first moment on, nothing is told of the old library any more. */
  async #letGo(): Promise<void> {
    const open = this.#open;
    if (!open) return;
    this.#stopTicking();
    this.#open = null;
    this.views.clear();
    await open.letGo();
    await this.#finished;
    open.dispose();
  }

  /** Resolves when there are groups to be shown; more may follow. */
  async #regroup(work: (session: ScanSession) => Promise<Regrouped>): Promise<void> {
    const open = this.#open;
    if (!open) return;
    // A library that was closed meanwhile took its workers with it, and nobody looks at its groups.
    const isOpen = (): boolean => this.#open === open;
    let whole = Promise.resolve();
    try {
      whole = (await work(open.session)).whole;
    } catch (error) {
      if (isOpen()) throw error;
    }
    if (!isOpen()) return;
    this.#tell();
    this.#counting.begin(open.session);
    void this.#whenWhole(whole, isOpen);
  }

  async #whenWhole(whole: Promise<void>, isOpen: () => boolean): Promise<void> {
    try {
      await whole;
    } catch (error) {
      const { what, advice } = explain(toAppError(error));
      if (isOpen()) this.emit({ name: 'app.notice', payload: { text: `Some pictures could not be compared. ${what} ${advice}` } });
    }
    if (isOpen()) this.#tell();
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
