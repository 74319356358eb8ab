import type { ServerResponse } from 'node:http';
import { formPaths } from '../shared/wire';
import { pagePolicy, pageStyle } from './page-style';

export function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, status, 'text/plain; charset=utf-8', `${text}\n`);
}

/** What a person without a session is told. */
export interface FrontDoor {
  /** Whether a password opens it. */
  readonly password: boolean;
  /** Whether what is typed crosses a network that others may listen to. */
  readonly exposed: boolean;
}

/** Why a browser stands before the door. */
export type Turned =
  | { readonly kind: 'unknown' }
  /** Brought an address that was used before, or is too old. */
  | { readonly kind: 'used' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'wait'; readonly seconds: number };

const elsewhere = 'To get a new address, go to the terminal where Lookalike runs and press Enter. If it no longer runs, start it again.';

/** What a browser without a session sees: the way in. No part of it needs a script. */
export function sendFrontDoor(response: ServerResponse, door: FrontDoor, turned: Turned): void {
  const said = words(turned);
  const { status } = said;
  if (turned.kind === 'wait') response.setHeader('Retry-After', turned.seconds);
  if (!door.password) {
    sendHtml(response, status, said.title, locked(said));
    return;
  }
  // Under `no-referrer`, browsers hide the origin of a form that they send.
  response.setHeader('Referrer-Policy', 'same-origin');
  sendHtml(response, status, 'Sign in to Lookalike', signIn(door, said));
}

interface Words {
  readonly status: 401 | 429 | 503;
  /** Of the page where there is no password. */
  readonly title: string;
  readonly wrong: string | null;
}

function words(turned: Turned): Words {
  switch (turned.kind) {
    case 'unknown':
      return { status: 401, title: 'This browser has not been let in', wrong: null };
    case 'used':
      return { status: 401, title: 'This address can’t be used any more', wrong: 'That address was used already, or is older than ten minutes.' };
    case 'wrong':
      return { status: 401, title: 'Sign in', wrong: 'That is not the password. Try again.' };
    case 'busy':
      return { status: 503, title: 'Too many are trying', wrong: 'Too many people are trying to sign in. Try again in a moment.' };
    case 'wait': {
      const time = turned.seconds === 1 ? 'a second' : `${turned.seconds} seconds`;
      return { status: 429, title: 'Please wait', wrong: `There were too many wrong attempts. Wait ${time}, then try again.` };
    }
  }
}

function locked(said: Words): string {
  return `<h1>${said.title}</h1>
${wrong(said.wrong)}<p>Lookalike can move files to the trash, so an address works once, for ten minutes, in one browser. Nobody else can use it.</p>
<p>${elsewhere}</p>`;
}

function signIn({ exposed }: FrontDoor, said: Words): string {
  const unsafe = '<p>The connection to this address is not encrypted: whoever shares the network could read along.</p>\n';
  return `<h1>Sign in to Lookalike</h1>
<p>Lookalike shows the pictures of the computer that it runs on, and can move them to the trash. Whoever started it has set the password.</p>
<form method="post" action="${formPaths.signIn}">
<label for="password">Password</label>
<div class="row">
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus${said.wrong === null ? '' : ' aria-describedby="wrong" aria-invalid="true"'}>
<button>Sign in</button>
</div>
</form>
${wrong(said.wrong)}<div class="notes">
${exposed ? unsafe : ''}<p>No password at hand? ${elsewhere}</p>
</div>`;
}

function wrong(text: string | null): string {
  return text === null ? '' : `<p class="wrong" id="wrong" role="alert">${text}</p>\n`;
}

/**
 * Brings a visitor with a new session to the window. A link on another site's page (a terminal in a browser)
 * leads to a request that browsers count as that site's, redirects included, and strict cookies stay out of
 * it; a page of ours that moves on by itself starts afresh.
 */
export function sendOnwards(response: ServerResponse): void {
  sendHtml(response, 200, 'Lookalike', '<p><a href="/">Open Lookalike</a></p>', '<meta http-equiv="refresh" content="0;url=/">\n');
}

/** Leads a browser that has just sent something to another page of ours, without what it sent. */
export function sendTo(response: ServerResponse, location: string): void {
  response.writeHead(303, { Location: location, 'Content-Length': 0, 'Cache-Control': 'no-store' }).end();
}

function sendHtml(response: ServerResponse, status: number, title: string, body: string, head = ''): void {
  response.setHeader('Content-Security-Policy', pagePolicy);
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${pageStyle}</style>
${head}<main>
${body}
</main>
</html>
`;
  send(response, status, 'text/html; charset=utf-8', html);
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  });
  response.end(text);
}
