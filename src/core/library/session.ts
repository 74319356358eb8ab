import { setImmediate } from 'node:timers/promises';
import { groupKinds, type GroupsSummary } from '../../shared/groups';
import type { ScanStats, SkipReason } from '../../shared/scan';
import { radiusRange } from '../../shared/settings';
import { FileTable, rowState } from './file-table';
import { Grouper } from './grouper';
import type { FolderPlace } from '../folder-roles/role-map';
import { GroupSet } from './group-set';
import { withoutReferences } from './reference-groups';
import type { GroupChoice, GroupOutput, HashBatch, HashTask, PoolSnapshot, WorkerPool } from '../ports';
import { scanFolders, type Exclusion, type PassedBy } from '../scan/scan';
import type { Surveyor } from '../scan/survey';
import { RowQueue } from './row-queue';
import { SkippedList } from './skipped-list';
import { Stopwatch } from './stopwatch';
import type { DismissedSets } from '../review/dismissed-sets';
import type { Store } from '../store/store';
import { Records } from './records';

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
  /** Looks at the folders; a thread of the pool unless given. */
  readonly survey?: Surveyor;
}

export type SessionPhase = 'scanning' | 'comparing' | 'done' | 'cancelled';

/** How often, at most, groups are looked for while files still come in. */
const regroupEveryMs = 1500;
/** …and the share of the time that this may take at most: large libraries are grouped less often. */
const regroupShare = 0.1;

/**
 * One scan of a library: folder → store → pool → table → groups. It owns the table, the groups and the
 * list of what was skipped, and outlives the scan as the library under review.
 */
export class ScanSession {
  readonly table = new FileTable();
  readonly skipped = new SkippedList(this.table);
  readonly clock = new Stopwatch();
  phase: SessionPhase = 'scanning';
  listed = false;
  groups: GroupSet;
  /** Bytes of the files that are waiting for a worker or in its hands. */
  waitingBytes = 0;

  readonly #abort = new AbortController();
  readonly #queue = new RowQueue();
  /** Pending while the scan is paused. */
  #goOn: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;
  #choice: GroupChoice;
  #work: PoolSnapshot | null = null;
  #hashed = 0;
  #cached = 0;
  #bytes = 0;
  #skippedWithoutRow = 0;
  #hashing: Promise<void> = Promise.resolve();
  #abandoned = false;
  #turn: Promise<void> = Promise.resolve();
  #regrouping: Promise<void> | null = null;
  #nextRegroup = regroupEveryMs;
  readonly #records: Records;
  readonly #grouper: Grouper;
  /** By radius how many groups there are, as far as that was asked; of the files that are there. */
  #groupsByRadius: (number | null)[] = unknownCounts();
  /** How many times that was forgotten. */
  #forgotten = 0;

  constructor(private readonly options: SessionOptions) {
    this.groups = GroupSet.empty(this.table);
    this.#choice = options.choice;
    if (options.placeOf) this.table.placeFolders(options.placeOf);
    this.#records = new Records(options.store);
    this.#grouper = new Grouper(this.table, options.pool, options.store, this.#records.places, this.#abort.signal, options.dismissed ?? null);
  }

  /** What the workers did for the scan; what they do afterwards, for previews and regrouping, does not count. */
  get work(): PoolSnapshot {
    return this.#work ?? this.options.pool.snapshot();
  }

  get stats(): ScanStats {
    return {
      files: this.table.count + this.#skippedWithoutRow,
      hashed: this.#hashed,
      cached: this.#cached,
      skipped: this.skipped.length,
      bytes: this.#bytes,
      seconds: this.clock.ms / 1000,
      workers: this.options.pool.size,
    };
  }

