import { config } from 'zod';
import type { Client, CommandName, EngineEvent, EventName, Events, Output } from '../../shared/contract';
import { fail, type Result } from '../../shared/errors';
import { decodeServerMessage, formPaths, previewPath, socketPath, type ClientMessage } from '../../shared/wire';
import type { Connection, ConnectionState } from './connection';

// The page's policy forbids `eval`, which zod would otherwise try for speed.
config({ jitless: true });

const firstDelayMs = 250;
const longestDelayMs = 8000;

type Listener = (event: EngineEvent) => void;

/** The parts of a browser that the connection needs. */
export interface Browser {
  readonly WebSocket: typeof WebSocket;
  readonly fetch: (address: string, options: RequestInit) => Promise<Pick<Response, 'status'>>;
  readonly location: Pick<Location, 'assign'>;
}

/** The contract over a WebSocket to the server that the page came from; reconnects with growing pauses. */
export function connectToServer(page: URL, browser: Browser): Connection {
  const { WebSocket: Socket } = browser;
  const address = new URL(socketPath, page);
  address.protocol = page.protocol === 'https:' ? 'wss:' : 'ws:';

  const listeners = new Set<Listener>();
  const watchers = new Set<(state: ConnectionState) => void>();
  const waiting = new Map<number, { readonly message: ClientMessage; readonly settle: (result: Result<unknown>) => void }>();
  let socket: WebSocket | null = null;
  let state: ConnectionState = 'open';
  let nextId = 0;
  let delay = firstDelayMs;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function become(next: ConnectionState): void {
    if (state === next) return;
    state = next;
    for (const watcher of watchers) watcher(next);
  }

  function open(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const opening = new Socket(address);
    socket = opening;
    opening.addEventListener('open', () => {
      delay = firstDelayMs;
      for (const { message } of waiting.values()) opening.send(JSON.stringify(message));
      become('open');
    });
    opening.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') receive(data);
    });
    opening.addEventListener('close', () => {
      if (socket === opening) lose();
    });
  }

  /** Answers everything under way: whether the server got it can't be known, so it is not sent twice. */
  function lose(): void {
    socket = null;
    for (const { settle } of waiting.values()) settle(fail({ kind: 'disconnected' }));
    waiting.clear();
    timer = setTimeout(open, delay);
    delay = Math.min(delay * 2, longestDelayMs);
    become('lost');
    void askWhetherKnown();
  }

  /** A browser does not say why a WebSocket was refused. */
  async function askWhetherKnown(): Promise<void> {
    const answer = await browser.fetch('/', { method: 'HEAD', cache: 'no-store' }).catch(() => null);
    if (answer?.status !== 401 || state !== 'lost') return;
    if (timer !== null) clearTimeout(timer);
    become('signed-out');
  }

  function receive(text: string): void {
    const message = decodeServerMessage(text);
    if (!message) return socket?.close();
    if ('event' in message) {
      for (const listener of listeners) listener(message.event);
      return;
    }
    waiting.get(message.id)?.settle(message.result);
    waiting.delete(message.id);
  }

  const client: Client = {
    call: (name, input) =>
      new Promise((resolve) => {
        if (state !== 'open' || !socket) { resolve(fail({ kind: 'disconnected' })); return; }
        const message: ClientMessage = { id: nextId++, name, input };
        waiting.set(message.id, { message, settle: (result) => resolve(asOutput(name, result)) });
        if (socket.readyState === Socket.OPEN) socket.send(JSON.stringify(message));
      }),
    on: (name, listener) => {
      const filtered: Listener = (event) => {
        if (isNamed(event, name)) listener(event.payload);
      };
      listeners.add(filtered);
      return () => listeners.delete(filtered);
    },
    previewUrl: previewPath,
    dropped: () =>
      Promise.resolve(fail({ kind: 'unsupported-here', detail: 'The browser does not tell where dropped files are.' })),
  };

  open();
  return {
    client,
    state: () => state,
    subscribe: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    retry: () => {
      if (state === 'signed-out') browser.location.assign('/');
      else if (!socket) open();
    },
    signOut: async () => {
      await browser.fetch(formPaths.signOut, { method: 'POST', redirect: 'manual' }).catch(() => null);
      browser.location.assign('/');
    },
  };
}

/** The one place where the wire's payloads get their types: the server answers what the contract says. */
function asOutput<K extends CommandName>(_name: K, result: Result<unknown>): Result<Output<K>> {
  return result as Result<Output<K>>;
}

function isNamed<K extends EventName>(
  event: EngineEvent,
  name: K,
): event is EngineEvent & { readonly name: K; readonly payload: Events[K] } {
  return event.name === name;
}
