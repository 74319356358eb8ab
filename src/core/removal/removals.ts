import { randomUUID } from 'node:crypto';
import type { EngineEvent } from '../../shared/contract';
import type { PastRemoval, PlanId, RemovalAction, RemovalProgress, RemovalResult, ReviewPlan, TransactionId, UndoResult } from '../../shared/removal';
import { AppFailure, toAppError } from '../../shared/errors';
import { protectionBy, protectionWithin } from '../folder-roles/protection';
import { requireReadable } from '../folders';
import { rowState, type RowState } from '../library/file-table';
import type { Library } from '../library/library';
import type { ScanSession } from '../library/session';
import { folderFiles, markedGroups } from './marked-groups';
import { planRemoval, type PlannedRemoval } from './plan';
import type { EnginePorts } from '../ports';
import type { Store } from '../store/store';
import type { Reach } from '../reach';
import { runRemoval } from './transaction';
import { diskChecks, type FileFacts } from './checks';
import { history } from './history';
import { describeRecovery, recover } from './recover';
import type { RemovalTools } from './tools';
import { undoRemoval } from './undo';
import { waysOf } from './ways/ways';

/** A row that a removal took away, and what it was before. */
interface Removed {
  readonly row: number;
  readonly before: RowState;
}

const tellEveryMs = 50;

/** What the person wants done, in the engine's terms. */
export interface PlanChoice {
  readonly action: RemovalAction;
  /** Absolute path of the folder that files move to; null for every action but `move`. */
  readonly folder: string | null;
}

interface Planned extends PlannedRemoval {
  /** The revision of the marks that it is for. */
  readonly marks: number;
  readonly roots: readonly string[];
}

/** The removal commands: a plan of marked files, its execution, and undoing. One at a time. */
export class Removals {
  readonly #tools: RemovalTools;
  /** By library, so that one that was closed is not kept for its plan's sake, nor for its removals'. */
  readonly #planned = new WeakMap<ScanSession, Planned>();
  #working: { readonly abort: AbortController; readonly done: Promise<unknown> } | null = null;
  readonly #removed = new WeakMap<ScanSession, Map<TransactionId, readonly Removed[]>>();

  constructor(
    ports: EnginePorts,
    private readonly store: Store,
    private readonly library: Library,
    reach: Reach,
    private readonly emit: (event: EngineEvent) => void,
  ) {
    this.#tools = { journal: store.journal, ways: waysOf(ports.trash, diskChecks), checks: diskChecks, reach, protection: () => protectionWithin(reach, protectionBy(store.folderRules())) };
  }

  /** Brings journal and trash in line after an interrupted removal; a sentence for the person if there was one. */
  async recover(): Promise<string | null> {
    try {
      const recovery = await recover(this.#tools);
      return recovery && describeRecovery(recovery);
    } catch (error) {
      // A data folder that can't be written, of which the store says so, is no reason not to begin: no file is moved meanwhile, and the next start looks again.
      if (toAppError(error).kind !== 'storage') throw error;
      return null;
    }
  }

  /** @throws AppFailure where nothing is marked, for a folder that can't be used, or deletion without the setting for it. */
  async plan(choice: PlanChoice): Promise<ReviewPlan> {
    const { action, folder } = choice;
    if (action === 'delete' && !this.store.settings().permanentDelete) {
      throw new AppFailure({ kind: 'unsupported-here', detail: 'Deleting for good is switched off in the settings.' });
    }
    if (folder !== null) await requireReadable(folder);
    await this.library.wholeGroups();
    const { session, ids, folders, review } = this.library.current;
    const { files, revision } = review.state;
    if (files === 0) throw new AppFailure({ kind: 'nothing-marked' });
    const groups = markedGroups(session, ids, review);
    const job = { id: randomUUID(), started: Date.now(), action, folder, roots: folders.map(({ path }) => path) };
    const planned = await planRemoval(
      { id: job.id, action, folder, roots: job.roots, groups, folderFiles: folderFiles(session) },
      this.#tools.ways(job),
      this.#tools.checks,
      this.#tools.protection(),
    );
    this.#planned.set(session, { ...planned, marks: revision, roots: job.roots });
    return planned.review;
  }

  /** @throws AppFailure where the plan is none of the library's latest, marks changed since, or it wants to be confirmed otherwise. */
  run(plan: PlanId, confirmation: string | null): Promise<RemovalResult> {
    return this.#alone(async (signal) => {
      const { session, ids, review } = this.library.current;
      const planned = this.#planned.get(session);
      if (planned?.review.id !== plan) throw new AppFailure({ kind: 'not-found', what: 'That plan' });
      if (planned.marks !== review.state.revision) throw new AppFailure({ kind: 'plan-outdated' });
      const { action, folder, confirmation: wanted } = planned.review;
      if (wanted !== null && confirmation?.trim().toLowerCase() !== wanted) {
        throw new AppFailure({ kind: 'invalid-input', detail: `type “${wanted}” to confirm` });
      }
      this.#planned.delete(session);
      const job = { id: randomUUID(), started: Date.now(), action, folder, roots: planned.roots };
      const { result, rows } = await this.library.changingFiles(async () => {
        const result = await runRemoval(this.#tools, job, planned.items, { onProgress: this.#teller(), signal });
        const rows = result.removed.map((file): Removed => {
          const row = ids.rowOf(file);
          const before = session.table.state(row);
          session.table.setState(row, rowState.removed);
          return { row, before };
        });
        return { result, rows };
      });
      review.forget(rows.map(({ row }) => row));
      const removals = this.#removed.get(session) ?? new Map<TransactionId, readonly Removed[]>();
      this.#removed.set(session, removals.set(result.transaction, rows));
      await this.#regroup();
      return result;
    });
  }

  undo(transaction: TransactionId): Promise<UndoResult> {
    return this.#alone(async (signal) => {
      return await this.library.changingFiles(async () => {
        const result = await undoRemoval(this.#tools, transaction, { onProgress: this.#teller(), signal });
        await this.#bringBack(transaction);
        return result;
      });
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

  /** Thousands of files go in a second: not each is told of, but the first and the last are. */
  #teller(): (progress: RemovalProgress) => void {
    let told = -Infinity;
    return (payload) => {
      const now = performance.now();
      if (payload.done < payload.total && now - told < tellEveryMs) return;
      told = now;
      this.emit({ name: 'removal.progress', payload });
    };
  }

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
    const { session, review } = this.library.current;
    const { table } = session;
    const taken = this.#removed.get(session)?.get(transaction);
    if (!taken) return;
    const back = new Set(this.store.journal.files(transaction).flatMap(({ path, state }) => (state === 'restored' ? [path] : [])));
    const returned: number[] = [];
    for (const { row, before } of taken) {
      const path = table.path(row);
      if (table.state(row) !== rowState.removed || !back.has(path)) continue;
      const looked = await this.#tools.checks.look(path);
      // What took the place of a file since is not what was scanned.
      if (!looked.ok || !isRestored(table.task(row), looked.facts)) continue;
      table.setState(row, before);
      table.columns.modified[row] = looked.facts.modified;
      returned.push(row);
    }
    review.returned(returned);
    await this.#regroup();
  }

  #regroup(): Promise<void> {
    return this.library.regroup(this.store.settings());
  }
}

/** Times are written with less precision than they are read: a file that was copied back has its own only to the microsecond. */
function isRestored(scanned: { readonly bytes: number; readonly modified: number }, facts: FileFacts): boolean {
  return facts.bytes === scanned.bytes && Math.abs(facts.modified - scanned.modified) < 0.01;
}
