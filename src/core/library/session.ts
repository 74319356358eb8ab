import { setImmediate } from 'node:timers/promises';
import type { GroupsSummary } from '../../shared/groups';
import type { ScanStats } from '../../shared/scan';
import type { FolderPlace } from '../folder-roles/role-map';
import type { GroupChoice, HashTask, PoolSnapshot, WorkerPool } from '../ports';
import type { DismissedSets } from '../review/dismissed-sets';
import { scanFolders, type Exclusion } from '../scan/scan';
import type { Surveyor } from '../scan/survey';
import type { Inventory } from '../store/inventory';
import type { Store } from '../store/store';
import type { FileTable } from './file-table';
import { Grouper } from './grouper';
import type { GroupSet } from './group-set';
import { GroupTurns, type Regrouped } from './group-turns';
import { Intake } from './intake';
import { recallInventory } from './inventory';
import { LiveGroups } from './live-groups';
import { recogniseMoved } from './moved-files';
import { RowQueue } from './row-queue';
import type { SkippedList } from './skipped-list';
import { Stopwatch } from './stopwatch';

export interface SessionOptions {
  /** Absolute paths. */
  readonly folders: readonly string[];
  /** Without a store every file is hashed. */
  readonly store: Store | null;
  readonly pool: WorkerPool;
  readonly choice: GroupChoice;
  /** Whether to look for groups; `hash` alone does not need them. */
  readonly compare: boolean;
  /** Whether to look for groups while files still come in, for somebody who watches. */
  readonly live?: boolean;
  /** What was said not to be copies, and is not shown as such; nothing unless given. */
  readonly dismissed?: DismissedSets;
  /** Called whenever the groups are other ones, before anybody else can see them. */
  readonly onGroups?: () => void;
  /** What holds for the files of a folder; nothing particular unless given. */
  readonly placeOf?: (folder: string) => FolderPlace;
  /** What is left out. */
  readonly exclude?: Exclusion;
  /** Asked once all files are known: what the scan before found, so that files that were only moved are no news; null or not given: nothing. */
  readonly former?: () => Inventory | null;
  /** What an earlier scan found, to be shown as it was then: nothing is listed, and no file is looked at. */
  readonly from?: Inventory | null;
  /** Looks at the folders; a thread of the pool unless given. */
  readonly survey?: Surveyor;
}

export type SessionPhase = 'opening' | 'scanning' | 'comparing' | 'done' | 'cancelled';

/**
 * One scan of a library: folder → store → pool → table → groups; or what an earlier one found. It owns the table, the groups and the
 * list of what was skipped, and outlives the scan as the library under review.
 */
export class ScanSession {
  readonly clock = new Stopwatch();
  phase: SessionPhase;
  listed = false;

  readonly #abort = new AbortController();
  readonly #queue = new RowQueue();
  /** Pending while the scan is paused. */
  #goOn: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;
  #work: PoolSnapshot | null = null;
  #hashing: Promise<void> = Promise.resolve();
  #abandoned = false;
  readonly #intake: Intake;
  readonly #grouper: Grouper;
  readonly #turns: GroupTurns;
  readonly #live: LiveGroups;

