import type { RemovalAction } from '../../shared/removal';
import { bytes, plural } from '../ui/format';

interface ActionWords {
  /** As a choice. */
  readonly choice: string;
  /** What it means, for who has to choose. */
  readonly hint: string;
  /** Of a plan: how many files, of how many bytes. */
  readonly plan: (files: number, size: number) => string;
  /** On the button that does it. */
  readonly confirm: (files: number) => string;
  /** While it runs. */
  readonly running: string;
  /** Of the files that went. */
  readonly done: (files: number, size: number) => string;
  /** In the history, of the files that are gone. */
  readonly past: (files: number, size: number) => string;
}

/** What can be done with copies, in plain words. */
export const actionWords: Readonly<Record<RemovalAction, ActionWords>> = {
  trash: {
    choice: 'Move to the trash',
    hint: 'The space is free once you empty the trash.',
    plan: (files, size) => `${plural(files, 'file')} will go to the trash, ${bytes(size)}`,
    confirm: (files) => `Move ${plural(files, 'file')} to trash`,
    running: 'Moving files to the trash',
    done: (files, size) => `${plural(files, 'file')} moved to the trash (${bytes(size)})`,
    past: (files, size) => `${plural(files, 'file')} in the trash, ${bytes(size)}`,
  },
  hold: {
    choice: 'Keep in a holding folder',
    hint: 'They wait in “.lookalike-removed” in your library, on their own drive. The space is free once you delete that folder.',
    plan: (files, size) => `${plural(files, 'file')} will go to the holding folder, ${bytes(size)}`,
    confirm: (files) => `Move ${plural(files, 'file')} to holding folder`,
    running: 'Moving files to the holding folder',
    done: (files, size) => `${plural(files, 'file')} moved to the holding folder (${bytes(size)})`,
    past: (files, size) => `${plural(files, 'file')} in the holding folder, ${bytes(size)}`,
  },
  move: {
    choice: 'Move to another folder',
    hint: 'They go to the folder you choose, each in the same folders as before.',
    plan: (files, size) => `${plural(files, 'file')} will move, ${bytes(size)}`,
    confirm: (files) => `Move ${plural(files, 'file')}`,
    running: 'Moving files',
    done: (files, size) => `${plural(files, 'file')} moved (${bytes(size)})`,
    past: (files, size) => `${plural(files, 'file')} moved to another folder, ${bytes(size)}`,
  },
  'hard-link': {
    choice: 'Replace by hard links',
    hint: 'Exact copies only. Each name stays and leads to the one file that is kept: change it under one name, and it changes under all.',
    plan: (files, size) => `${plural(files, 'file')} will become ${files === 1 ? 'a hard link' : 'hard links'}, ${bytes(size)} freed at once`,
    confirm: (files) => `Replace ${plural(files, 'file')} by ${files === 1 ? 'a hard link' : 'hard links'}`,
    running: 'Replacing files by hard links',
    done: (files, size) => `${plural(files, 'file')} replaced by ${files === 1 ? 'a hard link' : 'hard links'} (${bytes(size)} freed)`,
    past: (files, size) => `${plural(files, 'file')} replaced by ${files === 1 ? 'a hard link' : 'hard links'}, ${bytes(size)}`,
  },
  symlink: {
    choice: 'Replace by symbolic links',
    hint: 'Exact copies only. Each name becomes a link to the file that is kept, and leads nowhere should that one be moved.',
    plan: (files, size) => `${plural(files, 'file')} will become ${files === 1 ? 'a symbolic link' : 'symbolic links'}, ${bytes(size)} freed at once`,
    confirm: (files) => `Replace ${plural(files, 'file')} by ${files === 1 ? 'a symbolic link' : 'symbolic links'}`,
    running: 'Replacing files by symbolic links',
    done: (files, size) => `${plural(files, 'file')} replaced by ${files === 1 ? 'a symbolic link' : 'symbolic links'} (${bytes(size)} freed)`,
    past: (files, size) => `${plural(files, 'file')} replaced by ${files === 1 ? 'a symbolic link' : 'symbolic links'}, ${bytes(size)}`,
  },
  delete: {
    choice: 'Delete for good',
    hint: 'They are gone at once, and nothing brings them back.',
    plan: (files, size) => `${plural(files, 'file')} will be deleted for good, ${bytes(size)} freed at once`,
    confirm: (files) => `Delete ${plural(files, 'file')} for good`,
    running: 'Deleting files',
    done: (files, size) => `${plural(files, 'file')} deleted for good (${bytes(size)} freed)`,
    past: (files, size) => `${plural(files, 'file')} deleted for good, ${bytes(size)}`,
  },
};
