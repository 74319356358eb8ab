import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { securityHeaders } from './security-headers';
import type { Site } from './sites';

/** Answers on a connection that there is no response object for, and ends it. */
export function refuseSocket(socket: Duplex, status: number, site: Site | null): void {
  const headers = { Connection: 'close', 'Content-Length': '0', ...securityHeaders(site) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`);
}
