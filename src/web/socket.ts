import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import type { Engine } from '../core/engine';
import { decodeClientMessage, maxMessageBytes } from '../shared/wire';
import { Intake } from './intake';
import { Outbox } from './outbox';
import { refuseSocket } from './refuse-socket';
import type { Session } from './sessions';

export interface Sockets {
  /** Takes over a connection that has passed the guard. False, and nothing is done, where the session has too many windows. */
  accept(session: Session, request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Says goodbye to every page. */
  close(): void;
}

/** RFC 6455, section 7.4.1. */
const closeCodes = { goingAway: 1001, notText: 1003, notAMessage: 1007, notAllowed: 1008 } as const;

/**
 * Serves the contract to any number of pages. A page that misses a heartbeat is cut off.
 *
 * @param now milliseconds of a clock that only goes forward
 */
export function openSockets(engine: Engine, now: () => number, heartbeatMs = 30_000): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  const alive = new WeakSet<WebSocket>();
  server.on('wsClientError', (_error, socket) => refuseSocket(socket, 400, null));

  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      // A window that floods is not listened to for a while, its pongs neither.
      if (!alive.delete(socket) && !socket.isPaused) socket.terminate();
      else socket.ping();
    }
  }, heartbeatMs);
  heartbeat.unref();

  return {
    accept(session, request, socket, head) {
      // Known before the handshake ends, so that no crowd slips by meanwhile.
      let page: WebSocket | null = null;
      const leave = session.addWindow(() => {
        if (page === null) socket.destroy();
        else page.close(closeCodes.notAllowed, 'The session is over');
      });
      if (leave === null) return false;
      socket.once('close', leave);
      server.handleUpgrade(request, socket, head, (opened) => {
        page = opened;
        alive.add(opened);
        opened.on('pong', () => {
          alive.add(opened);
          session.touch(now());
        });
        serve(engine, opened, now);
      });
      return true;
    },
    close() {
      clearInterval(heartbeat);
      for (const page of server.clients) page.close(closeCodes.goingAway, 'Lookalike was closed');
      server.close();
    },
  };
}

function serve(engine: Engine, page: WebSocket, now: () => number): void {
  const outbox = new Outbox(page);
  const intake = new Intake(page, (text) => answer(engine, page, outbox, text), now);
  const stopListening = engine.listen((event) => outbox.post({ event }));
  page.on('close', () => {
    stopListening();
    intake.close();
  });
  // A broken or oversized frame: ws answers it with the code that is due, and `close` follows.
  page.on('error', () => undefined);
  page.on('message', (data, isBinary) => {
    if (page.readyState !== WebSocket.OPEN) return;
    if (isBinary) page.close(closeCodes.notText, 'Only text is understood');
    else intake.push(textOf(data));
  });
}

/** Resolves when the answer has been taken, so that whoever asks and does not listen can't pile answers up here. */
async function answer(engine: Engine, page: WebSocket, outbox: Outbox, text: string): Promise<void> {
  const message = decodeClientMessage(text);
  if (message === null) {
    page.close(closeCodes.notAMessage, 'Not a message of this contract');
    return;
  }
  const result = await engine.call(message.name, message.input);
  await new Promise<void>((taken) => outbox.post({ id: message.id, result }, taken));
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
