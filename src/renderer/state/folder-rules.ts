import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../shared/contract';
import type { FolderRef } from '../../shared/domain';
import type { Result } from '../../shared/errors';
import type { FolderRole, FolderRules } from '../../shared/folders';
import type { View } from './view';

export interface FolderRulesModel {
  /** Null until they were asked for. */
  readonly store: StoreApi<{ readonly rules: FolderRules | null }>;
  readonly load: () => Promise<void>;
  readonly setRole: (folder: FolderRef, role: FolderRole | null) => Promise<void>;
  /** Puts one of the listed folders a place higher (−1) or lower (1); from then on all of them have an order. */
  readonly move: (place: number, by: -1 | 1) => Promise<void>;
  /** Takes a folder into the list, at its end. */
  readonly add: (folder: FolderRef) => Promise<void>;
  /** Takes it out of the list, with all that was said of it. */
  readonly forget: (folder: FolderRef) => Promise<void>;
  /** No folder's files are kept rather than another's. */
  readonly clearOrder: () => Promise<void>;
}

/** What the person says of folders. */
export function createFolderRules(client: Client, view: View): FolderRulesModel {
  const store = createStore<{ readonly rules: FolderRules | null }>(() => ({ rules: null }));

  function take(answer: Result<FolderRules>): void {
    if (answer.ok) store.setState({ rules: answer.value });
    else view.report(answer.error);
  }

  const listed = (): readonly FolderRef[] => (store.getState().rules?.folders ?? []).map(({ folder }) => folder);

  async function order(folders: readonly FolderRef[]): Promise<void> {
    take(await client.call('folders.setPriority', { folders: folders.map(({ id }) => id) }));
  }

  return {
    store,
    load: async () => take(await client.call('folders.roles', null)),
    setRole: async (folder, role) => take(await client.call('folders.setRole', { folder: folder.id, role })),
    move: async (place, by) => {
      const folders = [...listed()];
      const [moved] = folders.splice(place, 1);
      if (!moved) return;
      folders.splice(place + by, 0, moved);
      await order(folders);
    },
    add: async (folder) => {
      if (!listed().some(({ path }) => path === folder.path)) await order([...listed(), folder]);
    },
    forget: async (folder) => {
      const rule = store.getState().rules?.folders.find((one) => one.folder.id === folder.id);
      if (rule?.role) take(await client.call('folders.setRole', { folder: folder.id, role: null }));
      const ranked = (store.getState().rules?.folders ?? []).flatMap((one) => (one.rank !== null && one.folder.id !== folder.id ? [one.folder] : []));
      if (rule?.rank !== null) await order(ranked);
    },
    clearOrder: () => order([]),
  };
}
