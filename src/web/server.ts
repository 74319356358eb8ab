import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import type { Engine } from '../core/engine';
import { explain, toAppError } from '../shared/errors';
import { formPaths, socketPath } from '../shared/wire';
import { sendAsset, type Assets } from './assets';
import { downloadRequest, sendDownload } from './downloads';
import { FrontDoor, type Visit } from './front-door';
import { refuse, refuseUpgrade } from './guard';
import { sendText, sendTo } from './pages';
import type { Password } from './password';
import { previewRequest, sendPreview } from './previews';
import { refuseSocket } from './refuse-socket';
import { securityHeaders } from './security-headers';
import { Sessions, type Session } from './sessions';
import { Sites } from './sites';
import { openSockets } from './socket';

export interface ServerOptions {
  readonly engine: Engine;
  readonly assets: Assets;
  /** The IP address to listen on; only this machine reaches the one that holds unless given. */
  readonly address?: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Where else this server is known: origins. */
  readonly publicUrls?: readonly URL[];
  /** What lets a browser in besides one-time addresses. */
  readonly password?: Password | null;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

export interface WebServer {
  readonly port: number;
  /** An address that admits one browser, once and for ten minutes, in place of an earlier one that was not used. */
  newAddress(): string;
  close(): Promise<void>;
}

/** How often sessions are looked through for those that are over, in milliseconds. */
const sweepEveryMs = 60_000;
/** Connections at once, of all who come: a browser has six, and one for each window. */
const maxConnections = 512;

/** Rejects when the address or the port can't be had. */
export async function startServer(options: ServerOptions): Promise<WebServer> {
  const { engine, assets, address = '127.0.0.1', publicUrls = [], password = null, now = () => performance.now() } = options;
  // A request without a `Host` is refused by us, with our headers.
  const server = createServer({ requireHostHeader: false, headersTimeout: 15_000, requestTimeout: 60_000 });
  server.maxConnections = maxConnections;
  const port = await listen(server, address, options.port);
  const sites = new Sites({ address, port, publicUrls });
  const sessions = new Sessions(port, now);
  const door = new FrontDoor(sessions, password, now);
  const sockets = openSockets(engine, now);
  const sweep = setInterval(() => sessions.sweep(), sweepEveryMs).unref();

  server.on('request', (request, response) => {
    const site = sites.siteOf(request);
    for (const [name, value] of Object.entries(securityHeaders(site))) response.setHeader(name, value);
    const refusal = refuse(request, site);
    if (refusal !== null || site === null) sendText(response, refusal?.status ?? 421, refusal?.text ?? '');
    else route({ request, response, site }).catch((error: unknown) => giveUpOn(response, error));
  });
  server.on('checkExpectation', (_request, response: ServerResponse) => {
    for (const [name, value] of Object.entries(securityHeaders(null))) response.setHeader(name, value);
    sendText(response, 417, 'Nothing is promised here.');
  });
  // What is no HTTP, or comes too slowly.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else refuseSocket(socket, statusOf(error), null);
  });

  async function route(visit: Visit): Promise<void> {
    const { request, response, site } = visit;
    const url = targetOf(request);
    const token = url?.pathname === '/' ? url.searchParams.get('token') : null;
    const session = sessions.admit(request.headers.cookie, site);
    if (url === null) sendText(response, 400, 'That is no address.');
    else if (token !== null) door.enterByToken(visit, token);
    else if (request.method === 'POST' && url.pathname === formPaths.signIn) await door.enterByPassword(visit);
    else if (session === null) door.turn(visit, { kind: 'unknown' });
    else if (request.method === 'POST') door.leave(visit, session);
    else await show(visit, session, url.pathname);
  }

  async function show({ request, response }: Visit, session: Session, pathname: string): Promise<void> {
    const preview = previewRequest(pathname);
    const ticket = downloadRequest(pathname);
    if (ticket !== null) await sendDownload(engine, ticket, request, response);
    else if (preview !== null) await sendPreview(engine, session.previews, preview, response);
    // Who is in has nothing to do there: a page that was turned away has been loaded again.
    else if (pathname === formPaths.signIn) sendTo(response, '/');
    else if (!sendAsset(assets, pathname, request, response)) sendText(response, 404, 'There is nothing at this address.');
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Until ws owns the socket, nobody else would hear of its errors.
    const giveUp = (): void => void socket.destroy();
    socket.on('error', giveUp);
    const site = sites.siteOf(request);
    const refusal = refuseUpgrade(request, site);
    const session = site === null ? null : sessions.admit(request.headers.cookie, site);
    if (refusal !== null) refuseSocket(socket, refusal.status, site);
    else if (targetOf(request)?.pathname !== socketPath) refuseSocket(socket, 404, site);
    else if (session === null) refuseSocket(socket, 401, site);
    else {
      socket.off('error', giveUp);
      if (!sockets.accept(session, request, socket, head)) refuseSocket(socket.on('error', giveUp), 429, site);
    }
  });

  return {
    port,
    newAddress: () => `${sites.main}/?token=${sessions.newToken()}`,
    close: () =>
      new Promise((resolve) => {
        clearInterval(sweep);
        sockets.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
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

/** One request that fails in a way nobody foresaw must not take the program down. */
function giveUpOn(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else sendText(response, 500, explain(toAppError(error)).what);
}

function statusOf({ code }: NodeJS.ErrnoException): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}
