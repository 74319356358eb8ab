import type { IncomingMessage, ServerResponse } from 'node:http';
import { Attempts } from './attempts';
import { readForm } from './form';
import { isForeign } from './guard';
import { sendFrontDoor, sendOnwards, sendText, sendTo, type FrontDoor as Door, type Turned } from './pages';
import type { Password } from './password';
import type { Session, Sessions } from './sessions';
import { isLoopback, type Site } from './sites';

/** A request, with what was found out about it. */
export interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly site: Site;
}

/** The ways in and out: one-time addresses, the password, signing out. */
export class FrontDoor {
  readonly #tokenAttempts: Attempts;
  readonly #passwordAttempts: Attempts;

  constructor(
    private readonly sessions: Sessions,
    private readonly password: Password | null,
    now: () => number,
  ) {
    this.#tokenAttempts = new Attempts(now);
    this.#passwordAttempts = new Attempts(now);
  }

  /** Turns a browser away, with the way in. */
  turn({ request, response, site }: Visit, turned: Turned): void {
    const exposed = !site.isSecure && !isLoopback(request.socket.localAddress?.replace(/^::ffff:/, '') ?? '');
    const door: Door = { password: this.password !== null, exposed };
    sendFrontDoor(response, door, turned);
  }

  /** A browser came with the token of a one-time address. */
  enterByToken(visit: Visit, token: string): void {
    const { request, response, site } = visit;
    // Link checkers and previews ask with HEAD; a token is for the browser that will stay. One that is in already needs none.
    if (request.method === 'GET') {
      const wait = this.sessions.admit(request.headers.cookie, site) === null ? this.#tokenAttempts.begin(request.socket.remoteAddress) : 0;
      if (wait > 0) {
        this.turn(visit, { kind: 'wait', seconds: Math.ceil(wait / 1000) });
        return;
      }
      if (this.sessions.redeem(token)) {
        this.#tokenAttempts.succeeded(request.socket.remoteAddress);
        response.setHeader('Set-Cookie', this.sessions.begin(site));
        if (isForeign(request)) sendOnwards(response);
        else sendTo(response, '/');
        return;
      }
    }
    // The token leaves the address bar.
    if (this.sessions.admit(request.headers.cookie, site) !== null) sendTo(response, '/');
    else this.turn(visit, { kind: 'used' });
  }

  /** A browser sent the form of the front door. */
  async enterByPassword(visit: Visit): Promise<void> {
    const { request, response, site } = visit;
    if (this.password === null) {
      sendText(response, 404, 'There is no password here.');
      return;
    }
    const guess = (await readForm(request))?.get('password') ?? null;
    if (guess === null) {
      // What is left of it need not be heard.
      response.setHeader('Connection', 'close');
      sendText(response, 400, 'That is not what the form sends.');
      return;
    }
    const wait = this.#passwordAttempts.begin(request.socket.remoteAddress);
    if (wait > 0) {
      this.turn(visit, { kind: 'wait', seconds: Math.ceil(wait / 1000) });
      return;
    }
    const admitted = await this.password.admits(guess);
    if (admitted !== true) {
      this.turn(visit, { kind: admitted === null ? 'busy' : 'wrong' });
      return;
    }
    this.#passwordAttempts.succeeded(request.socket.remoteAddress);
    response.setHeader('Set-Cookie', this.sessions.begin(site));
    sendTo(response, '/');
  }

  leave({ request, response, site }: Visit, session: Session): void {
    request.resume();
    response.setHeader('Set-Cookie', this.sessions.end(session, site));
    // The pictures that the browser has kept.
    response.setHeader('Clear-Site-Data', '"cache"');
    sendTo(response, '/');
  }
}
