import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { once } from 'node:events';
import { pageStyle } from './page-style';
import { Password } from './password';
import type { WebServer } from './server';
import { ask, connect, signIn, startStub, type Answer } from './testing';

const secret = 'correct horse & battery=staple';
const password = await Password.of(secret);

let server: WebServer;
let clock: number;
let own: Record<string, string>;
beforeEach(async () => {
  clock = 0;
  ({ server } = await startStub({ password, now: () => clock }));
  own = { origin: `http://127.0.0.1:${server.port}`, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
});
afterEach(() => server.close());

function enter(guess: string, headers: Record<string, string> = own): Promise<Answer> {
  return ask(server.port, '/sign-in', headers, 'POST', new URLSearchParams({ password: guess }).toString());
}

function cookieOf({ headers }: Answer): string {
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

describe('the password', () => {
  it('lets a browser in, by a form that needs no script', async () => {
    const page = await ask(server.port, '/');
    expect(page.status).toBe(401);
    expect(page.body).toContain('<form method="post" action="/sign-in">');
    expect(page.body).not.toContain('<script');
    const digest = createHash('sha256').update(/<style>([\s\S]*)<\/style>/.exec(page.body)?.[1] ?? '').digest('base64');
    expect(page.headers['content-security-policy']).toContain(`style-src 'sha256-${digest}'`);
    expect(page.headers['content-security-policy']).toContain("form-action 'self'");

    const answer = await enter(secret);
    expect(answer).toMatchObject({ status: 303, headers: { location: '/', 'cache-control': 'no-store' } });
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^lookalike-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await ask(server.port, '/', { cookie: cookieOf(answer) })).body).toContain('Lookalike');
    expect(await ask(server.port, '/sign-in', { cookie: cookieOf(answer) })).toMatchObject({ status: 303 });
  });

  it('does not stand in the way of one-time addresses', async () => {
    expect((await ask(server.port, '/', { cookie: await signIn(server) })).status).toBe(200);
  });

  it.each(['', 'wrong', `${secret} `])('is not %j', async (guess) => {
    const answer = await enter(guess);
    expect(answer.status).toBe(401);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.body).toContain('That is not the password');
    expect(answer.body).not.toContain('wrong"x');
  });

  it('is guessed ever more slowly, however many ask at once, and known again after the pause', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => enter('wrong')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    const waiting = answers.filter(({ status }) => status === 429);
    expect(waiting).toHaveLength(25);
    expect(waiting[0]).toMatchObject({ headers: { 'retry-after': '1' } });
    expect(waiting[0]?.body).toContain('Wait a second');
    expect((await enter(secret)).status).toBe(429);
    expect((await ask(server.port, '/', { cookie: await signIn(server) })).status).toBe(200);
    clock += 1000;
    expect((await enter('wrong')).status).toBe(401);
    expect((await enter(secret)).headers['retry-after']).toBe('2');
    clock += 2000;
    expect((await enter(secret)).status).toBe(303);
    expect((await enter('wrong')).status).toBe(401);
  });

  it.each<[string, (own: Record<string, string>) => Record<string, string>]>([
    ['another site', (own) => ({ ...own, origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' })],
    ['another port of this machine', (own) => ({ ...own, origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' })],
    ['a page that hides where it is', (own) => ({ ...own, origin: 'null' })],
    ['no page at all', ({ 'content-type': type = '' }) => ({ 'content-type': type })],
    ['a link', (own) => ({ ...own, 'sec-fetch-site': 'cross-site' })],
  ])('is not taken from %s', async (_name, headers) => {
    expect(await enter(secret, headers(own))).toMatchObject({ status: 403 });
  });

  it('is not taken in another form, or one that is too long', async () => {
    expect(await enter(secret, { ...own, 'content-type': 'text/plain' })).toMatchObject({ status: 400 });
    expect(await enter(secret, { ...own, 'content-type': 'application/json' })).toMatchObject({ status: 400 });
    expect(await ask(server.port, '/sign-in', own, 'POST', 'user=me')).toMatchObject({ status: 400 });
    expect(await enter('x'.repeat(9000))).toMatchObject({ status: 400 });
    expect(await ask(server.port, `/sign-in?password=${encodeURIComponent(secret)}`, own, 'POST')).toMatchObject({ status: 405 });
    expect(await ask(server.port, `/sign-in?password=${encodeURIComponent(secret)}`, own)).toMatchObject({ status: 401 });
  });
});

it('tokens are guessed ever more slowly too', async () => {
  for (let i = 0; i < 5; i++) expect((await ask(server.port, '/?token=guess')).status).toBe(401);
  expect((await ask(server.port, '/?token=guess')).status).toBe(429);
  const { search } = new URL(server.newAddress());
  expect((await ask(server.port, `/${search}`)).status).toBe(429);
  clock += 1000;
  expect((await ask(server.port, `/${search}`)).status).toBe(303);
  expect((await ask(server.port, '/?token=guess')).status).toBe(401);
});

it('a one-time address lasts ten minutes', async () => {
  const { search } = new URL(server.newAddress());
  clock += 10 * 60_000 + 1;
  expect(await ask(server.port, `/${search}`)).toMatchObject({ status: 401 });
});

describe('signing out', () => {
  it('ends the session, its windows and what the browser has kept', async () => {
    const cookie = await signIn(server);
    const window = await connect(server.port, { cookie, origin: own['origin'] ?? '' });
    const closed = once(window, 'close');
    const answer = await ask(server.port, '/sign-out', { ...own, cookie }, 'POST');
    expect(answer).toMatchObject({ status: 303, headers: { location: '/', 'clear-site-data': '"cache"' } });
    expect(answer.headers['set-cookie']?.[0]).toMatch(/Max-Age=0$/);
    expect((await closed)[0]).toBe(1008);
    expect((await ask(server.port, '/', { cookie })).status).toBe(401);
  });

  it('is nothing that another site, or a link, can do', async () => {
    const cookie = await signIn(server);
    expect((await ask(server.port, '/sign-out', { ...own, cookie, origin: 'http://evil.example' }, 'POST')).status).toBe(403);
    expect((await ask(server.port, '/sign-out', { cookie }, 'POST')).status).toBe(403);
    expect((await ask(server.port, '/sign-out', { cookie })).status).toBe(404);
    expect((await ask(server.port, '/', { cookie })).status).toBe(200);
  });
});

it('without a password there is no form, and none is taken', async () => {
  const open = await startStub();
  const page = await ask(open.server.port, '/');
  expect(page.body).not.toContain('<form');
  expect(page.body).toContain('press Enter');
  const answer = await ask(open.server.port, '/sign-in', { ...own, origin: `http://127.0.0.1:${open.server.port}` }, 'POST', 'password=');
  expect(answer.status).toBe(404);
  await open.server.close();
});

describe('behind a proxy with TLS', () => {
  const host = 'photos.example';
  const origin = `https://${host}`;
  beforeEach(async () => {
    await server.close();
    ({ server } = await startStub({ password, publicUrls: [new URL(origin)] }));
  });

  it('addresses, cookies and policy are of its name', async () => {
    const address = new URL(server.newAddress());
    expect(address.origin).toBe(origin);
    const answer = await ask(server.port, `/${address.search}`, { host });
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^__Host-lookalike-.*; Secure$/);
    const cookie = cookieOf(answer);
    const page = await ask(server.port, '/', { host, cookie });
    expect(page.headers['content-security-policy']).toContain(`connect-src 'self' wss://${host};`);
    await connect(server.port, { host, origin, cookie });
    await expect(connect(server.port, { host, origin: `http://${host}`, cookie })).rejects.toThrow('403');
    await expect(connect(server.port, { host: `127.0.0.1:${server.port}`, origin, cookie })).rejects.toThrow('403');
    await expect(connect(server.port, { host: 'photos.example.evil', origin, cookie })).rejects.toThrow('421');
  });

  it('the password is taken from its page', async () => {
    expect(await enter(secret, { ...own, host, origin })).toMatchObject({ status: 303 });
    expect(await enter(secret, { ...own, host, origin: `http://${host}` })).toMatchObject({ status: 403 });
  });
});

it('the pages have the colours of the window', () => {
  const tokens = readFileSync(resolve(import.meta.dirname, '../renderer/ui/tokens.css'), 'utf8');
  for (const [line] of pageStyle.matchAll(/--[a-z-]+: light-dark\([^;]*\);/g)) expect(tokens).toContain(line);
});