  constructor(private readonly options: SessionOptions) {
    const { store, pool, choice, dismissed = null } = options;
    this.phase = options.from ? 'opening' : 'scanning';
    this.#intake = new Intake(store);
    if (options.placeOf) this.table.placeFolders(options.placeOf);
    this.#grouper = new Grouper(this.table, pool, store, this.#intake.records.places, this.#abort.signal, dismissed);
    this.#turns = new GroupTurns({
      table: this.table,
      grouper: this.#grouper,
      choice,
      settled: () => this.phase !== 'scanning',
      onGroups: () => options.onGroups?.(),
    });
    this.#live = new LiveGroups(this.#turns, this.clock);
  }

  get table(): FileTable {
    return this.#intake.table;
  }

  get skipped(): SkippedList {
    return this.#intake.skipped;
  }

  get groups(): GroupSet {
    return this.#turns.groups;
  }

  get summary(): GroupsSummary {
    return this.#turns.summary;
  }

  /** Bytes of the files that are waiting for a worker or in its hands. */
  get waitingBytes(): number {
    return this.#intake.waitingBytes;
  }

  /** What the workers did for the scan; what they do afterwards, for previews and regrouping, does not count. */
  get work(): PoolSnapshot {
    return this.#work ?? this.options.pool.snapshot();
  }

  get stats(): ScanStats {
    const { files, hashed, cached, bytes } = this.#intake;
    return { files, hashed, cached, skipped: this.skipped.length, bytes, seconds: this.clock.ms / 1000, workers: this.options.pool.size };
  }

  /** Scans to the end, or until {@link cancel}. Rejects only when the store or the pool fails as a whole. */
  async run(): Promise<void> {
    const { compare, from } = this.options;
    this.clock.start();
    try {
      if (from) await this.#recall(from);
      else await this.#scan();
      if (compare && !this.#abandoned) await this.#turns.regroup();
      this.phase = this.#abort.signal.aborted || from?.whole === false ? 'cancelled' : 'done';
    } catch (error) {
      // Nobody wants what is still being listed.
      if (this.phase === 'scanning') this.cancel();
      throw error;
    } finally {
      this.clock.stop();
      this.#work = this.options.pool.snapshot();
    }
  }

  pause(): void {
    this.clock.stop();
    this.#goOn = new Promise((resume) => (this.#release = resume));
    this.options.pool.pause();
  }

  resume(): void {
    this.clock.start();
    this.#release();
    this.options.pool.resume();
  }

  cancel(): void {
    this.#abort.abort();
    this.#release();
    this.options.pool.resume();
  }

  /** Cancels without looking for groups any more. Resolves when the workers have stopped hashing: the pool may be closed then. */
  async abandon(): Promise<void> {
    this.#abandoned = true;
    this.cancel();
    await this.#hashing.catch(() => undefined);
  }

  /** See {@link GroupTurns}, as for the four that follow. */
  placeFolders(placeOf: (folder: string) => FolderPlace): void {
    this.#turns.placeFolders(placeOf);
  }

  regroupSoon(choice?: GroupChoice): Promise<Regrouped> {
    return this.#turns.regroupSoon(choice);
  }

  regroupDismissed(): Promise<Regrouped> {
    return this.#turns.regroupDismissed();
  }

  settledGroups(): Promise<void> {
    return this.#turns.settled();
  }

  countGroups(counted: () => boolean): Promise<void> {
    return this.#turns.countGroups(counted);
  }

  /** Lets the store forget files that nobody met for a long time, a little at a time. */
  async tidy(): Promise<void> {
    while (!this.#abandoned && this.options.store?.prune() === true) await setImmediate();
  }

  /** Lets go of what the session alone needed, and writes down what is not yet. To be called when nothing runs any more, while the store is open. */
  dispose(): void {
    this.#grouper.flush();
    this.#intake.records.dispose();
  }

  async #scan(): Promise<void> {
    const { pool, compare, store, live = false, former } = this.options;
    this.#list().then(
      () => this.#queue.end(),
      (error: unknown) => this.#queue.fail(error),
    );
    const take = (batch: Parameters<Intake['take']>[0]): void => {
      this.#intake.take(batch);
      if (live) this.#live.whenDue();
    };
    this.#hashing = pool.hash(this.#tasks(), take, this.#abort.signal, compare || store ? 'look' : 'difference').finally(() => this.#intake.finish());
    await this.#hashing;
    await this.#live.settled();
    const before = this.listed ? former?.() : null;
    if (before) recogniseMoved(this.table, this.skipped, before);
    if (compare && !this.#abandoned) this.phase = 'comparing';
  }

  /** Lists the folders to the end, ahead of the workers, and takes over what the store knows. */
  async #list(): Promise<void> {
    const { folders, pool, exclude, survey = pool.survey } = this.options;
    for await (const batch of scanFolders(folders, { signal: this.#abort.signal, survey, exclude })) {
      await this.#goOn;
      if (this.#abort.signal.aborted) return;
      for (const entry of batch.skipped) this.#intake.passBy(entry);
      this.#queue.add(Uint32Array.from(this.#intake.add(batch.files), (task) => task.row));
    }
    this.listed = !this.#abort.signal.aborted;
  }

  async *#tasks(): AsyncGenerator<readonly HashTask[]> {
    for await (const rows of this.#queue.read()) yield Array.from(rows, (row) => this.table.task(row));
  }

  async #recall(from: Inventory): Promise<void> {
    await recallInventory(this.#intake, from, this.#abort.signal);
    this.listed = !this.#abort.signal.aborted;
  }
}
