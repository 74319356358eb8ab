import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../shared/contract';
import type { RemovalFailure, RemovalProgress, RemovalResult, ReviewPlan, TransactionId, UndoResult } from '../../shared/domain';
import type { AppError } from '../../shared/errors';
import { bytes, count, plural } from '../ui/format';
import type { Marks } from './marks';
import type { View } from './view';

export type RemovalStep =
  | { readonly kind: 'none' }
  | { readonly kind: 'planning' }
  | { readonly kind: 'plan'; readonly plan: ReviewPlan }
  | { readonly kind: 'running'; readonly plan: ReviewPlan; readonly done: number; readonly stopping: boolean }
  | { readonly kind: 'failed'; readonly error: AppError };

export interface RemovalState {
  readonly step: RemovalStep;
  /** The removal being put back, and how far that is. */
  readonly undoing: { readonly transaction: TransactionId; readonly done: number; readonly total: number } | null;
}

export interface Removal {
  readonly store: StoreApi<RemovalState>;
  /** Opens the dialog with a plan for what is marked. */
  readonly plan: () => Promise<void>;
  /** Moves to the trash what the plan on screen says. */
  readonly run: () => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly close: () => void;
  readonly undo: (transaction: TransactionId) => Promise<void>;
  readonly undoLast: () => Promise<void>;
  readonly take: (progress: RemovalProgress) => void;
}

const none: RemovalStep = { kind: 'none' };

export function createRemoval(client: Client, marks: Marks, view: View): Removal {
  const store = createStore<RemovalState>(() => ({ step: none, undoing: null }));

  async function plan(): Promise<void> {
    store.setState({ step: { kind: 'planning' } });
    view.open({ kind: 'removal' });
    const answer = await client.call('removal.plan', { files: marks.ids() });
    if (store.getState().step.kind !== 'planning') return;
    store.setState({ step: answer.ok ? { kind: 'plan', plan: answer.value } : { kind: 'failed', error: answer.error } });
  }

  async function run(): Promise<void> {
    const { step } = store.getState();
    if (step.kind !== 'plan') return;
    store.setState({ step: { kind: 'running', plan: step.plan, done: 0, stopping: false } });
    const answer = await client.call('removal.run', { plan: step.plan.id });
    if (!answer.ok) { store.setState({ step: { kind: 'failed', error: answer.error } }); return; }
    marks.forget(answer.value.removed);
    close();
    sayRemoved(answer.value);
  }

  function close(): void {
    store.setState({ step: none });
    if (view.store.getState().dialog?.kind === 'removal') view.close();
  }

  function sayRemoved(result: RemovalResult): void {
    const moved = `${plural(result.removed.length, 'file')} moved to the trash (${bytes(result.bytes)})`;
    const text = result.cancelled ? `Stopped: ${moved}.` : `${moved}.`;
    const undoable = result.undoable && result.removed.length > 0;
    view.notify({
      tone: 'done',
      text,
      advice: failuresText(result.failures, 'stayed where they are'),
      actions: [
        ...(undoable ? [{ label: 'Undo', run: () => void undo(result.transaction) }] : []),
        ...failureAction('Files that stayed', result.failures),
      ],
    });
  }

  async function undo(transaction: TransactionId): Promise<void> {
    if (store.getState().undoing) return;
    store.setState({ undoing: { transaction, done: 0, total: 0 } });
    const answer = await client.call('removal.undo', { transaction });
    store.setState({ undoing: null });
    if (answer.ok) sayRestored(answer.value);
    else view.report(answer.error, { label: 'Try again', run: () => void undo(transaction) });
  }

  function sayRestored({ restored, failures }: UndoResult): void {
    view.notify({
      tone: 'done',
      text: `${plural(restored, 'file')} put back where ${restored === 1 ? 'it was' : 'they were'}.`,
      advice: failuresText(failures, 'could not be put back'),
      actions: failureAction('Files that could not be put back', failures),
    });
  }

  function failureAction(title: string, failures: readonly RemovalFailure[]) {
    if (failures.length === 0) return [];
    return [{ label: 'Show', run: () => view.open({ kind: 'failures', title, failures }) }];
  }

  return {
    store,
    plan,
    run,
    cancel: async () => {
      const { step } = store.getState();
      if (step.kind !== 'running') { close(); return; }
      store.setState({ step: { ...step, stopping: true } });
      const answer = await client.call('removal.cancel', null);
      if (!answer.ok) view.report(answer.error);
    },
    close,
    undo,
    undoLast: async () => {
      const answer = await client.call('removal.history', null);
      if (!answer.ok) { view.report(answer.error); return; }
      const [last] = answer.value.filter(({ undoable, files }) => undoable && files > 0).sort((a, b) => b.when - a.when);
      if (last) return undo(last.transaction);
      view.notify({ text: 'Nothing to put back: no removal can be undone from here.' });
    },
    take: ({ action, transaction, done, total }) => {
      const { step, undoing } = store.getState();
      if (action === 'remove' && step.kind === 'running') store.setState({ step: { ...step, done } });
      if (action === 'undo' && undoing) store.setState({ undoing: { transaction, done, total } });
    },
  };
}

function failuresText(failures: readonly RemovalFailure[], what: string): string | null {
  return failures.length === 0 ? null : `${count(failures.length)} ${what}.`;
}
