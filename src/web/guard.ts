import type { IncomingMessage } from 'node:http';
import { formPaths } from '../shared/wire';
import type { Site } from './sites';

/** Why a request is turned away before anything looks at it. */
export interface Refusal {
  readonly status: 403 | 405 | 421;
  readonly text: string;
}

/**
 * Everything that can be said against a request by its head alone. A page of another site can make a
 * person's browser ask us, by our address or through a name of its own that it points at this machine (DNS
 * rebinding); its `Host`, `Origin` and `Sec-Fetch-*` headers give it away.
 *
 * @param site the one of our names that the request came by; null where by none
 */
export function refuse(request: IncomingMessage, site: Site | null): Refusal | null {
  if (site === null) return { status: 421, text: 'This server answers to its own address only.' };
  const { origin } = request.headers;
  if (origin !== undefined && origin !== site.origin) {
    return { status: 403, text: 'Pages of other sites may not talk to Lookalike.' };
  }
  if (isForm(request)) return isForeign(request) || origin === undefined ? { status: 403, text: 'Only Lookalike’s own pages may send this.' } : null;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, text: 'Lookalike can only be looked at over HTTP.' };
  }
  if (isForeign(request) && !isTopLevelVisit(request)) {
    return { status: 403, text: 'Other sites may link to Lookalike, not embed it.' };
  }
  return null;
}

/** A browser always names the origin of a page that opens a WebSocket; who does not is no page of ours. */
export function refuseUpgrade(request: IncomingMessage, site: Site | null): Refusal | null {
  if (request.method !== 'GET') return { status: 405, text: 'A connection begins with GET.' };
  if (request.headers.origin === undefined) return { status: 403, text: 'Only the page itself may connect.' };
  return refuse(request, site);
}

/** Whether a page of another origin (another port of this machine included) caused the request. */
export function isForeign(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}

function isForm({ method, url }: IncomingMessage): boolean {
  return method === 'POST' && Object.values<string | undefined>(formPaths).includes(url);
}

function isTopLevelVisit(request: IncomingMessage): boolean {
  return request.headers['sec-fetch-mode'] === 'navigate' && request.headers['sec-fetch-dest'] === 'document';
}
