import type { Client } from '../../shared/contract';
import { alwaysOpen, type Connection } from './connection';

declare global {
  interface Window {
    /** Put there by Electron's preload; absent in a browser. */
    readonly lookalike?: Client;
  }
}

/** The way to the engine: the bridge that Electron's preload made, or else the server that the page came from. */
export async function connect(): Promise<Connection> {
  if (window.lookalike) return alwaysOpen(window.lookalike);
  const { connectToServer } = await import('./web-client');
  return connectToServer(new URL(window.location.href), window);
}
