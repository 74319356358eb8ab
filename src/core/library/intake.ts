import type { SkipReason } from '../../shared/scan';
import type { HashBatch, HashTask } from '../ports';
import type { PassedBy, ScannedFile } from '../scan/scan';
import type { InventoryStanding } from '../store/inventory';
import type { Store } from '../store/store';
import { FileTable, rowState } from './file-table';
import { PendingAnswers } from './pending-answers';
import { Records } from './records';
import { SkippedList } from './skipped-list';

/**
 * Answers are written down together, when there are so many or the first has waited so long: a transaction has a price of its own, and
 * quick pictures come in batches of some dozens.
 */
const together = { count: 1000, ms: 100 } as const;

/** Takes in what a scan comes by: files as they are listed, what the store knows of them, the workers' answers, and what is skipped. */
export class Intake {
  readonly table = new FileTable();
  readonly skipped = new SkippedList(this.table);
  readonly records: Records;
  hashed = 0;
  cached = 0;
  /** Of the files that workers dealt with. */
  bytes = 0;
  /** Bytes of the files that are waiting for a worker or in its hands. */
  waitingBytes = 0;
  #skippedWithoutRow = 0;
  #pending = new PendingAnswers();
  #timer: NodeJS.Timeout | null = null;
  /** Why answers could not be taken when nobody was there to be told. */
  #failure: { readonly error: unknown } | null = null;

  /** Without a store nothing is known of any file. */
  constructor(private readonly store: Store | null) {
    this.records = new Records(store);
  }

  /** What was met, files and others. */
  get files(): number {
    return this.table.count + this.#skippedWithoutRow;
  }

  /** A pattern may leave out most files of a library: the table keeps their names at a lower price. */
  passBy(entry: PassedBy): void {
    if (entry.isFile) {
      this.skip(this.table.add(entry.path, 0, 0), entry.reason, entry.detail);
      return;
    }
    this.skipped.add(entry);
    this.#skippedWithoutRow++;
  }

  /** Answers the tasks of those that the store does not know, which wait for a worker from now on. */
  add(files: readonly ScannedFile[]): readonly HashTask[] {
    const tasks = files.map((file) => this.#taskOf(file));
    const unknown = this.store ? this.#takeKnown(tasks) : tasks;
    for (const task of unknown) this.waitingBytes += task.bytes;
    return unknown;
  }

  /** Files as an earlier scan found them, by their places here. Answers the rows of those that the store does not know any more. */
  recall(files: readonly ScannedFile[], standingOf: (place: number) => InventoryStanding): readonly number[] {
    const first = this.table.count;
    const tasks = files.map((file) => this.#taskOf(file));
    const standing = ({ row }: HashTask): InventoryStanding => standingOf(row - first);
    return this.#takeKnown(tasks.filter((task) => standing(task) !== 'skipped'), (task) => standing(task) === 'new').map(({ row }) => row);
  }

  /** The workers' answers. They count when they are written down: soon, and at the latest by {@link finish}. Throws as that does. */
  take(batch: HashBatch): void {
    this.#pending.add(batch);
    if (this.#failure || this.#pending.count >= together.count) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flushLate(), together.ms).unref();
  }

  /** To be called when the last answers have come. Throws an AppFailure `storage` where records can be kept nowhere. */
  finish(): void {
    this.#flush();
    this.#pending = new PendingAnswers();
  }

  skip(row: number, reason: SkipReason, detail: string): void {
    this.skipped.addRow(row, reason, detail);
    this.table.setState(row, rowState.skipped);
  }

  #taskOf({ path, bytes, modified, companions }: ScannedFile): HashTask {
    return { row: this.table.add(path, bytes, modified, companions), path, bytes, modified };
  }

  /** Answers the tasks that the store does not know. */
  #takeKnown(tasks: readonly HashTask[], isNew: (task: HashTask) => boolean = () => false): readonly HashTask[] {
    const known = this.records.lookup(tasks);
    return tasks.filter((task, i) => {
      const answer = known[i];
      if (!answer) return true;
      if (answer.kind === 'skip') this.skip(task.row, answer.reason, answer.detail);
      else {
        this.table.setFingerprint(task.row, answer, isNew(task) ? rowState.hashed : rowState.cached);
        this.cached++;
      }
      return false;
    });
  }

  #flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#failure) throw this.#failure.error;
    if (this.#pending.count === 0) return;
    const batch = this.#pending.take();
    this.table.applyBatch(batch, this.records.save(batch, (row) => this.table.task(row)));
    for (const row of batch.rows) this.#settle(row);
    this.hashed += batch.rows.length;
    for (const { row, reason, detail } of batch.failures) {
      this.skip(row, reason, detail);
      this.#settle(row);
    }
  }

  #flushLate(): void {
    try {
      this.#flush();
    } catch (error) {
      this.#failure = { error };
    }
  }

  #settle(row: number): void {
    const bytes = this.table.columns.bytes[row]!;
    this.waitingBytes -= bytes;
    this.bytes += bytes;
  }
}
