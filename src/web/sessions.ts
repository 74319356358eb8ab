import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Site } from './sites';
import { Turns } from './turns';

/** More browsers than anyone opens; the oldest is forgotten beyond that. */
const maxSessions = 32;
/** Windows that a browser may have open at once. */
const maxWindows = 16;

const minute = 60_000;
/** How long an address that was told can be used. */
export const tokenLifeMs = 10 * minute;
/** How long a session lasts without any window open, and at the longest. */
export const sessionLife = { idleMs: 12 * 60 * minute, longestMs: 7 * 24 * 60 * minute } as const;

/** A browser that was let in. */
export class Session {
  /** Pictures being made for it. A browser asks for six at once; a proxy that speaks HTTP/2 passes on as many as are on screen. */
  readonly previews = new Turns({ atOnce: 32, waiting: 480 });
  readonly #windows = new Set<() => void>();
  #seen: number;

  constructor(
    readonly secret: Buffer,
    private readonly since: number,
  ) {
    this.#seen = since;
  }

  /** An open window keeps a session going: whoever waits for a long scan is not away. */
  isOver(now: number): boolean {
    const idle = this.#windows.size === 0 && now - this.#seen > sessionLife.idleMs;
    return idle || now - this.since > sessionLife.longestMs;
  }

  touch(now: number): void {
    this.#seen = now;
  }

  /** Takes note of a window; `end` is called when the session ends. Answers what to call when the window is gone, null when there are too many. */
  addWindow(end: () => void): (() => void) | null {
    if (this.#windows.size >= maxWindows) return null;
    this.#windows.add(end);
    return () => this.#windows.delete(end);
  }

  end(): void {
    for (const end of this.#windows) end();
    this.#windows.clear();
  }
}

interface Token {
  readonly secret: Buffer;
  readonly made: number;
}

/**
 * Who may use this server: a browser that was once given a one-time token or the password, and has kept the cookie that it
 * was exchanged for. Secrets are 256 random bits, kept only as SHA-256 and compared in constant time.
 */
export class Sessions {
  #token: Token | null = null;
  #sessions: readonly Session[] = [];

  /**
   * @param port browsers share cookies between the ports of a host, so the port is part of the name
   * @param now milliseconds of a clock that only goes forward
   */
  constructor(
    private readonly port: number,
    private readonly now: () => number,
  ) {}

  /** Makes the token that will be taken next, in place of an earlier one. */
  newToken(): string {
    const token = newSecret();
    this.#token = { secret: digest(token), made: this.now() };
    return token;
  }

  /** Takes the token, once and not for long; false for any other. */
  redeem(token: string): boolean {
    const wanted = this.#token;
    if (wanted === null || !timingSafeEqual(wanted.secret, digest(token))) return false;
    this.#token = null;
    return this.now() - wanted.made <= tokenLifeMs;
  }

  /** Begins a session: the value of `Set-Cookie`. */
  begin(site: Site): string {
    const secret = newSecret();
    const now = this.now();
    this.sweep();
    const sessions = [...this.#sessions, new Session(digest(secret), now)];
    this.#keep(sessions, (_session, at) => at >= sessions.length - maxSessions);
    return `${this.#cookie(site)}=${secret}; ${attributes(site)}`;
  }

  /** The session that a `Cookie` header carries, of this server and not over yet. */
  admit(header: string | undefined, site: Site): Session | null {
    const now = this.now();
    const given = this.#given(header ?? '', site);
    const session = this.#sessions.find(({ secret }) => given.some((offered) => timingSafeEqual(secret, offered)));
    if (session === undefined || session.isOver(now)) return null;
    session.touch(now);
    return session;
  }

  /** Ends a session; the value of `Set-Cookie` that takes the cookie back. */
  end(session: Session, site: Site): string {
    this.#keep(this.#sessions, (one) => one !== session);
    return `${this.#cookie(site)}=; ${attributes(site)}; Max-Age=0`;
  }

  /** Ends what is over, with its windows. To be called now and then. */
  sweep(): void {
    const now = this.now();
    this.#keep(this.#sessions, (session) => !session.isOver(now));
  }

  #keep(sessions: readonly Session[], isKept: (session: Session, at: number) => boolean): void {
    this.#sessions = sessions.filter(isKept);
    for (const session of sessions) if (!this.#sessions.includes(session)) session.end();
  }

  /** Under TLS the name itself forbids that another host of the domain sets it (RFC 6265bis, section 4.1.3.2). */
  #cookie({ isSecure }: Site): string {
    return `${isSecure ? '__Host-' : ''}lookalike-${this.port}`;
  }

  #given(header: string, site: Site): readonly Buffer[] {
    const prefix = `${this.#cookie(site)}=`;
    const pairs = header.split(';').map((pair) => pair.trim());
    return pairs.filter((pair) => pair.startsWith(prefix)).map((pair) => digest(pair.slice(prefix.length)));
  }
}

function attributes({ isSecure }: Site): string {
  return `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
