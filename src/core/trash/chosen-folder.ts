import { access, constants, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { TrashFailure, TrashPort } from './trash';
import { codeOf, done } from './errors';
import { folderTrash } from './folder';
import { isInTrash, reachable } from './places';

export interface ChosenFolderOptions {
  /** Absolute path of the folder that files move to. */
  readonly folder: string;
  /** Absolute paths of the library's folders: FOLDER/ROOT'S NAME/… is where the files of one go. */
  readonly roots: readonly string[];
}

/** A folder that the person chose, on the same volume, with the tree of folders kept below it. */
export function chosenFolder({ folder: target, roots }: ChosenFolderOptions): TrashPort {
  return folderTrash({
    async hindrance(folder): Promise<TrashFailure | null> {
      try {
        if (await isInTrash(join(target, 'file'))) return { reason: 'failed', detail: `“${target}” is in a trash.` };
        await access(target, constants.W_OK | constants.X_OK);
        if (await reachable(await realpath(folder), await realpath(target))) return null;
        return { reason: 'other-volume', detail: `“${target}” is on another volume; choose a folder on the same one.` };
      } catch (error) {
        return { reason: 'no-permission', detail: `“${target}” can’t be written (${codeOf(error)}).` };
      }
    },

    destination(path) {
      const file = resolve(path);
      const root = roots.find((one) => isBelow(one, file)) ?? dirname(file);
      return Promise.resolve(done(join(target, basename(root) || 'files', relative(root, file))));
    },

    topOf(place) {
      const [name] = relative(target, place).split(sep);
      return name === undefined || name === '..' || name === '' ? null : join(target, name);
    },
  });
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && way.split(sep)[0] !== '..' && !isAbsolute(way);
}
