import type { Client } from '../../shared/contract';
import type { ImageFile } from '../../shared/files';
import type { SkippedEntry } from '../../shared/scan';
import type { View } from './view';

/** What can be done with one file outside Lookalike. */
export interface Files {
  readonly open: (file: ImageFile) => Promise<void>;
  readonly reveal: (file: ImageFile) => Promise<void>;
  readonly copyPath: (file: Pick<ImageFile, 'path'>) => Promise<void>;
  /** Shows what was skipped in its folder. */
  readonly revealSkipped: (entry: SkippedEntry) => Promise<void>;
}

export function createFiles(client: Client, view: View): Files {
  async function ask(name: 'files.open' | 'files.reveal', { id }: ImageFile): Promise<void> {
    const answer = await client.call(name, { file: id });
    if (!answer.ok) view.report(answer.error);
  }

  return {
    open: (file) => ask('files.open', file),
    reveal: (file) => ask('files.reveal', file),
    revealSkipped: async ({ id }) => {
      const answer = await client.call('skipped.reveal', { entry: id });
      if (!answer.ok) view.report(answer.error);
    },
    copyPath: async ({ path }) => {
      try {
        await navigator.clipboard.writeText(path);
      } catch {
        // A browser may keep the clipboard from pages: the path can still be taken from here.
        view.notify({ tone: 'error', text: 'The clipboard is not to be had here.', advice: path });
        return;
      }
      view.notify({ tone: 'done', text: 'Path copied.', advice: path });
    },
  };
}
