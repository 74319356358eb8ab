import type { EngineEvent, EventName } from '../shared/contract';
import type { ServerMessage } from '../shared/wire';

/** Above this many bytes not yet taken by the other side, events that a newer one makes worthless wait. */
const highWater = 256 * 1024;

/** The part of a WebSocket that an outbox needs. */
export interface Line {
  readonly bufferedAmount: number;
  send(text: string, sent: (error?: Error | null) => void): void;
}

/**
 * What goes to one page. Answers and commands of the host are always sent; of the events that describe a
 * state, a page that is slow to read gets the latest and misses those between.
 */
export class Outbox {
  readonly #line: Line;
  readonly #waiting = new Map<EventName, EngineEvent>();

  constructor(line: Line) {
    this.#line = line;
  }

  /** `sent` is called once the other side has taken it, or never will. */
  post(message: ServerMessage, sent: () => void = () => undefined): void {
    if ('event' in message && message.event.name !== 'host.command' && this.#line.bufferedAmount > highWater) {
      this.#waiting.set(message.event.name, message.event);
      return;
    }
    // An older state must not come after a newer one.
    if ('event' in message) this.#waiting.delete(message.event.name);
    this.#send(message, sent);
  }

  #send(message: ServerMessage, sent: () => void): void {
    this.#line.send(JSON.stringify(message), (error) => {
      sent();
      // A line that broke is closed by whoever listens to it; nothing more is to be sent.
      if (error === undefined || error === null) this.#flush();
    });
  }

  #flush(): void {
    for (const [name, event] of this.#waiting) {
      if (this.#line.bufferedAmount > highWater) return;
      this.#waiting.delete(name);
      this.#send({ event }, () => undefined);
    }
  }
}
