import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client, CommandName, Input } from '../../shared/contract';
import type { FileId } from '../../shared/files';
import type { GroupId } from '../../shared/groups';
import { noMarks, type MarksState } from '../../shared/marks';
import type { View } from './view';

/** Marks of files to be removed. They live in the engine, which keeps a file of every group; groups say which of theirs are marked. */
export interface Marks {
  readonly store: StoreApi<MarksState>;
  readonly take: (state: MarksState) => void;
  readonly load: () => Promise<void>;
  readonly mark: (file: FileId) => void;
  readonly unmark: (file: FileId) => void;
  /** Marks all files of these groups but their keepers. */
  readonly markCopies: (groups: readonly GroupId[]) => void;
  readonly unmarkGroups: (groups: readonly GroupId[]) => void;
  /** Makes a file its group's keeper; if any were marked, the former keeper is marked in its place. */
  readonly keepInstead: (file: FileId) => void;
  readonly markAll: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

type MarkCommand = Extract<CommandName, `marks.${string}`>;

export function createMarks(client: Client, view: View): Marks {
  const store = createStore<MarksState>(() => noMarks);

  function take(state: MarksState): void {
    if (state.unsaved && !store.getState().unsaved) view.report(state.unsaved);
    store.setState(state, true);
  }

  /** The engine tells everybody what came of it. */
  async function ask<K extends MarkCommand>(name: K, input: Input<K>): Promise<void> {
    const answer = await client.call(name, input);
    if (!answer.ok) view.report(answer.error);
  }

  return {
    store,
    take,
    load: async () => {
      const answer = await client.call('marks.state', null);
      if (answer.ok) take(answer.value);
      else view.report(answer.error);
    },
    mark: (file) => void ask('marks.set', { mark: [file], unmark: [] }),
    unmark: (file) => void ask('marks.set', { mark: [], unmark: [file] }),
    markCopies: (groups) => void ask('marks.copies', { groups }),
    unmarkGroups: (groups) => void ask('marks.none', { groups }),
    keepInstead: (file) => void ask('marks.keep', { file }),
    markAll: () => void ask('marks.all', null),
    undo: () => void ask('marks.undo', null),
    redo: () => void ask('marks.redo', null),
  };
}
