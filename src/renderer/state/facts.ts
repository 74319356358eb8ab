import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../shared/contract';
import type { FileFacts, FileId } from '../../shared/files';
import type { Result } from '../../shared/errors';

export type KnownFacts = ReadonlyMap<FileId, Result<FileFacts>>;

export interface Facts {
  readonly store: StoreApi<{ readonly known: KnownFacts }>;
  /** Says which files are on screen; what is not known of them is asked for. */
  readonly want: (files: readonly FileId[]) => void;
}

/** Files whose facts are kept. */
const held = 500;

/**
 * What files say about themselves, asked for one at a time and only for as long as they are on screen: whoever runs through many
 * groups leaves no queue of reads behind.
 */
export function createFacts(client: Client): Facts {
  const store = createStore<{ readonly known: KnownFacts }>(() => ({ known: new Map() }));
  let wanted: readonly FileId[] = [];
  let asking = false;

  async function ask(): Promise<void> {
    if (asking) return;
    asking = true;
    for (let next = missing(); next !== undefined; next = missing()) {
      const file = next;
      const answer = await client.call('files.facts', { file });
      store.setState(({ known }) => ({ known: new Map([...known, [file, answer] as const].slice(-held)) }));
    }
    asking = false;
  }
  function missing(): FileId | undefined {
    const { known } = store.getState();
    return wanted.find((file) => !known.has(file));
  }

  return {
    store,
    want: (files) => {
      const { known } = store.getState();
      // What could not be read the last time may be readable now.
      const again = files.filter((file) => !wanted.includes(file) && known.get(file)?.ok === false);
      if (again.length > 0) store.setState({ known: new Map([...known].filter(([file]) => !again.includes(file))) });
      wanted = files;
      void ask();
    },
  };
}
