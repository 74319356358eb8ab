import { lstat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Handlers } from '../shared/contract';
import type { FileId } from '../shared/files';
import { AppFailure } from '../shared/errors';
import { rowState } from './library/file-table';
import type { Library } from './library/library';
import { isNamedAsPicture } from './picture-names';
import type { HostPort } from './ports';

/** The commands about single files of the library on screen. */
export function fileHandlers(host: HostPort, library: Library): Pick<Handlers, 'files.facts' | 'files.reveal' | 'files.open' | 'skipped.reveal'> {
  return {
    'files.facts': ({ file }) => library.views.facts(file),
    'files.reveal': async ({ file }) => {
      if (!host.reveal) throw new AppFailure({ kind: 'unsupported-here', detail: 'There is no file manager here.' });
      host.reveal(await pathOf(library, file));
      return null;
    },
    'skipped.reveal': async ({ entry }) => {
      if (!host.reveal) throw new AppFailure({ kind: 'unsupported-here', detail: 'There is no file manager here.' });
      const path = library.current.session.skipped.pathOf(entry);
      await lstat(path).catch(() => {
        throw new AppFailure({ kind: 'not-found', what: `“${basename(path)}”` });
      });
      host.reveal(path);
      return null;
    },
    'files.open': async ({ file }) => {
      if (!host.open) throw new AppFailure({ kind: 'unsupported-here', detail: 'Files can’t be opened from here.' });
      const path = await pathOf(library, file);
      // A picture that is called a program might be run as one.
      if (!isNamedAsPicture(path)) throw new AppFailure({ kind: 'unsupported-here', detail: 'It is not named like a picture, so it may not open as one.' });
      const problem = await host.open(path);
      if (problem !== null) throw new AppFailure({ kind: 'unsupported-here', detail: `The system could not open it: ${problem}` });
      return null;
    },
  };
}

/** Throws an {@link AppFailure} for a file that is not there. */
async function pathOf({ current: { ids, session } }: Library, file: FileId): Promise<string> {
  const row = ids.rowOf(file);
  const path = session.table.path(row);
  const gone = new AppFailure({ kind: 'not-found', what: `“${session.table.name(row)}”` });
  if (session.table.state(row) === rowState.removed) throw gone;
  await lstat(path).catch(() => {
    throw gone;
  });
  return path;
}
