import { randomUUID } from 'node:crypto';
import type { EngineEvent } from '../../shared/contract';
import type {
  FileId, PastRemoval, PlanId, RemovalFailure, RemovalProgress, RemovalResult, ReviewPlan, TransactionId, UndoResult,
} from '../../shared/domain';
import { AppFailure } from '../../shared/errors';
import { rowState, type RowState } from '../library/file-table';
import type { Library } from '../library/library';
import type { ScanSession } from '../library/session';
import { planRemoval, type PlanGroup, type PlannedRemoval } from './plan';
import type { EnginePorts } from '../ports';
import type { Store } from '../store/store';
import { runRemoval } from './transaction';
import { diskChecks, isUnchanged } from './checks';
import { history } from './history';
import { describeRecovery, recover } from './recover';
import type { RemovalTools } from './tools';
import { undoRemoval } from './undo';

/** A row that a removal took away, and what it was before. */
interface Removed {
  readonly row: number;
  readonly before: RowState;
}

/** The removal commands: a plan of marked files, its execution, and undoing. One at a time. */
export class Removals {
  readonly #tools: RemovalTools;
  /** By library, so that one that was closed is not kept for its plan's sake, nor for its removals'. */
  readonly #planned = new WeakMap<ScanSession, PlannedRemoval>();
  #working: { readonly abort: AbortController; readonly done: Promise<unknown> } | null = null;
  readonly #removed = new WeakMap<ScanSession, Map<TransactionId, readonly Removed[]>>();

  constructor(
    ports: EnginePorts,
    private readonly store: Store,
    private readonly library: Library,
    private readonly emit: (event: EngineEvent) => void,
  ) {
    this.#tools = { journal: store.journal, trash: ports.trash, checks: diskChecks };
  }

  /** Brings journal and trash in line after an interrupted removal; a sentence for the person if there was one. */
  async recover(): Promise<string | null> {
    const recovery = await recover(this.#tools);
    return recovery && describeRecovery(recovery);
  }

  async plan(files: readonly FileId[]): Promise<ReviewPlan> {
    const { session, ids } = this.library.current;
    const marked = new Set(files.map((file) => ids.rowOf(file)));
    const touched = new Set<number>();
    const stray: RemovalFailure[] = [];
    for (const row of marked) {
      const group = session.groups.groupOf(row);
      if (group !== undefined) touched.add(group);
      else stray.push({ path: session.table.path(row), reason: 'no-survivor', detail: 'It is in no group of copies any more.' });
    }
    const { table } = session;
    const { bytes, modified } = table.columns;
    const groups = [...touched].sort((a, b) => a - b).map((group): PlanGroup => {
      const rows = session.groups.members(group);
      const members = rows.map((row) => ({
        id: ids.idOf(row),
        path: table.path(row),
        bytes: bytes[row]!,
        modified: modified[row]!,
        identity: session.identityOf(row),
        marked: marked.has(row),
      }));
      return { id: ids.idOf(rows[0]!), members };
    });
    const id = randomUUID();
    const planned = await planRemoval(
      { id, groups, folderFiles: this.#folderFiles(), undoable: this.#tools.trash.canRestore },
      this.#tools.checks,
    );
    const review = { ...planned.review, refused: [...planned.review.refused, ...stray] };
    this.#planned.set(session, { review, items: planned.items });
    return review;
  }

  run(plan: PlanId): Promise<RemovalResult> {
    return this.#alone(async (signal) => {
      const { session, ids } = this.library.current;
      const planned = this.#planned.get(session);
      if (planned?.review.id !== plan) throw new AppFailure({ kind: 'not-found', what: 'That plan' });
      this.#planned.delete(session);
      const result = await runRemoval(this.#tools, planned.items, { onProgress: this.#tell, signal });
      const rows = result.removed.map((file): Removed => {
        const row = ids.rowOf(file);
        const before = session.table.state(row);
        session.table.setState(row, rowState.removed);
        return { row, before };
      });
      const removals = this.#removed.get(session) ?? new Map<TransactionId, readonly Removed[]>();
      this.#removed.set(session, removals.set(result.transaction, rows));
      await this.#regroup();
      return result;
    });
  }

  undo(transaction: TransactionId): Promise<UndoResult> {
    return this.#alone(async (signal) => {
      const result = await undoRemoval(this.#tools, transaction, { onProgress: this.#tell, signal });
      await this.#bringBack(transaction);
      return result;
    });
  }

  cancel(): void {
    this.#working?.abort.abort();
  }

  get running(): boolean {
    return this.#working !== null;
  }

  /** Resolves when nothing is being moved. */
  async settled(): Promise<void> {
    await this.#working?.done.catch(() => undefined);
  }

  history(): Promise<readonly PastRemoval[]> {
    return history(this.#tools);
  }

  readonly #tell = (payload: RemovalProgress): void => this.emit({ name: 'removal.progress', payload });

  async #alone<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#working) throw new AppFailure({ kind: 'busy', detail: 'Files are being moved already.' });
    if (this.library.running) throw new AppFailure({ kind: 'busy', detail: 'The scan has not ended yet.' });
    const abort = new AbortController();
    const done = work(abort.signal);
    this.#working = { abort, done };
    try {
      return await done;
    } finally {
      this.#working = null;
    }
  }

  /** The rows of a removal whose files are there again take part in the groups again. */
  async #bringBack(transaction: TransactionId): Promise<void> {
    if (!this.library.isOpen) return;
    const { session } = this.library.current;
    const { table } = session;
    const taken = this.#removed.get(session)?.get(transaction);
    if (!taken) return;
    for (const { row, before } of taken) {
      const looked = await this.#tools.checks.look(table.path(row));
      // What took the place of a file that could not come back is not what was scanned.
      if (looked.ok && isUnchanged(table.task(row), looked.facts)) table.setState(row, before);
    }
    await this.#regroup();
  }

  #regroup(): Promise<void> {
    return this.library.regroup(this.store.settings());
  }

  /** How many images the library has directly in each folder. */
  #folderFiles(): ReadonlyMap<string, number> {
    const { table } = this.library.current.session;
    const counts = new Map<string, number>();
    for (const row of table.fingerprinted()) {
      const folder = table.folder(row);
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    return counts;
  }
}
