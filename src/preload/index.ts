import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Client, EventName, Events } from '../shared/contract';
import { channels, ownOrigin } from '../shared/electron-ipc';

const eventNames: Readonly<Record<EventName, true>> = {
  'scan.state': true,
  'marks.state': true,
  'speedup.progress': true,
  'removal.progress': true,
  'samples.progress': true,
  'export.progress': true,
  'app.notice': true,
  'host.command': true,
};

type Listener = (payload: unknown) => void;
const listeners = new Map<string, Set<Listener>>();

ipcRenderer.on(channels.event, (_event, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload);
});

function listen<K extends EventName>(name: K, listener: (payload: Events[K]) => void): () => void {
  if (!Object.hasOwn(eventNames, name)) throw new TypeError(`There is no event “${name}”.`);
  // The main process sends each event name with its own payload only: both ends derive from the contract.
  const heard: Listener = (payload) => listener(payload as Events[K]);
  const others = listeners.get(name) ?? new Set<Listener>();
  listeners.set(name, others.add(heard));
  return () => {
    others.delete(heard);
  };
}

// The page's own origin has them, unless a development server serves the page.
const pictures = location.protocol === 'http:' ? ownOrigin : '';

/**
 * All that the window can reach of the machine. Answers are passed on as the main process gives them (it
 * runs the same contract); inputs are decoded there, by schema.
 */
const client = {
  call: (name, input) => ipcRenderer.invoke(channels.call, name, input),
  on: listen,
  previewUrl: (file, size) => `${pictures}/preview/${size}/${encodeURIComponent(file)}`,
  // Only a file that the person really dropped has a path here; one made by a script has none.
  dropped: (files) => {
    const paths = files.flatMap((file) => (file instanceof File ? [webUtils.getPathForFile(file)] : []));
    return ipcRenderer.invoke(channels.drop, paths.filter((path) => path !== ''));
  },
} satisfies Client;

contextBridge.exposeInMainWorld('lookalike', client);
