import type { IncomingMessage } from 'node:http';
import { isIPv4, isIPv6 } from 'node:net';

/** One way by which browsers reach this server. */
export interface Site {
  /** What they write in `Host`: no port where it is the scheme's own. */
  readonly host: string;
  /** What they write in `Origin`. */
  readonly origin: string;
  /** Whether TLS carries it, which a proxy before this server ends. */
  readonly isSecure: boolean;
}

export interface SitesOptions {
  /** The IP address that is listened on. */
  readonly address: string;
  readonly port: number;
  /** Where a proxy or a tunnel makes this server known: origins, the first of them for addresses to be told. */
  readonly publicUrls: readonly URL[];
}

/**
 * The names that are this server's own; a request under any other was led here by someone else's name (DNS rebinding). An address that
 * listens to all interfaces has no name of its own: there, the one that a connection came in at counts.
 */
export class Sites {
  readonly #named: ReadonlyMap<string, Site>;
  readonly #port: number;
  readonly #everywhere: boolean;
  /** The origin to be told to people. */
  readonly main: string;

  constructor({ address, port, publicUrls }: SitesOptions) {
    this.#port = port;
    this.#everywhere = isUnspecified(address);
    const named = [...publicUrls.map(siteAt), ...(this.#everywhere ? [] : sitesOf(address, port))];
    this.#named = new Map(named.toReversed().map((site) => [site.host, site]));
    this.main = publicUrls[0]?.origin ?? siteAt(urlOf(this.#everywhere ? '127.0.0.1' : address, port)).origin;
  }

  /** By which of them a request came; null where by none. */
  siteOf({ headers: { host }, socket }: IncomingMessage): Site | null {
    if (host === undefined) return null;
    const named = this.#named.get(host);
    if (named !== undefined || !this.#everywhere || socket.localAddress === undefined) return named ?? null;
    return sitesOf(socket.localAddress, this.#port).find((site) => site.host === host) ?? null;
  }
}

export function isLoopback(address: string): boolean {
  return isIPv4(address) ? address.startsWith('127.') : address === '::1';
}

function isUnspecified(address: string): boolean {
  return address === '0.0.0.0' || (isIPv6(address) && urlOf(address, 1).hostname === '[::]');
}

/** What an address of this machine is called in a URL; none for one that no URL can name. */
function sitesOf(address: string, port: number): readonly Site[] {
  // IPv4 on a socket for both (RFC 4291, section 2.5.5.2); a zone means nothing to other machines (RFC 6874).
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (plain.includes('%')) return [];
  const names = isLoopback(plain) ? [plain, 'localhost'] : [plain];
  return names.map((name) => siteAt(urlOf(name, port)));
}

function urlOf(name: string, port: number): URL {
  return new URL(`http://${isIPv6(name) ? `[${name}]` : name}:${port}`);
}

function siteAt({ host, origin, protocol }: URL): Site {
  return { host, origin, isSecure: protocol === 'https:' };
}
