import type { IncomingMessage, ServerResponse } from 'node:http';

/** Why a request is turned away before anything looks at it. */
export interface Refusal {
  readonly status: 403 | 405 | 421;
  readonly text: string;
}

/** The two names that this machine has for its loopback interface; no other name is ours. */
export function ownHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

/**
 * Everything that can be said against a request by its head alone. A page of another site can make this
 * machine's browser ask us, by our address or through a name of its own that it points at 127.0.0.1 (DNS
 * rebinding); its `Host`, `Origin` and `Sec-Fetch-*` headers give it away.
 */
export function refuse(request: IncomingMessage, port: number): Refusal | null {
  const { host, origin } = request.headers;
  if (host === undefined || !ownHosts(port).includes(host)) {
    return { status: 421, text: 'This server answers to its own address only.' };
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return { status: 403, text: 'Pages of other sites may not talk to Lookalike.' };
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, text: 'Lookalike can only be looked at over HTTP.' };
  }
  if (isForeign(request) && !isTopLevelVisit(request)) {
    return { status: 403, text: 'Other sites may link to Lookalike, not embed it.' };
  }
  return null;
}

/** A browser always names the origin of a page that opens a WebSocket; who does not is no page of ours. */
export function refuseUpgrade(request: IncomingMessage, port: number): Refusal | null {
  if (request.headers.origin === undefined) {
    return { status: 403, text: 'Only the page itself may connect.' };
  }
  return refuse(request, port);
}

/** Whether a page of another origin (another port of this machine included) caused the request. */
export function isForeign(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}

function isTopLevelVisit(request: IncomingMessage): boolean {
  return request.headers['sec-fetch-mode'] === 'navigate' && request.headers['sec-fetch-dest'] === 'document';
}

/** Headers that go with every answer, errors included. */
export function setSecurityHeaders(response: ServerResponse, port: number): void {
  for (const [name, value] of Object.entries(securityHeaders(port))) response.setHeader(name, value);
}

function securityHeaders(port: number): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(port),
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  };
}

/** Content Security Policy Level 3. Older browsers do not count a WebSocket as 'self', so it is named. */
function contentSecurityPolicy(port: number): string {
  const sockets = ownHosts(port).map((host) => `ws://${host}`);
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self' ${sockets.join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
