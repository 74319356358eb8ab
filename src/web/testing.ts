import { request, type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { createConnection } from 'node:net';
import { Readable } from 'node:stream';
import { WebSocket } from 'ws';
import type { Engine } from '../core/engine';
import type { EngineEvent } from '../shared/contract';
import { fail, ok } from '../shared/errors';
import type { Assets } from './assets';
import { startServer, type ServerOptions, type WebServer } from './server';

/** An engine that records what it is asked, for tests of what lets requests through to it. */
export class StubEngine implements Engine {
  readonly calls: { name: string; input: unknown }[] = [];
  readonly previews: string[] = [];
  readonly fetched: string[] = [];
  /** What every preview waits for. */
  previewing: () => Promise<void> = () => Promise.resolve();
  readonly #listeners = new Set<(event: EngineEvent) => void>();

  get listeners(): number {
    return this.#listeners.size;
  }

  emit(event: EngineEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  call(name: string, input: unknown): ReturnType<Engine['call']> {
    this.calls.push({ name, input });
    return Promise.resolve(ok({ heard: name }));
  }

  listen(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async preview(file: string): ReturnType<Engine['preview']> {
    this.previews.push(file);
    await this.previewing();
    if (file !== 'known') return fail({ kind: 'not-found', what: 'That file' });
    return ok({ bytes: new Uint8Array([1, 2, 3]), mime: 'image/webp' });
  }

  download(ticket: string): ReturnType<Engine['download']> {
    this.fetched.push(ticket);
    if (ticket === 'broken') return ok({ name: 'x.csv', mime: 'text/csv', pieces: broken() });
    if (ticket !== 'known') return fail({ kind: 'not-found', what: 'That report' });
    return ok({ name: 'Copies – “ö”.csv', mime: 'text/csv; charset=utf-8', pieces: Readable.from(['a,', 'b\r\n']) });
  }

  grant(): ReturnType<Engine['grant']> {
    return Promise.resolve(ok([]));
  }

  grantUnseen(): ReturnType<Engine['grantUnseen']> {
    return Promise.resolve(ok([]));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

async function* broken(): AsyncGenerator<string> {
  yield 'a';
  await Promise.reject(new Error('it broke'));
}

const asset = { bytes: Buffer.from('<!doctype html><title>Lookalike</title>'), type: 'text/html; charset=utf-8', etag: '"1"' };

export async function startStub(options: Partial<ServerOptions> = {}): Promise<{ engine: StubEngine; server: WebServer }> {
  const engine = new StubEngine();
  const assets: Assets = new Map([['/', asset], ['/index.html', asset]]);
  return { engine, server: await startServer({ engine, assets, port: 0, ...options }) };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends the path as it is: `fetch` would tidy it and set `Host` itself. */
export function ask(port: number, path: string, headers: OutgoingHttpHeaders = {}, method = 'GET', sentBody = '', agent: Agent | false = false): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, agent, headers: { host: `127.0.0.1:${port}`, ...headers } });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() });
      });
    });
    sent.end(sentBody);
  });
}

/** Goes through the front door: the `Cookie` header of a new session. */
export async function signIn(server: WebServer): Promise<string> {
  const { pathname, search } = new URL(server.newAddress());
  const answer = await ask(server.port, pathname + search);
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

/** Sends bytes as they are, and answers all that comes back until the connection ends. */
export async function exchange(port: number, bytes: string): Promise<string> {
  const socket = createConnection({ host: '127.0.0.1', port });
  socket.write(bytes);
  const chunks: Buffer[] = [];
  for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Resolves once open; rejects with the status that the upgrade was refused with. */
export function connect(port: number, headers: Record<string, string>, path = '/socket'): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
    socket.on('unexpected-response', (_request, response) => reject(new Error(String(response.statusCode))));
  });
}
