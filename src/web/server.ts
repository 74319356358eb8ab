import { createServer, STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Engine } from '../core/engine';
import { explain, toAppError } from '../shared/errors';
import { socketPath } from '../shared/wire';
import { sendAsset, type Assets } from './assets';
import { downloadRequest, sendDownload } from './downloads';
import { isForeign, refuse, refuseUpgrade, setSecurityHeaders } from './guard';
import { sendLocked, sendOnwards, sendText } from './pages';
import { previewRequest, sendPreview } from './previews';
import { Sessions } from './sessions';
import { openSockets } from './socket';

export interface ServerOptions {
  readonly engine: Engine;
  readonly assets: Assets;
  /** 0 for any free one. */
  readonly port: number;
}

export interface WebServer {
  readonly port: number;
  /** An address that admits one browser, once, in place of an earlier one that was not used. */
  newAddress(): string;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 only. Rejects when the port can't be had. */
export async function startServer({ engine, assets, port: wanted }: ServerOptions): Promise<WebServer> {
  const server = createServer();
  const port = await listen(server, wanted);
  const sessions = new Sessions(port);
  const sockets = openSockets(engine);

  server.on('request', (request, response) => {
    setSecurityHeaders(response, port);
    const refusal = refuse(request, port);
    if (refusal !== null) sendText(response, refusal.status, refusal.text);
    else route(request, response).catch((error: unknown) => giveUpOn(response, error));
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = targetOf(request);
    const token = url?.pathname === '/' ? url.searchParams.get('token') : null;
    if (url === null) sendText(response, 400, 'That is no address.');
    else if (token !== null) admit(token, request, response);
    else if (!sessions.admits(request.headers.cookie)) sendLocked(response);
    else await show(url.pathname, request, response);
  }

  function admit(token: string, request: IncomingMessage, response: ServerResponse): void {
    // Link checkers and previews ask with HEAD; a token is for the browser that will stay.
    const cookie = request.method === 'GET' ? sessions.redeem(token) : null;
    if (cookie !== null) {
      response.setHeader('Set-Cookie', cookie);
      if (isForeign(request)) sendOnwards(response);
      else goHome(response);
    } else if (sessions.admits(request.headers.cookie)) goHome(response);
    else sendLocked(response);
  }

  async function show(pathname: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const preview = previewRequest(pathname);
    const ticket = downloadRequest(pathname);
    if (ticket !== null) await sendDownload(engine, ticket, request, response);
    else if (preview !== null) await sendPreview(engine, preview, response);
    else if (!sendAsset(assets, pathname, request, response)) sendText(response, 404, 'There is nothing at this address.');
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Until ws owns the socket, nobody else would hear of its errors.
    const giveUp = (): void => void socket.destroy();
    socket.on('error', giveUp);
    const refusal = refuseUpgrade(request, port);
    if (refusal !== null) refuseSocket(socket, refusal.status);
    else if (targetOf(request)?.pathname !== socketPath) refuseSocket(socket, 404);
    else if (!sessions.admits(request.headers.cookie)) refuseSocket(socket, 401);
    else {
      socket.off('error', giveUp);
      sockets.accept(request, socket, head);
    }
  });

  return {
    port,
    newAddress: () => `http://127.0.0.1:${port}/?token=${sessions.newToken()}`,
    close: () =>
      new Promise((resolve) => {
        sockets.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** The URL parser resolves `..`, plain or encoded, before anyone sees the path. Null for a malformed target. */
function targetOf(request: IncomingMessage): URL | null {
  const target = request.url ?? '/';
  return target.startsWith('/') && URL.canParse(target, 'http://127.0.0.1') ? new URL(target, 'http://127.0.0.1') : null;
}

/** The token leaves the address bar. */
function goHome(response: ServerResponse): void {
  response.writeHead(303, { Location: '/', 'Cache-Control': 'no-store' }).end();
}

/** One request that fails in a way nobody foresaw must not take the program down. */
function giveUpOn(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else sendText(response, 500, explain(toAppError(error)).what);
}

function refuseSocket(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
