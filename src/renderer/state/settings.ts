import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../shared/contract';
import { defaultSettings, type Settings } from '../../shared/settings';
import type { View } from './view';

export interface SettingsState {
  readonly settings: Settings;
  /** A changed strictness is being applied to the groups. */
  readonly saving: boolean;
}

export interface SettingsModel {
  readonly store: StoreApi<SettingsState>;
  readonly load: () => Promise<void>;
  readonly change: (change: Partial<Settings>) => Promise<void>;
}

/** The settings as the engine has them. Changes made while one is under way are sent as one when it ends. */
export function createSettings(client: Client, view: View): SettingsModel {
  const store = createStore<SettingsState>(() => ({
    settings: defaultSettings,
    saving: false,
  }));
  let stored: Settings | null = null;

  async function load(): Promise<void> {
    const answer = await client.call('settings.get', null);
    if (!answer.ok) { view.report(answer.error); return; }
    stored = answer.value;
    store.setState({ settings: answer.value });
  }

  async function change(part: Partial<Settings>): Promise<void> {
    store.setState(({ settings }) => ({ settings: { ...settings, ...part } }));
    if (store.getState().saving) return;
    store.setState({ saving: true });
    let sent: Settings;
    do {
      sent = store.getState().settings;
      const answer = await client.call('settings.set', sent);
      if (answer.ok) stored = answer.value;
      else {
        view.report(answer.error, { label: 'Try again', run: () => void change(part) });
        store.setState(({ settings }) => ({ settings: stored ?? settings }));
        break;
      }
    } while (sent !== store.getState().settings);
    store.setState({ saving: false });
  }

  return { store, load, change };
}
