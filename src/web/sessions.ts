import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** More browsers than anyone opens; the oldest is forgotten beyond that. */
const maxSessions = 32;

/**
 * Who may use this server: a browser that was once given a one-time token, and has kept the cookie that it
 * was exchanged for. Secrets are 256 random bits, kept only as SHA-256 and compared in constant time.
 */
export class Sessions {
  readonly #cookie: string;
  #token: Buffer | null = null;
  #sessions: Buffer[] = [];

  /** Browsers share cookies between the ports of a host, so the port is part of the name. */
  constructor(port: number) {
    this.#cookie = `lookalike-${port}`;
  }

  /** Makes the token that will be taken next, in place of an earlier one. */
  newToken(): string {
    const token = newSecret();
    this.#token = digest(token);
    return token;
  }

  /** Exchanges the token, once, for the `Set-Cookie` value of a new session; null for any other token. */
  redeem(token: string): string | null {
    if (this.#token === null || !timingSafeEqual(this.#token, digest(token))) return null;
    this.#token = null;
    const session = newSecret();
    this.#sessions = [...this.#sessions, digest(session)].slice(-maxSessions);
    return `${this.#cookie}=${session}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Whether a `Cookie` header carries a session of this server. */
  admits(header: string | undefined): boolean {
    const given = this.#given(header ?? '');
    return given.some((offered) => this.#sessions.some((session) => timingSafeEqual(session, offered)));
  }

  #given(header: string): readonly Buffer[] {
    const prefix = `${this.#cookie}=`;
    const pairs = header.split(';').map((pair) => pair.trim());
    return pairs.filter((pair) => pair.startsWith(prefix)).map((pair) => digest(pair.slice(prefix.length)));
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
