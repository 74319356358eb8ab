import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Session } from 'electron';
import type { Engine } from '../core/engine';
import type { PreviewSize } from '../shared/contract';
import { explain, toAppError, type AppError } from '../shared/errors';
import { readAddress, type Site } from './addresses';

/** Styles set by scripts (element.style) are not inline styles to this policy; `style="…"` in HTML is. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const everywhere = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' } as const;

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
};

/**
 * Serves the built renderer and the library's previews.
 *
 * @param folder absolute path of the built renderer
 */
export function serveSite(session: Session, { served }: Site, folder: string, engine: () => Promise<Engine>): void {
  session.protocol.handle(new URL(served).protocol.slice(0, -1), async ({ url, method }) => {
    if (method !== 'GET') return refusal(405, 'Only GET is served.');
    const address = readAddress(url, served, folder);
    switch (address.kind) {
      case 'asset':
        return await asset(address.file);
      case 'preview':
        return await preview(engine, address.file, address.size);
      case 'nothing':
        return refusal(404, 'There is nothing at this address.');
    }
  });
}

async function asset(file: string): Promise<Response> {
  const mime = mimeTypes[extname(file)];
  if (mime === undefined) return refusal(415, 'Files of this kind are not served.');
  try {
    const headers = { ...everywhere, 'Content-Type': mime, 'Content-Security-Policy': contentPolicy, 'Cache-Control': 'no-cache' };
    return new Response(await readFile(file), { headers });
  } catch {
    return refusal(404, 'There is no such file in the app.');
  }
}

async function preview(engine: () => Promise<Engine>, file: string, size: PreviewSize): Promise<Response> {
  try {
    const result = await (await engine()).preview(file, size);
    if (!result.ok) return refusal(statusOf(result.error), explain(result.error).what);
    // An id belongs to one library of one run, so a picture kept under it can't be another's.
    const headers = { ...everywhere, 'Content-Type': result.value.mime, 'Cache-Control': 'private, max-age=3600' };
    return new Response(result.value.bytes, { headers });
  } catch (thrown) {
    return refusal(500, explain(toAppError(thrown)).what);
  }
}

function statusOf(error: AppError): number {
  switch (error.kind) {
    case 'not-found':
      return 404;
    case 'cannot-preview':
      return 415;
    case 'busy':
      return 503;
    default:
      return 500;
  }
}

function refusal(status: number, text: string): Response {
  return new Response(text, { status, headers: { ...everywhere, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' } });
}
