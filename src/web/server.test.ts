import { Agent } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebServer } from './server';
import { ask, connect, exchange, signIn, startStub, type StubEngine } from './testing';

let server: WebServer;
let engine: StubEngine;
beforeEach(async () => void ({ server, engine } = await startStub()));
afterEach(() => server.close());

describe('the one-time address', () => {
  it('gives one browser a session and leaves the address bar', async () => {
    const { pathname, search } = new URL(server.newAddress());
    const first = await ask(server.port, pathname + search);
    expect(first).toMatchObject({ status: 303, headers: { location: '/' } });
    const setCookie = first.headers['set-cookie']?.[0] ?? '';
    expect(setCookie).toMatch(new RegExp(`^lookalike-${server.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`));

    const cookie = setCookie.split(';')[0] ?? '';
    expect((await ask(server.port, '/', { cookie })).body).toContain('Lookalike');
    expect((await ask(server.port, '/', { cookie: `theme=dark; ${cookie}` })).status).toBe(200);

    const again = await ask(server.port, pathname + search);
    expect(again.status).toBe(401);
    expect(again.headers['set-cookie']).toBeUndefined();
    expect(again.body).toContain('press Enter');
    expect(await ask(server.port, pathname + search, { cookie })).toMatchObject({ status: 303 });
  });

  it('is replaced by a newer one, and not used up by HEAD or a wrong guess', async () => {
    const old = new URL(server.newAddress());
    const { search } = new URL(server.newAddress());
    expect((await ask(server.port, `/${old.search}`)).status).toBe(401);
    expect((await ask(server.port, `/${search}x`)).status).toBe(401);
    expect((await ask(server.port, `/${search}`, {}, 'HEAD')).status).toBe(401);
    expect((await ask(server.port, `/${search}`)).status).toBe(303);
  });

  it('works from a link on a page of another site, where redirects would lose the cookie', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    const { search } = new URL(server.newAddress());
    const answer = await ask(server.port, `/${search}`, headers);
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']).toHaveLength(1);
    expect(answer.body).toContain('http-equiv="refresh"');
  });
});

describe('who has no session', () => {
  it.each(['/', '/index.html', '/preview/thumb/known', '/export/known', '/nothing', '/?token='])('sees none of %s', async (path) => {
    const answer = await ask(server.port, path, { cookie: `lookalike-${server.port}=guess; lookalike=x` });
    expect(answer.status).toBe(401);
    expect(engine.previews).toEqual([]);
    expect(engine.fetched).toEqual([]);
  });

  it('does not get in with the session of another server', async () => {
    const other = await startStub();
    const [, secret = ''] = (await signIn(other.server)).split('=');
    expect((await ask(server.port, '/', { cookie: `lookalike-${server.port}=${secret}` })).status).toBe(401);
    await other.server.close();
  });
});

