import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import type { Engine } from '../core/engine';
import { decodeClientMessage, maxMessageBytes } from '../shared/wire';
import { Outbox } from './outbox';

export interface Sockets {
  /** Takes over a connection that has passed the guard. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Says goodbye to every page. */
  close(): void;
}

/** RFC 6455, section 7.4.1. */
const closeCodes = { goingAway: 1001, notText: 1003, notAMessage: 1007 } as const;

/** Serves the contract to any number of pages. A page that misses a heartbeat is cut off. */
export function openSockets(engine: Engine, heartbeatMs = 30_000): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  const alive = new WeakSet<WebSocket>();

  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, heartbeatMs);
  heartbeat.unref();

  return {
    accept(request, socket, head) {
      server.handleUpgrade(request, socket, head, (page) => {
        alive.add(page);
        page.on('pong', () => alive.add(page));
        serve(engine, page);
      });
    },
    close() {
      clearInterval(heartbeat);
      for (const page of server.clients) page.close(closeCodes.goingAway, 'Lookalike was closed');
      server.close();
    },
  };
}

function serve(engine: Engine, page: WebSocket): void {
  const outbox = new Outbox(page);
  const stopListening = engine.listen((event) => outbox.post({ event }));
  page.on('close', stopListening);
  // A broken or oversized frame: ws answers it with the code that is due, and `close` follows.
  page.on('error', () => undefined);
  page.on('message', (data, isBinary) => {
    if (page.readyState !== WebSocket.OPEN) return;
    if (isBinary) page.close(closeCodes.notText, 'Only text is understood');
    else void answer(engine, page, outbox, data);
  });
}

async function answer(engine: Engine, page: WebSocket, outbox: Outbox, data: RawData): Promise<void> {
  const message = decodeClientMessage(textOf(data));
  if (message === null) {
    page.close(closeCodes.notAMessage, 'Not a message of this contract');
    return;
  }
  const result = await engine.call(message.name, message.input);
  outbox.post({ id: message.id, result });
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
