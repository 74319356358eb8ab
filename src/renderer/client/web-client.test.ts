import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectToServer, type Browser } from './web-client';

/** A socket whose server is the test. */
class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  static readonly made: FakeSocket[] = [];
  readyState = 0;
  readonly sent: unknown[] = [];

  constructor(readonly address: URL) {
    super();
    FakeSocket.made.push(this);
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  accept(): void {
    this.readyState = FakeSocket.OPEN;
    this.dispatchEvent(new Event('open'));
  }
  answer(message: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
  }
  close(): void {
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }
}

function connect(status = () => 200) {
  const fetch = vi.fn<Browser['fetch']>(() => Promise.resolve({ status: status() }));
  const assign = vi.fn();
  const browser = { WebSocket: FakeSocket as unknown as typeof WebSocket, fetch, location: { assign } };
  const connection = connectToServer(new URL('http://127.0.0.1:4000/?x#y'), browser);
  return { connection, socket: FakeSocket.made.at(-1)!, fetch, assign };
}

beforeEach(() => {
  FakeSocket.made.length = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('the client over a WebSocket', () => {
  it('asks once the connection stands, and pairs answers with questions', async () => {
    const { connection, socket } = connect();
    expect(socket.address.href).toBe('ws://127.0.0.1:4000/socket');
    const info = connection.client.call('settings.get', null);
    const pick = connection.client.call('folders.pick', null);
    expect(socket.sent).toEqual([]);
    socket.accept();
    expect(socket.sent).toEqual([{ id: 0, name: 'settings.get', input: null }, { id: 1, name: 'folders.pick', input: null }]);
    socket.answer({ id: 1, result: { ok: true, value: [] } });
    socket.answer({ id: 0, result: { ok: false, error: { kind: 'storage', detail: 'full' } } });
    expect(await pick).toEqual({ ok: true, value: [] });
    expect(await info).toEqual({ ok: false, error: { kind: 'storage', detail: 'full' } });
  });

  it('hands an event to those who listen for it, for as long as they do', () => {
    const { connection, socket } = connect();
    const heard = vi.fn();
    const stop = connection.client.on('samples.progress', heard);
    socket.accept();
    socket.answer({ event: { name: 'samples.progress', payload: { done: 1, total: 2 } } });
    socket.answer({ event: { name: 'host.command', payload: { kind: 'show-settings' } } });
    stop();
    socket.answer({ event: { name: 'samples.progress', payload: { done: 2, total: 2 } } });
    expect(heard.mock.calls).toEqual([[{ done: 1, total: 2 }]]);
  });

  it('answers “disconnected” to what was under way, and comes back by itself in growing steps', async () => {
    const { connection, socket } = connect();
    const states: string[] = [];
    connection.subscribe((state) => states.push(state));
    socket.accept();
    const answer = connection.client.call('removal.run', { plan: 'p', confirmation: null });
    socket.close();
    expect(await answer).toEqual({ ok: false, error: { kind: 'disconnected' } });
    expect(await connection.client.call('app.info', null)).toEqual({ ok: false, error: { kind: 'disconnected' } });

    vi.advanceTimersByTime(250);
    expect(FakeSocket.made).toHaveLength(2);
    FakeSocket.made[1]!.close();
    vi.advanceTimersByTime(250);
    expect(FakeSocket.made).toHaveLength(2);
    vi.advanceTimersByTime(250);
    expect(FakeSocket.made).toHaveLength(3);
    FakeSocket.made[2]!.accept();
    expect(FakeSocket.made[2]!.sent).toEqual([]);
    expect(states).toEqual(['lost', 'open']);
  });

  it('finds out that this browser is signed out, stops trying, and leads to the way in', async () => {
    let status = 200;
    const { connection, socket, fetch, assign } = connect(() => status);
    socket.accept();
    status = 401;
    socket.close();
    await vi.waitFor(() => expect(connection.state()).toBe('signed-out'));
    expect(fetch).toHaveBeenCalledWith('/', { method: 'HEAD', cache: 'no-store' });
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.made).toHaveLength(1);
    expect(await connection.client.call('app.info', null)).toEqual({ ok: false, error: { kind: 'disconnected' } });
    connection.retry();
    expect(assign).toHaveBeenCalledWith('/');
  });

  it('signs out, and leaves the page though the server be gone', async () => {
    const { connection, fetch, assign } = connect();
    fetch.mockRejectedValueOnce(new TypeError('no network'));
    await connection.signOut?.();
    expect(fetch).toHaveBeenCalledWith('/sign-out', { method: 'POST', redirect: 'manual' });
    expect(assign).toHaveBeenCalledWith('/');
  });

  it('hangs up on a server that does not speak the protocol', () => {
    const { connection, socket } = connect();
    socket.accept();
    socket.answer({ hello: 'world' });
    expect(connection.state()).toBe('lost');
  });
});
