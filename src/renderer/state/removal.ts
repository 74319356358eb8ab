import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../shared/contract';
import type { FolderRef } from '../../shared/files';
import type { RemovalAction, RemovalChoice, RemovalFailure, RemovalProgress, RemovalResult, ReviewPlan, TransactionId, UndoResult } from '../../shared/removal';
import type { AppError } from '../../shared/errors';
import { actionWords } from '../removal/action-words';
import { count, plural } from '../ui/format';
import type { HostState } from './app-state';
import type { View } from './view';

export type RemovalStep =
  | { readonly kind: 'none' }
  | { readonly kind: 'planning' }
  | { readonly kind: 'plan'; readonly plan: ReviewPlan }
  | { readonly kind: 'running'; readonly plan: ReviewPlan; readonly done: number; readonly stopping: boolean }
  | { readonly kind: 'failed'; readonly error: AppError };

export interface RemovalState {
  readonly step: RemovalStep;
  /** What the person wants done; a plan for something else is about to be replaced. */
  readonly action: RemovalAction;
  /** Where `move` goes; null until the person has chosen. */
  readonly folder: FolderRef | null;
  /** The removal being put back, and how far that is. */
  readonly undoing: { readonly transaction: TransactionId; readonly done: number; readonly total: number } | null;
}

export interface Removal {
  readonly store: StoreApi<RemovalState>;
  /** Opens the dialog with a plan for what is marked. */
  readonly plan: () => Promise<void>;
  /** Plans for another action. */
  readonly choose: (action: RemovalAction) => Promise<void>;
  /** Asks the person for the folder that files move to. */
  readonly chooseFolder: () => Promise<void>;
  /** Takes the folder that was browsed to; null where the person thought better of it. */
  readonly takeFolder: (folder: FolderRef | null) => Promise<void>;
  /** Does what the plan on screen says. `typed`: what the person typed to confirm it, where it asks for that. */
  readonly run: (typed: string | null) => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly close: () => void;
  readonly undo: (transaction: TransactionId) => Promise<void>;
  readonly undoLast: () => Promise<void>;
  readonly take: (progress: RemovalProgress) => void;
}

const none: RemovalStep = { kind: 'none' };

/** Whether a plan is for what the person wants now. */
export function isCurrent({ action, folder }: ReviewPlan, state: Pick<RemovalState, 'action' | 'folder'>): boolean {
  return action === state.action && (action !== 'move' || folder === state.folder?.path);
}

interface Parts {
  readonly client: Client;
  readonly host: StoreApi<HostState>;
  readonly view: View;
}

export function createRemoval({ client, host, view }: Parts): Removal {
  const store = createStore<RemovalState>(() => ({ step: none, action: 'trash', folder: null, undoing: null }));
  let asked = 0;

  async function plan(): Promise<void> {
    view.open({ kind: 'removal' });
    const { action, folder } = store.getState();
    // Deleting is chosen anew each time; and a folder that was never chosen can't be moved to.
    if (action === 'delete' || (action === 'move' && !folder)) store.setState({ action: 'trash' });
    store.setState({ step: { kind: 'planning' } });
    await ask();
  }

  /** What is on screen stays there until the new plan has come. */
  async function ask(): Promise<void> {
    const choice = chosen(store.getState());
    const turn = ++asked;
    if (!choice) return;
    const answer = await client.call('removal.plan', { choice });
    const { kind } = store.getState().step;
    if (turn !== asked || kind === 'none' || kind === 'running') return;
    store.setState({ step: answer.ok ? { kind: 'plan', plan: answer.value } : { kind: 'failed', error: answer.error } });
  }

  async function choose(action: RemovalAction): Promise<void> {
    store.setState({ action });
    if (action === 'move' && !store.getState().folder) await chooseFolder();
    else await ask();
  }

  async function chooseFolder(): Promise<void> {
    if (host.getState().info?.nativeFolderDialog === false) { view.open({ kind: 'target' }); return; }
    const answer = await client.call('folders.pick', null);
    if (!answer.ok) view.report(answer.error);
    else if (answer.value[0]) await takeFolder(answer.value[0]);
  }

  async function takeFolder(folder: FolderRef | null): Promise<void> {
    view.open({ kind: 'removal' });
    if (!folder) return;
    store.setState({ folder });
    await ask();
  }

  async function run(typed: string | null): Promise<void> {
    const { step } = store.getState();
    if (step.kind !== 'plan') return;
    store.setState({ step: { kind: 'running', plan: step.plan, done: 0, stopping: false } });
    const answer = await client.call('removal.run', { plan: step.plan.id, confirmation: typed });
    if (!answer.ok) { store.setState({ step: { kind: 'failed', error: answer.error } }); return; }
    close();
    sayRemoved(answer.value);
  }

  function close(): void {
    store.setState({ step: none });
    if (view.store.getState().dialog?.kind === 'removal') view.close();
  }

  function sayRemoved(result: RemovalResult): void {
    const { companions } = result;
    const theirs = companions === 0 ? '' : `, and ${plural(companions, 'file')} that ${companions === 1 ? 'belongs' : 'belong'} to them`;
    const moved = actionWords[result.action].done(result.removed.length, result.bytes) + theirs;
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
    choose,
    chooseFolder,
    takeFolder,
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

/** Null until a folder was chosen to move to. */
function chosen({ action, folder }: RemovalState): RemovalChoice | null {
  if (action !== 'move') return { action };
  return folder && { action, folder: folder.id };
}

function failuresText(failures: readonly RemovalFailure[], what: string): string | null {
  return failures.length === 0 ? null : `${count(failures.length)} ${what}.`;
}
