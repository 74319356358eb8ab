import { expect, it, vi } from 'vitest';
import { sessionLife, Sessions, tokenLifeMs } from './sessions';

const site = { host: 'localhost:1', origin: 'http://localhost:1', isSecure: false };
const secure = { host: 'photos.example', origin: 'https://photos.example', isSecure: true };

function begun() {
  const clock = { now: 0 };
  const sessions = new Sessions(1, () => clock.now);
  const cookie = sessions.begin(site).split(';')[0] ?? '';
  return { clock, sessions, cookie };
}

it('takes a token once, and for ten minutes', () => {
  const { clock, sessions } = begun();
  const token = sessions.newToken();
  expect(sessions.redeem(`${token}x`)).toBe(false);
  expect(sessions.redeem(token)).toBe(true);
  expect(sessions.redeem(token)).toBe(false);
  const late = sessions.newToken();
  clock.now += tokenLifeMs + 1;
  expect(sessions.redeem(late)).toBe(false);
  clock.now -= 2;
  expect(sessions.redeem(late)).toBe(false);
});

it('ends a session that nobody uses, unless a window is open', () => {
  const { clock, sessions, cookie } = begun();
  clock.now += sessionLife.idleMs;
  expect(sessions.admit(cookie, site)).not.toBeNull();
  const closed = sessions.admit(cookie, site)?.addWindow(() => undefined);
  clock.now += sessionLife.idleMs + 1;
  expect(sessions.admit(cookie, site)).not.toBeNull();
  closed?.();
  clock.now += sessionLife.idleMs + 1;
  expect(sessions.admit(cookie, site)).toBeNull();
});

it('ends every session after a week, windows and all', () => {
  const { clock, sessions, cookie } = begun();
  const ended = vi.fn();
  sessions.admit(cookie, site)?.addWindow(ended);
  clock.now += sessionLife.longestMs;
  sessions.sweep();
  expect(ended).not.toHaveBeenCalled();
  clock.now += 1;
  expect(sessions.admit(cookie, site)).toBeNull();
  sessions.sweep();
  expect(ended).toHaveBeenCalledOnce();
});

it('ends the oldest where there are too many, and the one that leaves', () => {
  const { sessions, cookie } = begun();
  const ended = vi.fn();
  sessions.admit(cookie, site)?.addWindow(ended);
  for (let i = 0; i < 31; i++) sessions.begin(site);
  expect(sessions.admit(cookie, site)).not.toBeNull();
  const last = sessions.begin(site).split(';')[0] ?? '';
  expect(sessions.admit(cookie, site)).toBeNull();
  expect(ended).toHaveBeenCalledOnce();
  const session = sessions.admit(last, site)!;
  expect(sessions.end(session, site)).toBe('lookalike-1=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0');
  expect(sessions.admit(last, site)).toBeNull();
});

it('gives browsers behind TLS a cookie that goes nowhere else', () => {
  const { sessions, cookie } = begun();
  const given = sessions.begin(secure);
  expect(given).toMatch(/^__Host-lookalike-1=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
  const [pair = ''] = given.split(';');
  expect(sessions.admit(pair, secure)).not.toBeNull();
  expect(sessions.admit(pair.replace('__Host-', ''), secure)).toBeNull();
  expect(sessions.admit(cookie, secure)).toBeNull();
});

it('admits so many windows', () => {
  const { sessions, cookie } = begun();
  const session = sessions.admit(cookie, site)!;
  const closed = Array.from({ length: 16 }, () => session.addWindow(() => undefined));
  expect(closed).not.toContain(null);
  expect(session.addWindow(() => undefined)).toBeNull();
  closed[3]?.();
  expect(session.addWindow(() => undefined)).not.toBeNull();
});
