import type { StoreApi } from 'zustand/vanilla';
import type { Client, DroppedFile } from '../../shared/contract';
import type { FolderRef } from '../../shared/files';
import type { HostState } from './app-state';
import type { FolderRulesModel } from './folder-rules';
import type { Speedup } from './speedup';
import type { View } from './view';

/** The ways to open a library, and what can be done to its scan. */
export interface Library {
  /** Scans these folders, by whatever way they were chosen. */
  readonly open: (folders: readonly FolderRef[]) => Promise<void>;
  /** What the program was started with, or else what was open last, as it was left. */
  readonly openFirst: () => Promise<void>;
  /** The system's folder dialog, or the folder browser where the host has none. */
  readonly choose: () => Promise<void>;
  /** Chooses a folder, in one of these ways, to say something of. */
  readonly addFolder: () => Promise<void>;
  readonly openSamples: () => Promise<void>;
  readonly openDropped: (files: readonly DroppedFile[]) => Promise<void>;
  readonly loadRecent: () => Promise<void>;
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly cancel: () => Promise<void>;
}

interface Parts {
  readonly client: Client;
  readonly host: StoreApi<HostState>;
  readonly speedup: Speedup;
  readonly view: View;
  readonly folderRules: FolderRulesModel;
}

export function createLibrary({ client, host, speedup, view, folderRules }: Parts): Library {
  const chooseAnother = { label: 'Choose another folder', run: () => void choose() };

  async function open(folders: readonly FolderRef[]): Promise<void> {
    view.clearNotices();
    const answer = await client.call('scan.start', { folders: folders.map(({ id }) => id) });
    if (!answer.ok) {
      view.report(answer.error, { label: 'Try again', run: () => void open(folders) }, chooseAnother); return;
    }
    speedup.clear();
    view.select(null);
    view.showActivity(null);
  }

  async function openFirst(): Promise<void> {
    const initial = await client.call('folders.initial', null);
    if (!initial.ok) { view.report(initial.error); return; }
    if (initial.value.length > 0) { await open(initial.value); return; }
    const answer = await client.call('library.reopen', null);
    if (!answer.ok) view.report(answer.error);
  }

  async function choose(): Promise<void> {
    const { info } = host.getState();
    if (!info) { view.report({ kind: 'disconnected' }); return; }
    if (!info.nativeFolderDialog) { view.open({ kind: 'browse', why: null }); return; }
    const answer = await client.call('folders.pick', null);
    if (!answer.ok) view.report(answer.error);
    else if (answer.value.length > 0) await open(answer.value);
  }

  async function addFolder(): Promise<void> {
    const { info } = host.getState();
    if (!info) { view.report({ kind: 'disconnected' }); return; }
    if (!info.nativeFolderDialog) { view.open({ kind: 'add-folder' }); return; }
    const answer = await client.call('folders.pick', null);
    if (!answer.ok) { view.report(answer.error); return; }
    for (const folder of answer.value) folderRules.add(folder);
  }

  async function openSamples(): Promise<void> {
    if (host.getState().samples) return;
    host.setState({ samples: { done: 0, total: 0 } });
    const answer = await client.call('samples.make', null);
    host.setState({ samples: null });
    if (answer.ok) await open([answer.value]);
    else view.report(answer.error, { label: 'Try again', run: () => void openSamples() });
  }

  async function openDropped(files: readonly DroppedFile[]): Promise<void> {
    if (files.length === 0) return;
    if (host.getState().info?.folderDrop === false) {
      view.open({ kind: 'browse', why: 'A browser keeps from this page where dropped folders are. Choose the folder here instead.' });
      return;
    }
    const answer = await client.dropped(files);
    if (!answer.ok) view.report(answer.error, chooseAnother);
    else if (answer.value.length > 0) await open(answer.value);
    else view.notify({ text: 'There was no folder among what you dropped.', advice: 'Drop a folder of images.' });
  }

  async function loadRecent(): Promise<void> {
    const answer = await client.call('folders.recent', null);
    if (answer.ok) host.setState({ recent: answer.value });
    else view.report(answer.error);
  }

  async function steer(name: 'scan.pause' | 'scan.resume' | 'scan.cancel'): Promise<void> {
    const answer = await client.call(name, null);
    if (!answer.ok) view.report(answer.error);
  }

  return {
    open,
    openFirst,
    choose,
    addFolder,
    openSamples,
    openDropped,
    loadRecent,
    pause: () => steer('scan.pause'),
    resume: () => steer('scan.resume'),
    cancel: () => steer('scan.cancel'),
  };
}
