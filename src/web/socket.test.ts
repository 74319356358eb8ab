import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { maxMessageBytes } from '../shared/wire';
import type { WebServer } from './server';
import { Session } from './sessions';
import { openSockets } from './socket';
import { connect, signIn, startStub, type StubEngine } from './testing';

let server: WebServer;
let engine: StubEngine;
let cookie: string;
let origin: string;
beforeEach(async () => {
  ({ server, engine } = await startStub());
  cookie = await signIn(server);
  origin = `http://127.0.0.1:${server.port}`;
});
afterEach(() => server.close());

async function nextMessage(socket: WebSocket): Promise<unknown> {
  const [data] = (await once(socket, 'message')) as [Buffer];
  return JSON.parse(data.toString());
}

async function closeCode(socket: WebSocket): Promise<unknown> {
  const [code] = (await once(socket, 'close')) as [number];
  return code;
}

describe('the socket', () => {
  it('answers commands by their number and passes events on', async () => {
    const socket = await connect(server.port, { cookie, origin });
    const answer = nextMessage(socket);
    socket.send('{"id":3,"name":"app.info","input":null}');
    expect(await answer).toEqual({ id: 3, result: { ok: true, value: { heard: 'app.info' } } });
    expect(engine.calls).toEqual([{ name: 'app.info', input: null }]);

    const event = nextMessage(socket);
    engine.emit({ name: 'samples.progress', payload: { done: 1, total: 2 } });
    expect(await event).toEqual({ event: { name: 'samples.progress', payload: { done: 1, total: 2 } } });

    const closed = closeCode(socket);
    socket.close(1000);
    expect(await closed).toBe(1000);
  });

  it.each<[string, string, () => Record<string, string>]>([
    ['without a session', '401', () => ({ origin })],
    ['from another site', '403', () => ({ cookie, origin: 'http://evil.example' })],
    ['from another port', '403', () => ({ cookie, origin: 'http://127.0.0.1:1' })],
    ['from the other name of this machine', '403', () => ({ cookie, origin: `http://localhost:${server.port}` })],
    ['from no page at all', '403', () => ({ cookie })],
    ['under a rebound name', '421', () => ({ cookie, host: 'evil.example', origin: 'http://evil.example' })],
  ])('is refused %s', async (_name, status, headers) => {
    await expect(connect(server.port, headers())).rejects.toThrow(status);
    expect(engine.listeners).toBe(0);
  });

  it.each(['/', '/socket/', '/socket/../x', '/preview/thumb/known'])('is at no other path: %s', async (path) => {
    await expect(connect(server.port, { cookie, origin }, path)).rejects.toThrow('404');
  });

  it.each<[string, number, (socket: WebSocket) => void]>([
    ['no JSON', 1007, (socket) => socket.send('{')],
    ['an unknown command', 1007, (socket) => socket.send('{"id":1,"name":"app.quit","input":null}')],
    ['bytes', 1003, (socket) => socket.send(Buffer.from([1]))],
    ['too long a message', 1009, (socket) => socket.send(Buffer.alloc(maxMessageBytes + 1, 32), { binary: false })],
  ])('is closed by %s', async (_name, code, send) => {
    const socket = await connect(server.port, { cookie, origin });
    const closed = closeCode(socket);
    send(socket);
    expect(await closed).toBe(code);
    expect(engine.calls).toEqual([]);
    await vi.waitFor(() => expect(engine.listeners).toBe(0));
  });

  it('is cut off when the page no longer answers', async () => {
    const sockets = openSockets(engine, () => 0, 20);
    const session = new Session(Buffer.alloc(32), 0);
    const plain = createServer().on('upgrade', (...request) => sockets.accept(session, ...request)).listen(0, '127.0.0.1');
    await once(plain, 'listening');
    const page = new WebSocket(`ws://127.0.0.1:${(plain.address() as AddressInfo).port}`, { autoPong: false });
    expect(await closeCode(page)).toBe(1006);
    await vi.waitFor(() => expect(engine.listeners).toBe(0));
    sockets.close();
    plain.close();
  });

  it('says goodbye when the program ends', async () => {
    const socket = await connect(server.port, { cookie, origin });
    const closed = closeCode(socket);
    await server.close();
    expect(await closed).toBe(1001);
  });
});
