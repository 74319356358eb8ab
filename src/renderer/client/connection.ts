import type { Client } from '../../shared/contract';

/** `signed-out`: the server is there, and does not know this browser any more. */
export type ConnectionState = 'open' | 'lost' | 'signed-out';

/** A client, and whether what carries it is up. In Electron it always is. */
export interface Connection {
  readonly client: Client;
  readonly state: () => ConnectionState;
  /** Answers the function that stops listening. */
  readonly subscribe: (listener: (state: ConnectionState) => void) => () => void;
  /** Tries again at once instead of waiting for the next turn; loads the page again, which leads to the way in, where this browser is signed out. */
  readonly retry: () => void;
  /** Has the host forget this browser and leads to the way in. Null where nobody signs in. */
  readonly signOut: (() => Promise<void>) | null;
}

export function alwaysOpen(client: Client): Connection {
  return { client, state: () => 'open', subscribe: () => () => undefined, retry: () => undefined, signOut: null };
}
