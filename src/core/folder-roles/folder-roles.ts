import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Handlers } from '../../shared/contract';
import type { FileId, FolderId } from '../../shared/files';
import type { FolderAbove, FolderRole, FolderRule, FolderRules } from '../../shared/folders';
import type { Folders } from '../folders';
import type { Library } from '../library/library';
import type { Store } from '../store/store';
import { realOrSame } from '../reach';
import { realFolders } from './real-folders';

type FolderStore = Pick<Store, 'folderRules' | 'saveFolderRole' | 'saveFolderPriority'>;

/** The commands by which a person says what folders are for. */
export class FolderRoles {
  constructor(
    private readonly store: FolderStore,
    private readonly folders: Folders,
    private readonly library: Library,
  ) {}

  /** Every folder of which something was said, and the open library's. */
  async rules(): Promise<FolderRules> {
    const { roles, priority } = this.store.folderRules();
    const roleOf = new Map(roles.map(({ path, role }) => [path, role]));
    const chosen = this.#libraryFolders();
    const paths = [...new Set([...priority, ...chosen, ...roles.map(({ path }) => path)])];
    const folders = paths.map(async (path): Promise<FolderRule> => {
      const rank = priority.indexOf(path);
      return {
        folder: this.folders.ref(path),
        role: roleOf.get(path) ?? null,
        rank: rank < 0 ? null : rank,
        inLibrary: chosen.includes(path),
        available: await isThere(path),
      };
    });
    return { folders: await Promise.all(folders), rescan: this.library.leavesOutOther() };
  }

  async setRole(folder: FolderId, role: FolderRole | null): Promise<FolderRules> {
    this.store.saveFolderRole(realOrSame(this.folders.pathOf(folder)), role);
    await this.library.rulesChanged();
    return this.rules();
  }

  async setPriority(folders: readonly FolderId[]): Promise<FolderRules> {
    this.store.saveFolderPriority([...new Set(folders.map((folder) => realOrSame(this.folders.pathOf(folder))))]);
    await this.library.rulesChanged();
    return this.rules();
  }

  /** The folders above a file, from the nearest to the library's own. */
  above(file: FileId): readonly FolderAbove[] {
    const { session, ids, folders } = this.library.current;
    const roleOf = new Map(this.store.folderRules().roles.map(({ path, role }) => [path, role]));
    const chosen = new Set(this.#libraryFolders());
    const above: FolderAbove[] = [];
    for (let at = realFolders(folders.map(({ path }) => path))(session.table.folder(ids.rowOf(file))); ; at = dirname(at)) {
      above.push({ folder: this.folders.ref(at), role: roleOf.get(at) ?? null });
      if (chosen.has(at) || at === dirname(at)) return above;
    }
  }

  #libraryFolders(): readonly string[] {
    return this.library.isOpen ? this.library.current.folders.map(({ path }) => realOrSame(path)) : [];
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}

export function folderRoleHandlers(roles: FolderRoles): Pick<Handlers, 'folders.roles' | 'folders.setRole' | 'folders.setPriority' | 'folders.of'> {
  return {
    'folders.roles': () => roles.rules(),
    'folders.setRole': ({ folder, role }) => roles.setRole(folder, role),
    'folders.setPriority': ({ folders }) => roles.setPriority(folders),
    'folders.of': ({ file }) => roles.above(file),
  };
}