describe('requests that other sites cause', () => {
  it.each(['evil.example', 'localhost', '127.0.0.1', '127.0.0.1:1', '[::1]', '127.0.0.1.nip.io:PORT', 'localhost.:PORT'])(
    'are refused under the name %s',
    async (name) => {
      const cookie = await signIn(server);
      const host = name.replace('PORT', String(server.port));
      expect((await ask(server.port, '/', { cookie, host })).status).toBe(421);
    },
  );

  it('may come under either name of this machine', async () => {
    const cookie = await signIn(server);
    expect((await ask(server.port, '/', { cookie, host: `localhost:${server.port}` })).status).toBe(200);
  });

  it.each<[string, Record<string, string>]>([
    ['another origin', { origin: 'http://evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['an opaque origin', { origin: 'null' }],
    ['an image on another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
    ['a frame on another port', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
  ])('are refused from %s', async (_name, headers) => {
    const cookie = await signIn(server);
    expect((await ask(server.port, '/preview/thumb/known', { cookie, ...headers })).status).toBe(403);
    expect(engine.previews).toEqual([]);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('are refused with %s', async (method) => {
    const cookie = await signIn(server);
    expect((await ask(server.port, '/', { cookie }, method)).status).toBe(405);
  });
});

describe('paths', () => {
  it.each([
    '/../package.json', '/..%2fpackage.json', '/%2e%2e/%2e%2e/etc/passwd', '//etc/passwd', '/etc/passwd', '/\\..\\x',
    '/index.html/..%5c..', '/__proto__', '/preview/huge/known', '/preview/toString/known', '/preview/thumb/', '/preview/thumb/a/b', '/preview/thumb/%',
    `/preview/thumb/${'a'.repeat(129)}`,
  ])('lead nowhere: %s', async (path) => {
    const cookie = await signIn(server);
    expect((await ask(server.port, path, { cookie })).status).toBe(404);
    expect(engine.previews).toEqual([]);
  });

  it('that are no paths are refused', async () => {
    const cookie = await signIn(server);
    expect((await ask(server.port, 'http://127.0.0.1:99999/', { cookie })).status).toBe(400);
    expect((await ask(server.port, '*', { cookie })).status).toBe(400);
  });

  it('hand ids to the engine, which alone knows what they name', async () => {
    const cookie = await signIn(server);
    expect(await ask(server.port, '/preview/thumb/..%2f..%2fetc%2fpasswd', { cookie })).toMatchObject({ status: 404 });
    expect(engine.previews).toEqual(['../../etc/passwd']);
    for (const size of ['large', 'full']) {
      const found = await ask(server.port, `/preview/${size}/known`, { cookie });
      expect(found).toMatchObject({ status: 200, headers: { 'content-type': 'image/webp', 'content-length': '3' } });
    }
  });

  it('fetch reports by tickets, as files and never as pages', async () => {
    const cookie = await signIn(server);
    expect(await ask(server.port, '/export/known', { cookie })).toMatchObject({
      status: 200,
      body: 'a,b\r\n',
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="Copies _ ___.csv"; filename*=UTF-8''Copies%20%E2%80%93%20%E2%80%9C%C3%B6%E2%80%9D.csv`,
        'cache-control': 'no-store',
      },
    });
    expect(await ask(server.port, '/export/known', { cookie }, 'HEAD')).toMatchObject({ status: 405 });
    expect(await ask(server.port, '/export/broken', { cookie }).then(() => 'whole', () => 'broken off')).toBe('broken off');
    expect(await ask(server.port, '/export/other', { cookie })).toMatchObject({ status: 404 });
    expect(await ask(server.port, '/export/..%2fknown', { cookie })).toMatchObject({ status: 404 });
    expect(engine.fetched).toEqual(['known', 'broken', 'other']);
    expect((await ask(server.port, '/', { cookie })).status).toBe(200);
  });

  it('are answered from the browser’s own copy when nothing changed', async () => {
    const cookie = await signIn(server);
    expect(await ask(server.port, '/', { cookie, 'if-none-match': '"1"' })).toMatchObject({ status: 304, body: '' });
  });
});

describe('every answer, errors included,', () => {
  function expectProtected(headers: Readonly<Record<string, string | readonly string[] | undefined>>): void {
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['referrer-policy']).toMatch(/^(no-referrer|same-origin)$/);
    const policy = headers['content-security-policy'];
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", 'form-action']) expect(policy).toContain(part);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }

  it('is protected by its headers', async () => {
    const cookie = await signIn(server);
    const own = { cookie, origin: `http://127.0.0.1:${server.port}` };
    for (const [path, headers, method] of [
      ['/', { cookie }], ['/', {}], ['/?token=x', {}], ['/?token=x', { cookie }], ['/preview/thumb/known', { cookie }], ['/preview/thumb/other', { cookie }],
      ['/nothing', { cookie }], ['/', { host: 'evil.example' }], ['/', { host: '' }], ['/', { origin: 'http://evil.example' }], ['/', {}, 'POST'],
      ['*', { cookie }], ['/export/known', { cookie }], ['/export/other', { cookie }], ['/sign-in', own, 'POST'], ['/', { cookie, expect: 'a miracle' }],
      ['/sign-out', own, 'POST'],
    ] as const) {
      expectProtected((await ask(server.port, path, headers, method)).headers);
    }
  });

  const host = 'Host: 127.0.0.1:PORT';
  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 421],
    ['headers without end', `GET / HTTP/1.1\r\n${host}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['two lengths', `POST /sign-in HTTP/1.1\r\n${host}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`, 400],
    ['a length and chunks', `POST /sign-in HTTP/1.1\r\n${host}\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`, 400],
    ['a connection of another kind', `GET / HTTP/1.1\r\n${host}\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n`, 403],
    ['no session', `GET /socket HTTP/1.1\r\n${host}\r\nOrigin: http://127.0.0.1:PORT\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n`, 401],
    ['half a handshake', `GET /socket HTTP/1.1\r\n${host}\r\nOrigin: http://127.0.0.1:PORT\r\nCookie: COOKIE\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n`, 400],
  ])('is protected for %s', async (_name, bytes, status) => {
    const cookie = await signIn(server);
    const filled = bytes.replaceAll('PORT', String(server.port)).replace('COOKIE', cookie).replace(/\r\n/, '\r\nConnection: close\r\n');
    const [head = ''] = (await exchange(server.port, bytes.includes('upgrade') ? bytes.replaceAll('PORT', String(server.port)).replace('COOKIE', cookie) : filled)).split('\r\n\r\n');
    const [first, ...lines] = head.split('\r\n');
    expect(first).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expectProtected(Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)])));
  });
});

it('makes so many pictures at once for a browser, and has others wait', async () => {
  let most = 0;
  let now = 0;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  engine.previewing = async () => {
    most = Math.max(most, ++now);
    await held;
    now--;
  };
  const cookie = await signIn(server);
  const answers = Array.from({ length: 60 }, () => ask(server.port, '/preview/thumb/known', { cookie }));
  await vi.waitFor(() => expect(now).toBe(32));
  release();
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(Array(60).fill(200));
  expect(most).toBe(32);
});

it('does not hinder one who scrolls through 10,000 groups', async () => {
  const cookie = await signIn(server);
  const socket = await connect(server.port, { cookie, origin: `http://127.0.0.1:${server.port}` });
  const pages = new Promise<number>((resolve) => {
    let answered = 0;
    socket.on('message', () => ++answered === 200 && resolve(answered));
  });
  for (let i = 0; i < 200; i++) socket.send(JSON.stringify({ id: i, name: 'groups.page', input: { offset: 50 * i, limit: 50 } }));
  const refused: number[] = [];
  const connection = new Agent({ keepAlive: true, maxSockets: 6 });
  await Promise.all(
    Array.from({ length: 6 }, async (_, lane) => {
      for (let i = lane; i < 20_000; i += 6) {
        const { status } = await ask(server.port, '/preview/thumb/known', { cookie }, 'GET', '', connection);
        if (status !== 200) refused.push(status);
      }
    }),
  );
  connection.destroy();
  expect(refused).toEqual([]);
  expect(await pages).toBe(200);
});
