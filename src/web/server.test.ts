import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebServer } from './server';
import { ask, signIn, startStub, type StubEngine } from './testing';

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

it('protects every answer, errors included, by its headers', async () => {
  const cookie = await signIn(server);
  const answers = [
    await ask(server.port, '/', { cookie }),
    await ask(server.port, '/'),
    await ask(server.port, '/preview/thumb/known', { cookie }),
    await ask(server.port, '/nothing', { cookie }),
    await ask(server.port, '/', { host: 'evil.example' }),
  ];
  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    const policy = headers['content-security-policy'];
    for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toContain('unsafe');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});
