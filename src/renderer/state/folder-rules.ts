import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../shared/contract';
import type { FolderRef } from '../../shared/files';
import type { Result } from '../../shared/errors';
import type { FolderRole, FolderRule, FolderRules } from '../../shared/folders';
import type { View } from './view';

export interface FolderRulesModel {
  /** Null until they were asked for. */
  readonly store: StoreApi<{ readonly rules: FolderRules | null }>;
  readonly load: () => Promise<void>;
  readonly setRole: (folder: FolderRef, role: FolderRole | null) => Promise<void>;
  /** Puts one of the listed folders a place higher (−1) or lower (1); from then on all of them have an order. */
  readonly move: (place: number, by: -1 | 1) => Promise<void>;
  /** Takes a folder into the list, for something to be said of it. */
  readonly add: (folder: FolderRef) => void;
  /** Takes back what was said of a folder. */
  readonly forget: (rule: FolderRule) => Promise<void>;
  /** No folder's files are kept rather than another's. */
  readonly clearOrder: () => Promise<void>;
}

/** What the person says of folders. */
export function createFolderRules(client: Client, view: View): FolderRulesModel {
  const store = createStore<{ readonly rules: FolderRules | null }>(() => ({ rules: null }));
  /** Folders of which nothing was said yet: the engine does not know that they are in the list. */
  let added: readonly FolderRule[] = [];
  const listed = (): readonly FolderRule[] => store.getState().rules?.folders ?? [];

  function show({ folders, rescan }: FolderRules): void {
    added = added.filter(({ folder }) => !folders.some((known) => known.folder.path === folder.path));
    store.setState({ rules: { folders: [...folders, ...added], rescan } });
  }

  async function take(asked: Promise<Result<FolderRules>>): Promise<void> {
    const answer = await asked;
    if (answer.ok) show(answer.value);
    else view.report(answer.error);
  }

  /** By another name the folder may be one that the list has already, or gets now. */
  function settle(folder: FolderRef): void {
    added = added.filter((rule) => rule.folder.id !== folder.id);
  }

  function order(rules: readonly FolderRule[]): Promise<void> {
    return take(client.call('folders.setPriority', { folders: rules.map(({ folder }) => folder.id) }));
  }

  const load = (): Promise<void> => take(client.call('folders.roles', null));

  return {
    store,
    load,
    setRole: (folder, role) => {
      if (role !== null) settle(folder);
      return take(client.call('folders.setRole', { folder: folder.id, role }));
    },
    move: (place, by) => {
      const rules = [...listed()];
      rules.splice(place + by, 0, ...rules.splice(place, 1));
      added = [];
      return order(rules);
    },
    add: (folder) => {
      if (listed().some((rule) => rule.folder.path === folder.path)) return;
      added = [...added, { folder, role: null, rank: null, inLibrary: false, available: true }];
      const { rules } = store.getState();
      if (rules) show({ ...rules, folders: rules.folders.filter((rule) => !added.includes(rule)) });
    },
    forget: async ({ folder, role, rank }) => {
      settle(folder);
      if (rank !== null) await order(listed().filter((rule) => rule.rank !== null && rule.folder.id !== folder.id));
      if (role !== null) await take(client.call('folders.setRole', { folder: folder.id, role: null }));
      if (role === null && rank === null) await load();
    },
    clearOrder: () => order([]),
  };
}
