import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Engine } from '../core/engine';
import { explain } from '../shared/errors';
import type { ExportTicket } from '../shared/export';
import { sendText } from './pages';

const route = /^\/export\/([A-Za-z0-9_-]{1,128})$/;

/** The ticket in a URL path; null where it is not the path of a download. */
export function downloadRequest(pathname: string): ExportTicket | null {
  return route.exec(pathname)?.[1] ?? null;
}

/** Streams a report as fast as the browser takes it. What breaks off on the way reaches the browser as a broken connection, never as a whole file. */
export async function sendDownload(engine: Engine, ticket: ExportTicket, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET') {
    // A ticket is good once, and a look at the head is not what it is for.
    sendText(response, 405, 'Reports can only be fetched.');
    return;
  }
  const download = engine.download(ticket);
  if (!download.ok) {
    sendText(response, download.error.kind === 'not-found' ? 404 : 409, explain(download.error).what);
    return;
  }
  const { name, mime, pieces } = download.value;
  response.writeHead(200, { 'Content-Type': mime, 'Content-Disposition': attachment(name), 'Cache-Control': 'no-store' });
  // Whoever fetches it may stop, and so may the person who asked for it: neither is an error of the server's.
  await pipeline(Readable.from(pieces), response).catch(() => response.destroy());
}

/** RFC 6266, with the name in the extended notation of RFC 8187. */
function attachment(name: string): string {
  const plain = name.replace(/[^ -~]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
