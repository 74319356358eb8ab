import { z } from 'zod';
import { folderRoles, type FolderRole } from '../../shared/folders';
import type { StoredRules } from '../folder-roles/role-map';
import type { Commit } from './changes';
import { storing, type Sql } from './database';

/** What the person said of folders, for all libraries. Paths are absolute, with links resolved. */
export interface FolderRulesStore {
  folderRules(): StoredRules;
  /** Null: nothing is said of it any more. */
  saveFolderRole(path: string, role: FolderRole | null): void;
  /** In the order given, instead of what was in order before. */
  saveFolderPriority(paths: readonly string[]): void;
}

export const folderRuleMigrations = [
  `CREATE TABLE folder_role (path TEXT PRIMARY KEY, role TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE folder_priority (path TEXT PRIMARY KEY, rank INTEGER NOT NULL) STRICT, WITHOUT ROWID;`,
] as const;

const roleRow = z.object({ path: z.string().min(1), role: z.enum(folderRoles) });
const priorityRow = z.object({ path: z.string().min(1) });

export function createFolderRules(db: Sql, commit: Commit): FolderRulesStore {
  const listRoles = db.prepare('SELECT path, role FROM folder_role ORDER BY path');
  const putRole = db.prepare('INSERT OR REPLACE INTO folder_role VALUES (?, ?)');
  const dropRole = db.prepare('DELETE FROM folder_role WHERE path = ?');
  const listPriority = db.prepare('SELECT path FROM folder_priority ORDER BY rank, path');
  const putPriority = db.prepare('INSERT OR REPLACE INTO folder_priority VALUES (?, ?)');
  const dropPriority = db.prepare('DELETE FROM folder_priority');

  return {
    // A row that makes no sense fails the whole: a role that is not known could be one that protects.
    folderRules: storing(() => ({
      roles: z.array(roleRow).parse(listRoles.all()),
      priority: z.array(priorityRow).parse(listPriority.all()).map(({ path }) => path),
    })),

    saveFolderRole: storing((path, role) => {
      commit(() => (role === null ? dropRole.run(path) : putRole.run(path, role)), () => ({ kind: 'role', path, role }));
    }),

    saveFolderPriority: storing((paths) => {
      commit(() => {
        dropPriority.run();
        paths.forEach((path, rank) => putPriority.run(path, rank));
      }, () => ({ kind: 'priority', paths }));
    }),
  };
}
