import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../shared/contract';
import type { SpeedupProgress, SpeedupReport } from '../../shared/speedup';
import type { AppError } from '../../shared/errors';

export interface SpeedupState {
  readonly running: boolean;
  /** So far, while it runs; then whole. */
  readonly report: SpeedupReport | null;
  /** Worker counts still to be measured. */
  readonly waiting: readonly number[];
  readonly error: AppError | null;
}

export interface Speedup {
  readonly store: StoreApi<SpeedupState>;
  readonly measure: () => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly take: (progress: SpeedupProgress) => void;
  readonly clear: () => void;
}

const nothing: SpeedupState = { running: false, report: null, waiting: [], error: null };

export function createSpeedup(client: Client): Speedup {
  const store = createStore<SpeedupState>(() => nothing);
  return {
    store,
    measure: async () => {
      if (store.getState().running) return;
      const before = store.getState().report;
      store.setState({ ...nothing, running: true });
      const answer = await client.call('speedup.measure', null);
      if (answer.ok) { store.setState({ ...nothing, report: answer.value }); return; }
      const cancelled = answer.error.kind === 'cancelled';
      store.setState({ ...nothing, report: before, error: cancelled ? null : answer.error });
    },
    cancel: async () => {
      const answer = await client.call('speedup.cancel', null);
      if (!answer.ok) store.setState({ error: answer.error });
    },
    take: (progress) => {
      if (store.getState().running) store.setState({ report: progress, waiting: progress.waiting });
    },
    clear: () => store.setState(nothing),
  };
}