  /** Scans to the end, or until {@link cancel}. Rejects only when the store or the pool fails as a whole. */
  async run(): Promise<void> {
    const { pool } = this.options;
    this.clock.start();
    this.#list().then(
      () => this.#queue.end(),
      (error: unknown) => this.#queue.fail(error),
    );
    try {
      this.#hashing = pool.hash(this.#tasks(), (batch) => this.#take(batch), this.#abort.signal, this.options.compare || this.options.store ? 'look' : 'difference');
      await this.#hashing;
      await this.#regrouping;
      if (this.options.compare && !this.#abandoned) {
        this.phase = 'comparing';
        await this.regroup(this.#choice);
      }
      this.phase = this.#abort.signal.aborted ? 'cancelled' : 'done';
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

  get summary(): GroupsSummary {
    return { ...this.groups.summary, groupsByRadius: this.#groupsByRadius };
  }

  /** Takes over what holds for the files of each folder; to be followed by {@link regroup}. */
  placeFolders(placeOf: (folder: string) => FolderPlace): void {
    this.table.placeFolders(placeOf);
    this.#grouper.placesChanged();
    this.#forgetCounts();
  }

  /** Groups what is known now by another choice, hashing nothing. Calls take turns. */
  regroup(choice: GroupChoice): Promise<void> {
    this.#choice = choice;
    const turn = this.#turn.then(() => this.#group());
    // A failure belongs to whoever asked for this turn; the next one starts afresh.
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #group(): Promise<void> {
    const choice = this.#choice;
    const settled = this.phase !== 'scanning';
    const { rows, output } = await this.#grouper.group(choice, settled);
    const before = this.groups.summary;
    const { shown, hidden } = withoutReferences(this.table, rows, output);
    this.groups = new GroupSet(this.table, rows, shown, before.revision + 1, hidden, choice.keep);
    this.options.onGroups?.();
    if (this.groups.summary.images !== before.images) this.#forgetCounts();
    if (settled) this.#count(choice.radius, shown);
  }

  /** Groups anew what is known now, for other files are said not to be copies. Calls take turns. */
  regroupDismissed(): Promise<void> {
    this.#forgetCounts();
    return this.regroup(this.#choice);
  }

  /**
   * Groups by every other radius, the nearest first, so that how many groups there would be is known and choosing one takes no time.
   * Leaves the workers to whatever else comes. Calls back after each; stops where that says false.
   */
  async countGroups(counted: () => boolean): Promise<void> {
    for (;;) {
      const { radius } = this.#choice;
      const forgotten = this.#forgotten;
      const others = this.#groupsByRadius.flatMap((count, other) => (count === null ? [other] : []));
      const [next] = others.sort((a, b) => Math.abs(a - radius) - Math.abs(b - radius) || b - a);
      if (next === undefined) return;
      const { rows, output } = await this.#grouper.group({ ...this.#choice, radius: next }, true, true);
      // Unless files went or came back meanwhile, or others were dismissed.
      if (forgotten === this.#forgotten) this.#count(next, withoutReferences(this.table, rows, output).shown);
      if (!counted()) return;
    }
  }

  #forgetCounts(): void {
    this.#groupsByRadius = unknownCounts();
    this.#forgotten++;
  }

  #count(radius: number, { kinds }: GroupOutput): void {
    this.#groupsByRadius = this.#groupsByRadius.with(radius, kinds.filter((kind) => groupKinds[kind] !== 'similar-shot').length);
  }

  /** Lets the store forget files that nobody met for a long time, a little at a time. */
  async tidy(): Promise<void> {
    while (!this.#abandoned && this.options.store?.prune() === true) await setImmediate();
  }

  /** Lets go of what the session alone needed, and writes down what is not yet. To be called when nothing runs any more, while the store is open. */
  dispose(): void {
    this.#grouper.flush();
    this.#records.dispose();
  }

  /** Lists the folders to the end, ahead of the workers, and takes over what the store knows. */
  async #list(): Promise<void> {
    const { folders, pool, exclude, survey = pool.survey } = this.options;
    for await (const batch of scanFolders(folders, { signal: this.#abort.signal, survey, exclude })) {
      await this.#goOn;
      if (this.#abort.signal.aborted) return;
      for (const entry of batch.skipped) this.#passBy(entry);
      const tasks = batch.files.map((file): HashTask => {
        const row = this.table.add(file.path, file.bytes, file.modified, file.companions);
        return { row, path: file.path, bytes: file.bytes, modified: file.modified };
      });
      const unknown = this.#takeKnown(tasks);
      for (const task of unknown) this.waitingBytes += task.bytes;
      this.#queue.add(Uint32Array.from(unknown, (task) => task.row));
    }
    this.listed = !this.#abort.signal.aborted;
  }

  /** A pattern may leave out most files of a library: the table keeps their names at a lower price. */
  #passBy(entry: PassedBy): void {
    if (entry.isFile) {
      this.#skip(this.table.add(entry.path, 0, 0), entry.reason, entry.detail);
      return;
    }
    this.skipped.add(entry);
    this.#skippedWithoutRow++;
  }

  async *#tasks(): AsyncGenerator<readonly HashTask[]> {
    for await (const rows of this.#queue.read()) yield Array.from(rows, (row) => this.table.task(row));
  }

  /** Answers the tasks that the store does not know. */
  #takeKnown(tasks: readonly HashTask[]): readonly HashTask[] {
    if (!this.options.store) return tasks;
    const known = this.#records.lookup(tasks);
    return tasks.filter((task, i) => {
      const answer = known[i];
      if (!answer) return true;
      if (answer.kind === 'skip') this.#skip(task.row, answer.reason, answer.detail);
      else {
        this.table.setFingerprint(task.row, answer, rowState.cached);
        this.#cached++;
      }
      return false;
    });
  }

  #take(batch: HashBatch): void {
    this.table.applyBatch(batch, this.#records.save(batch, (row) => this.table.task(row)));
    for (const row of batch.rows) this.#settle(row);
    this.#hashed += batch.rows.length;
    for (const { row, reason, detail } of batch.failures) {
      this.#skip(row, reason, detail);
      this.#settle(row);
    }
    this.#regroupWhenDue();
  }

  #settle(row: number): void {
    const bytes = this.table.columns.bytes[row]!;
    this.waitingBytes -= bytes;
    this.#bytes += bytes;
  }

  #skip(row: number, reason: SkipReason, detail: string): void {
    this.skipped.addRow(row, reason, detail);
    this.table.setState(row, rowState.skipped);
  }

  /** Lets groups appear while the scan goes on. */
  #regroupWhenDue(): void {
    if (!this.options.live || this.#regrouping || this.clock.ms < this.#nextRegroup) return;
    const began = this.clock.ms;
    this.#regrouping = this.regroup(this.#choice)
      // The grouping at the end runs over everything again, and its failure is the one to report.
      .catch(() => undefined)
      .finally(() => {
        const took = this.clock.ms - began;
        this.#nextRegroup = this.clock.ms + Math.max(regroupEveryMs, took / regroupShare);
        this.#regrouping = null;
      });
  }
}

function unknownCounts(): (number | null)[] {
  return Array.from({ length: radiusRange.max + 1 }, () => null);
}
