import type { Client } from '../../shared/contract';

export type ConnectionState = 'open' | 'lost';

/** A client, and whether what carries it is up. In Electron it always is. */
export interface Connection {
  readonly client: Client;
  readonly state: () => ConnectionState;
  /** Answers the function that stops listening. */
  readonly subscribe: (listener: (state: ConnectionState) => void) => () => void;
  /** Tries again at once instead of waiting for the next turn. */
  readonly retry: () => void;
}

export function alwaysOpen(client: Client): Connection {
  return { client, state: () => 'open', subscribe: () => () => undefined, retry: () => undefined };
}
