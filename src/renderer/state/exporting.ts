import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../shared/contract';
import type { ExportFormat, ExportProgress } from '../../shared/export';
import type { GroupListing } from '../../shared/query';
import { downloadPath } from '../../shared/wire';
import { bytes } from '../ui/format';
import type { HostState } from './app-state';
import type { View } from './view';

export interface ExportingState {
  /** The report that is being written; null: none. */
  readonly progress: ExportProgress | null;
}

export interface Exporting {
  readonly store: StoreApi<ExportingState>;
  /** Writes a report where the host's dialog says, or has the browser download it; of the groups of a listing, or null for all. */
  readonly save: (format: ExportFormat, listing: GroupListing | null) => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly take: (progress: ExportProgress | null) => void;
}

interface Parts {
  readonly client: Client;
  readonly host: StoreApi<HostState>;
  readonly view: View;
}

export function createExporting({ client, host, view }: Parts): Exporting {
  const store = createStore<ExportingState>(() => ({ progress: null }));

  async function save(format: ExportFormat, listing: GroupListing | null): Promise<void> {
    const answer = await client.call('export.save', { format, listing });
    if (!answer.ok) { view.report(answer.error, { label: 'Try again', run: () => void save(format, listing) }); return; }
    const outcome = answer.value;
    if (outcome.kind === 'ready') fetchDownload(downloadPath(outcome.ticket), outcome.name);
    else if (outcome.kind === 'saved') {
      const show = { label: 'Show in folder', run: () => void reveal() };
      const actions = host.getState().info?.canReveal === true ? [show] : [];
      view.notify({ tone: 'done', text: `Report saved, ${bytes(outcome.bytes)}.`, advice: outcome.path, actions });
    }
  }

  async function reveal(): Promise<void> {
    const answer = await client.call('export.reveal', null);
    if (!answer.ok) view.report(answer.error);
  }

  return {
    store,
    save,
    cancel: async () => {
      const answer = await client.call('export.cancel', null);
      if (!answer.ok) view.report(answer.error);
    },
    take: (progress) => store.setState({ progress }),
  };
}

/** The browser's own download, with its own progress and its own word when it has ended. */
function fetchDownload(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
