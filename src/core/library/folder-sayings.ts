import type { LeftOut } from '../folder-roles/exclusions';
import { realFolders } from '../folder-roles/real-folders';
import { RoleMap, type FolderPlace } from '../folder-roles/role-map';
import type { Store } from '../store/store';

/** What scans are to leave out, as the person has it now. */
export function leftOutNow(store: Store): LeftOut {
  return { rules: store.folderRules(), patterns: store.settings().excluded };
}

/** What the person said of the folders of a library, by absolute path. */
export function placesIn(store: Store, roots: readonly string[]): (folder: string) => FolderPlace {
  const map = new RoleMap(store.folderRules());
  const real = realFolders(roots);
  return (folder) => map.placeOf(real(folder));
}
